import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { deploy } from "../../emulator/deploy/deploy.ts";
import { defaultAccount, startEmulator } from "../../emulator/index.ts";
import { pushConfiguration } from "../../shared/config/load.ts";
import { systemClock } from "../../shared/kernel/clock.ts";
import { createBucketStore } from "../../shared/store/bucket.ts";
import { readEntries } from "../../shared/store/objects/ledger.ts";
import { readLatest } from "../../shared/store/objects/reports.ts";
import { clientFor } from "../emulator/cloud-client.ts";
import { configurationText, region } from "./stage.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

it("the deployed function keeps its ledger and reports in the bucket, with its role's rights alone", async () => {
  const started = await startEmulator();
  try {
    const [user] = defaultAccount.users;
    const store = createBucketStore({
      location: { kind: "oss", bucket: "mooring-state", region, internal: false },
      endpoint: started.url,
      credentials: async () => user,
      clock: systemClock,
      random: () => 0,
    });
    await pushConfiguration(store, configurationText({ parts: "[registry]" }));
    await deploy(started.emulator, {
      manifest: join(root, "s.yaml"),
      env: {
        MOORING_STORE: "oss://mooring-state?region=cn-hangzhou&internal",
        MOORING_ENDPOINT: started.url,
        MOORING_MODE: "repair",
        MOORING_WAIT_SECONDS: "0",
      },
    });
    const { call } = clientFor(started.endpoint);
    const Tag = [{ Key: "registry-link", Value: "prod" }];
    const { VpcId } = await call("vpc", "CreateVpc", { RegionId: region, CidrBlock: "10.0.0.0/16", Tag });
    await call("vpc", "CreateVSwitch", { RegionId: region, VpcId, ZoneId: `${region}-h`, CidrBlock: "10.0.1.0/24" });
    await started.emulator.world.clock.advance(5 * 60_000);
    const latest = await readLatest(store, "prod");
    expect(latest?.findings).toMatchObject([{ network: VpcId, state: "moored", parts: [{ owned: true }] }]);
    expect(await readEntries(store)).toMatchObject([{ network: VpcId, verifiedAt: expect.any(String) }]);
  } finally {
    await started.close();
  }
});
