import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { tencentSettings } from "../../emulator/tencent/settings.ts";
import { modes } from "../../shared/model/settings.ts";
import { both } from "./tencent-direct-stage.ts";
import {
  createTencentRightsWorld,
  isSettled,
  type TencentRightsWorld,
  type Told,
  tencentRightsOf,
} from "./tencent-rights-world.ts";

const denied = /UnauthorizedOperation|AccessDenied/;

/** Reads that make findings richer and nothing unknown. */
const spared: readonly string[] = ["privatedns:DescribeForwardRuleList", "privatedns:DescribeAuditLog"];

/** What zones of Mooring's own need, which `tencent-zone-rights.test.ts` takes away. */
const ofZones = [
  "privatedns:DescribePrivateZone",
  ...tencentRightsOf("repair").filter((right) => !tencentRightsOf("attach").includes(right)),
];

type Need = (world: TencentRightsWorld, moored: string) => Promise<unknown>;

/** As somebody would who makes the link anew; the second reading of its new address is the case's own pass. */
async function makeAnew(world: TencentRightsWorld, moored: string): Promise<void> {
  const { SubnetId = "" } = await world.linkOf(moored);
  await world.unlink(moored);
  await world.link(moored, SubnetId);
  await world.told();
  await world.world.clock.advance(61_000);
}

/** What must have happened so that a pass needs the right; the reads are needed in every pass. */
const needs: Readonly<Record<string, Need>> = {
  "tcr:ManageInternalEndpoint": (world) => world.createNetwork(),
  "tcr:CreateInternalEndpointDns": (world, moored) => world.turn(moored, "off"),
  "tcr:DeleteInternalEndpointDns": makeAnew,
  "vpc:DescribeSubnets": (world) => world.createNetwork(),
  async "name/cos:DeleteObject"(world) {
    // An attach that was refused, of a network that is gone a day later: its entry says nothing any more.
    const fault = { status: 200, code: "InvalidParameter", message: "Not now." };
    world.world.faults.add({ product: "tcr", action: "ManageInternalEndpoint", times: 1, fault });
    const vpc = await world.createNetwork();
    await world.told();
    for (const [id, { vpcId }] of world.account.subnets) if (vpcId === vpc) world.account.subnets.delete(id);
    world.account.vpcs.delete(vpc);
    await world.nextDay();
  },
};

async function moor(world: TencentRightsWorld, mode: string): Promise<string> {
  const vpcs = [
    await world.createVpc({ "registry-link": "harbor" }),
    await world.createVpc({ "registry-link": "harbor" }),
  ];
  for (const vpc of vpcs) {
    const subnet = await world.createSubnet(vpc);
    if (mode !== "observe") continue;
    await world.link(vpc, subnet);
    await world.turn(vpc, "on");
  }
  const told = await world.settle();
  expect(isSettled(told), told.text).toBe(true);
  return vpcs[1] ?? "";
}

function expectDenial(told: Told, right: string): void {
  expect(told.text).toContain(right);
  expect(told.text).toMatch(denied);
}

describe.each(["observe", "repair"] as const)("under the policy of mode %s", (mode) => {
  let world: TencentRightsWorld;
  let moored: string;
  beforeAll(async () => {
    world = await createTencentRightsWorld(mode);
    moored = await moor(world, mode);
  });
  afterAll(() => world.stop());

  const needed = tencentRightsOf(mode).filter((right) => !spared.includes(right) && !ofZones.includes(right));

  it.sequential.each(spared)("without %s nothing is unknown", async (right) => {
    await world.nextDay();
    world.take(right);
    const told = await world.settle();
    expect(isSettled(told), told.text).toBe(true);
    world.restore();
  });

  it.sequential.each(needed)("%s is needed, and its denial is told by name", async (right) => {
    await world.nextDay();
    await needs[right]?.(world, moored);
    world.take(right);
    const before = await world.links();
    expectDenial(await world.told(), right);
    // Nothing worse follows: what was linked and answered still is.
    expect(await world.links()).toEqual(before);
    world.restore();
    await world.nextDay();
    const after = await world.settle();
    expect(after.text).not.toMatch(denied);
    if (mode === "observe") return;
    expect(isSettled(after), after.text).toBe(true);
    expect(await world.ask(moored)).toEqual(both((await world.linkOf(moored)).AccessIp));
  });
});

describe("under the policy of mode full, a network that leaves", () => {
  let world: TencentRightsWorld;
  beforeAll(async () => {
    world = await createTencentRightsWorld("full");
    await moor(world, "full");
  });
  afterAll(() => world.stop());

  // The switches go first, and the link is asked about them once more before it goes.
  it.sequential.each([
    "tcr:DeleteInternalEndpointDns",
    "tcr:DescribeInternalEndpointDnsStatus",
    "tcr:ManageInternalEndpoint",
  ])("needs %s, and its denial is told by name", async (right) => {
    await world.nextDay();
    const vpc = await world.createNetwork();
    await world.settle();
    await world.tag(vpc, "off");
    world.take(right);
    const said: string[] = [];
    for (let minute = 0; minute < 4; minute++) {
      said.push((await world.told()).text);
      await world.world.clock.advance(61_000);
    }
    expect(said.join("\n")).toContain(right);
    expect(said.join("\n")).toMatch(denied);
    expect((await world.linkOf(vpc)).Status).toBe("Running");
    world.restore();
    await world.nextDay();
    const after = await world.settle();
    expect(isSettled(after), after.text).toBe(true);
    expect((await world.links()).map(({ VpcId }) => VpcId)).not.toContain(vpc);
    expect(await world.ask(vpc)).toEqual(both(undefined));
  });
});

describe("whatever the vendor checks rights on", () => {
  const rights = ["camDenyCode", "tcrDenyCode", "tcrListGranularity", "vpcReadGranularity"] as const;
  const cases = rights.flatMap((name) => tencentSettings[name].values.slice(1).map((value) => ({ [name]: value })));

  it.each(cases)("nothing is missing from the policy of mode repair: %j", async (settings) => {
    const world = await createTencentRightsWorld("repair", settings);
    try {
      const moored = await moor(world, "repair");
      await makeAnew(world, moored);
      await world.nextDay();
      const told = await world.settle();
      expect(isSettled(told), told.text).toBe(true);
      expect(await world.ask(moored)).toEqual(both((await world.linkOf(moored)).AccessIp));
    } finally {
      await world.stop();
    }
  });

  it.each([
    ["repair", { tcrLinkGranularity: "all" }, "tcr:"],
    ["attach", { tcrDnsNeedsPrivateDns: true }, "privatedns:"],
  ] as const)(
    "a right that the policy of mode %s does not give, %j, is told by name",
    async (mode, settings, right) => {
      const world = await createTencentRightsWorld(mode, settings);
      try {
        const vpc = await world.createNetwork();
        for (let minute = 0; minute < 3; minute++) {
          await world.world.clock.advance(61_000);
          await world.told();
        }
        const told = await world.told();
        expectDenial(told, right);
        expect(await world.ask(vpc)).toEqual(both(undefined));
      } finally {
        await world.stop();
      }
    },
  );
});

it("each mode's policy holds all rights of the one below it", () => {
  modes.slice(1).forEach((mode, index) => {
    const below = modes[index];
    if (below !== undefined) expect(tencentRightsOf(mode)).toEqual(expect.arrayContaining([...tencentRightsOf(below)]));
  });
});
