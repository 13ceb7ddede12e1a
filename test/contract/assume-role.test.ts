import { afterEach, describe, expect, it } from "vitest";
import { defaultAccount, type StartedEmulator, startEmulator } from "../../emulator/index.ts";
import { assumedRole } from "../../shared/clouds/alibaba/assume-role.ts";
import { createAlibaba } from "../../shared/clouds/alibaba/driver.ts";
import type { CallContext } from "../../shared/clouds/port.ts";
import { type Clock, systemClock } from "../../shared/kernel/clock.ts";
import { silentLog } from "../../shared/kernel/log.ts";

const [user] = defaultAccount.users;
const role = `acs:ram::${defaultAccount.id}:role/sweeper`;
const context: CallContext = { log: silentLog, signal: new AbortController().signal };
let started: StartedEmulator;
afterEach(() => started.close());

async function start() {
  started = await startEmulator({
    accounts: [
      {
        ...defaultAccount,
        policies: [
          {
            name: "networks",
            document: { Version: "1", Statement: [{ Effect: "Allow", Action: "vpc:*", Resource: "*" }] },
          },
        ],
        roles: [{ name: "sweeper", policies: ["networks"] }],
      },
    ],
  });
  const { world } = started.emulator;
  const clock: Clock = {
    ...systemClock,
    now: () => world.clock.now(),
    sleep: (milliseconds) => world.clock.advance(milliseconds),
  };
  const options = {
    endpoint: started.url,
    region: "cn-hangzhou",
    clock,
    random: () => 0,
    credentials: async () => user,
  };
  const take = (arn = role) => assumedRole({ ...options, role: arn, session: "mooring", context });
  const cloud = (credentials: ReturnType<typeof take>) => createAlibaba({ ...options, credentials });
  return { world, take, cloud };
}

describe("the credentials of a role", () => {
  it("are taken on once and serve many calls", async () => {
    const { world, take, cloud } = await start();
    const own = cloud(take());
    await own.networks({ region: "cn-hangzhou", ids: null }, context);
    await own.networks({ region: "cn-hangzhou", ids: null }, context);
    expect(world.calls.counts()).toMatchObject({ "sts:AssumeRole": 1, "vpc:DescribeVpcs": 2 });
  });

  it("are taken on anew before they expire, in the middle of a pass", async () => {
    const { world, take, cloud } = await start();
    const own = cloud(take());
    await own.networks({ region: "cn-hangzhou", ids: null }, context);
    await world.clock.advance(56 * 60_000);
    await own.networks({ region: "cn-hangzhou", ids: null }, context);
    expect(world.calls.counts()["sts:AssumeRole"]).toBe(2);
  });

  it("give the role's rights and no other", async () => {
    const { take, cloud } = await start();
    await expect(
      cloud(take()).instance({ alias: "prod", instance: "cri-mooringdemo01", region: "cn-hangzhou" }, context),
    ).rejects.toMatchObject({
      failure: { kind: "denied", right: "cr:GetInstance" },
    });
  });

  it("that are refused are refused by name, and asked for again by the next call", async () => {
    const { world, take } = await start();
    const refused = take(`acs:ram::${defaultAccount.id}:role/nobody`);
    await expect(refused()).rejects.toMatchObject({ failure: { call: "sts:AssumeRole", code: "EntityNotExist.Role" } });
    await expect(refused()).rejects.toMatchObject({ failure: { code: "EntityNotExist.Role" } });
    expect(world.calls.counts()["sts:AssumeRole"]).toBe(2);
  });
});
