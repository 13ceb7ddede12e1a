import { afterEach, describe, expect, it } from "vitest";
import { assumedRole } from "../../shared/clouds/tencent/assume-role.ts";
import { createTencent } from "../../shared/clouds/tencent/driver.ts";
import type { Clock } from "../../shared/kernel/clock.ts";
import { startTencent, type Tencent } from "../emulator/tencent-client.ts";
import { context } from "./cloud-stage.ts";

const account = "100000000001";
const region = "ap-guangzhou";
const user = { name: "hub", secretId: "AKIDhub", secretKey: "the-secret-of-the-hub" };
const role = `qcs::cam::uin/${account}:roleName/sweeper`;
const everywhere = { region, ids: null };
let started: Tencent;
afterEach(() => started.emulator.stop());

async function start() {
  started = await startTencent({
    tencentAccounts: [
      {
        id: account,
        users: [user],
        policies: [
          {
            name: "networks",
            document: {
              version: "2.0",
              statement: [{ effect: "allow", action: ["vpc:*", "sts:GetCallerIdentity"], resource: ["*"] }],
            },
          },
        ],
        roles: [{ name: "sweeper", policies: ["networks"] }],
      },
    ],
  });
  const { world, url } = started;
  const clock: Clock = {
    now: () => world.clock.now(),
    monotonic: () => world.clock.now(),
    sleep: (milliseconds) => world.clock.advance(milliseconds),
  };
  const options = { endpoint: url, region, clock, random: () => 0, credentials: async () => user };
  const take = (arn = role) => assumedRole({ ...options, role: arn, session: "mooring", context });
  const cloud = (credentials: ReturnType<typeof take>) => createTencent({ ...options, credentials });
  return { world, take, cloud };
}

describe("the credentials of a role of Tencent Cloud", () => {
  it("are taken on once and serve many calls, also side by side", async () => {
    const { world, take, cloud } = await start();
    const own = cloud(take());
    await Promise.all([own.networks(everywhere, context), own.networks(everywhere, context)]);
    expect(world.calls.counts()).toMatchObject({
      "sts:AssumeRole": 1,
      "sts:GetCallerIdentity": 1,
      "vpc:DescribeVpcs": 2,
    });
  });

  it("are taken on anew before they expire, in the middle of a pass", async () => {
    const { world, take, cloud } = await start();
    const own = cloud(take());
    await own.networks(everywhere, context);
    await world.clock.advance(116 * 60_000);
    await own.networks(everywhere, context);
    expect(world.calls.counts()["sts:AssumeRole"]).toBe(2);
  });

  it("give the role's rights and no other", async () => {
    const { take, cloud } = await start();
    const registry = { alias: "prod", instance: "tcr-moordemo", region };
    await expect(cloud(take()).instance(registry, context)).rejects.toMatchObject({
      failure: { kind: "denied", right: "tcr:DescribeInstances" },
    });
  });

  it("that are refused are refused by name, and asked for again by the next call", async () => {
    const { world, take } = await start();
    const refused = take(`qcs::cam::uin/${account}:roleName/nobody`);
    for (const _ of [1, 2])
      await expect(refused()).rejects.toMatchObject({
        failure: { call: "sts:AssumeRole", code: "InternalError.GetRoleError" },
      });
    expect(world.calls.counts()["sts:AssumeRole"]).toBe(2);
  });
});
