import { alibabaNetworks } from "../alibaba/zones/view.ts";
import type { Emulator } from "../emulator.ts";
import { json, route } from "../http.ts";
import { tencentNetworks } from "../tencent/zones/view.ts";
import { createDnsServers, type DnsServers } from "./servers.ts";

/**
 * Gives the emulator's networks their resolvers and lists them at `GET /_emulator/networks`. Sockets follow the
 * networks as they come and go, and close with the emulator.
 */
export function serveDns(emulator: Emulator): DnsServers {
  const { world } = emulator;
  const servers = createDnsServers({
    sources: [alibabaNetworks(world.alibaba, world.settings), tencentNetworks(world.tencent, world.settings)],
    now: () => world.clock.now(),
  });
  const unsubscribe = world.changed.subscribe(() => {
    servers.networks().catch((error: unknown) => world.logs.add("dns", `no resolver: ${String(error)}`));
  });
  const removeRoute = emulator.addRoute(
    route("GET", "/_emulator/networks", async () => json(200, await servers.networks())),
  );
  emulator.onStop(() => {
    unsubscribe();
    removeRoute();
    return servers.stop();
  });
  return servers;
}
