import { createGateway } from "./alibaba/gateway/gateway.ts";
import { alibabaHappenings } from "./alibaba/happenings.ts";
import { ossStore } from "./alibaba/object-store.ts";
import { createPlatform, type Platform } from "./alibaba/platform.ts";
import { platformRoutes } from "./alibaba/platform-routes.ts";
import { createBucketRoute } from "./buckets/route.ts";
import { controlRoutes } from "./control.ts";
import { createWorld, type WorldOptions } from "./create-world.ts";
import { happeningsRoutes } from "./happenings.ts";
import { type HttpAnswer, type HttpRequest, json, type Route } from "./http.ts";
import { auditFeedRoute } from "./tencent/audit/feed-route.ts";
import { cosStore } from "./tencent/cos/store.ts";
import { createTencentGateway } from "./tencent/gateway/gateway.ts";
import { tencentHappenings } from "./tencent/happenings.ts";
import { createTencentPlatform, type TencentPlatform } from "./tencent/platform.ts";
import type { World } from "./world.ts";

export interface Emulator {
  readonly world: World;
  /** Events, timers and functions of the emulated Alibaba Cloud. */
  readonly platform: Platform;
  /** The same of the emulated Tencent Cloud. */
  readonly tencent: TencentPlatform;
  /** Adds somebody who answers requests, asked before the clouds; returns how to remove it. */
  addRoute(route: Route): () => void;
  handle(request: HttpRequest): Promise<HttpAnswer>;
  /** Runs `work` when the emulator stops: sockets, child processes. Last added, first run. */
  onStop(work: () => void | Promise<void>): void;
  stop(): Promise<void>;
}

/** Both clouds on one machine, without a socket; `listen` gives it one. */
export function createEmulator(options: WorldOptions = {}): Emulator {
  const world = createWorld(options);
  const platform = createPlatform(world);
  world.audited.subscribe(platform.audit);
  const tencent = createTencentPlatform(world);
  world.tencentAudited.subscribe(tencent.audit);
  const clouds: readonly Route[] = [createTencentGateway(world, tencent), createGateway(world)];
  let routes: readonly Route[] = [
    createBucketRoute(world, [ossStore(world), cosStore(world)]),
    ...controlRoutes(world),
    ...platformRoutes(world, platform),
    ...happeningsRoutes([alibabaHappenings(platform), tencentHappenings(tencent)]),
    auditFeedRoute(world),
  ];
  const stopping: (() => void | Promise<void>)[] = [platform.stop, tencent.stop];

  return {
    world,
    platform,
    tencent,
    addRoute(route) {
      routes = [...routes, route];
      return () => {
        routes = routes.filter((other) => other !== route);
      };
    },
    async handle(request) {
      const found = [...routes, ...clouds].find((route) => route.claims(request));
      if (found !== undefined) return found.handle(request);
      return json(404, {
        Code: "NotEmulated",
        Message: `Nothing here answers ${request.method} ${request.path} for host ${request.headers["host"] ?? "(none)"}.`,
      });
    },
    onStop(work) {
      stopping.push(work);
    },
    async stop() {
      world.clock.stop();
      for (const work of stopping.splice(0).reverse()) await work();
    },
  };
}
