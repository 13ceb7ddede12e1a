import { expect, test } from "vitest";
import { previewPass } from "../../../../shared/reconcile/preview.ts";
import { harbour, registryOf, settingsOf } from "../passes.ts";
import { network } from "../scripted-cloud.ts";

test("a network named alone has the subnets of its own region, whatever the other regions say of it", async () => {
  const port = harbour(settingsOf([registryOf({ replicas: ["cn-beijing"] })]));
  port.cloud.networks.push({ ...network("vpc-1"), region: "cn-beijing" });
  const explain = { kind: "command", command: "explain", depth: "full", networks: ["vpc-1"] } as const;
  const { estate } = await previewPass(port.passOf(explain));
  expect(estate.subnets).toMatchObject([{ network: "vpc-1", subnets: { value: [{ id: "vsw-vpc-1" }] } }]);
});
