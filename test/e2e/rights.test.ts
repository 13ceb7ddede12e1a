import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { alibabaSettings } from "../../emulator/alibaba/settings.ts";
import { privateZoneRole } from "../../emulator/alibaba/zones/author.ts";
import { createRightsWorld, type RightsWorld, rightsOf, settled, type Told } from "./rights-world.ts";
import { region } from "./stage.ts";

/** An address that nobody has. */
const wrong = "10.255.255.1";
const denied = /NoPermission|NoPrivilege|AccessDenied/;

type Need = (world: RightsWorld, moored: string) => Promise<unknown>;

/** What must have happened so that a pass needs the right; the reads are needed in every pass. */
const needs: Readonly<Record<string, Need>> = {
  "cr:CreateInstanceVpcEndpointLinkedVpc": (world) => world.network(),
  "cr:DeleteInstanceVpcEndpointLinkedVpc": async (world) => {
    const vpc = await world.network();
    await world.settle();
    await world.tagOff(vpc);
  },
  "ram:CreateServiceLinkedRole": (world) => {
    world.account.roles.delete(privateZoneRole.toLowerCase());
    return world.network();
  },
  "vpc:DescribeVSwitches": (world) => world.network(),
  "vpc:ListDhcpOptionsSets": async ({ call }, moored) => {
    // The provider's own resolver, so that the network stays moored.
    const parameters = { RegionId: region, DomainNameServers: "100.100.2.136" };
    const { DhcpOptionsSetId } = await call("vpc", "CreateDhcpOptionsSet", parameters);
    await call("vpc", "AttachDhcpOptionsSetToVpc", { RegionId: region, DhcpOptionsSetId, VpcId: moored });
  },
  "pvtz:AddZone": (world, moored) => world.deleteZone(moored),
  "pvtz:UpdateZoneRemark": (world, moored) => world.deleteZone(moored),
  "pvtz:DeleteZone": async (world) => {
    // A zone of Mooring's own, of a network that leaves.
    const vpc = await world.network();
    await world.settle();
    await world.deleteZone(vpc);
    await world.settle();
    await world.unlink(vpc);
    await world.tagOff(vpc);
    // That the link is gone is believed once lists ten minutes apart have missed it.
    await world.told();
    await world.world.clock.advance(11 * 60_000);
  },
  "pvtz:AddZoneRecord": ({ call, zone }, moored) =>
    call("pvtz", "DeleteZoneRecord", { RecordId: zone(moored).RecordId }),
  "pvtz:UpdateZoneRecord": ({ call, zone }, moored) => {
    const { RecordId, Rr } = zone(moored);
    return call("pvtz", "UpdateZoneRecord", { RecordId, Rr, Type: "A", Value: wrong });
  },
  "pvtz:SetZoneRecordStatus": ({ call, zone }, moored) =>
    call("pvtz", "SetZoneRecordStatus", { RecordId: zone(moored).RecordId, Status: "DISABLE" }),
  "pvtz:DeleteZoneRecord": ({ call, zone }, moored) => {
    const { ZoneId, Rr } = zone(moored);
    return call("pvtz", "AddZoneRecord", { ZoneId, Rr, Type: "A", Value: wrong });
  },
  "pvtz:BindZoneVpc": ({ call, zone }, moored) => call("pvtz", "BindZoneVpc", { ZoneId: zone(moored).ZoneId }),
  "pvtz:SetProxyPattern": ({ call, zone }, moored) =>
    call("pvtz", "SetProxyPattern", { ZoneId: zone(moored).ZoneId, ProxyPattern: "RECORD" }),
  "oss:DeleteObject": async (world) => {
    // An attach that was refused, of a network that is gone a day later: its entry says nothing any more.
    const fault = { status: 400, code: "INSTANCE_STATUS_NOT_SUPPORT", message: "Not now." };
    world.world.faults.add({ product: "cr", action: "CreateInstanceVpcEndpointLinkedVpc", times: 1, fault });
    const vpc = await world.network();
    await world.told();
    for (const [id, { vpcId }] of world.account.vswitches) if (vpcId === vpc) world.account.vswitches.delete(id);
    world.account.vpcs.delete(vpc);
    await world.nextDay();
  },
};

/** Narrowing by the change log is the frequent pass's. */
const depthOf = (right: string) => (right === "pvtz:DescribeChangeLogs" ? "frequent" : "full");

async function moor(world: RightsWorld, mode: string): Promise<string> {
  for (const vpc of [await world.network(), await world.network()])
    if (mode === "observe") await world.link(vpc);
    else await world.settle();
  const told = await world.settle();
  expect(settled(told), told.text).toBe(true);
  const last = [...world.account.vpcs.keys()].at(-1);
  if (last === undefined) throw new Error("there is no network");
  return last;
}

function expectDenial(told: Told, right: string): void {
  expect(told.text).toContain(right);
  expect(told.text).toMatch(denied);
}

describe.concurrent.each(["observe", "attach", "repair", "full"] as const)("under the policy of mode %s", (mode) => {
  let world: RightsWorld;
  let moored: string;
  beforeAll(async () => {
    world = await createRightsWorld(mode);
    moored = await moor(world, mode);
  });
  afterAll(() => world.stop());

  it.sequential.each(rightsOf(mode))("%s is needed, and its denial is told by name", async (right) => {
    await world.nextDay();
    await needs[right]?.(world, moored);
    world.take(right);
    expectDenial(await world.told(depthOf(right)), right);
    world.restore();
    // In observe mode somebody else puts right what the case has broken.
    if (mode === "observe") for (const vpc of unlinked(world)) await world.link(vpc);
    await world.nextDay();
    const after = await world.settle();
    expect(after.text).not.toMatch(denied);
    expect(settled(after), after.text).toBe(true);
  });
});

function unlinked({ account }: RightsWorld): readonly string[] {
  const linked = [...account.instances.values()].flatMap(({ links }) => links.map(({ vpcId }) => vpcId));
  return [...account.vpcs.keys()].filter((vpc) => !linked.includes(vpc));
}

describe.concurrent("nothing is missing from the policy of mode repair, whatever the vendor checks rights on", () => {
  const cases = [
    ...alibabaSettings.privateZoneResources.values.map((value) => ({ privateZoneResources: value })),
    { linkedRoleRight: "unchecked" },
    { deniedCode: "Forbidden.RAM" },
  ];
  it.each(cases)("%j", async (settings) => {
    const world = await createRightsWorld("repair", settings);
    try {
      const moored = await moor(world, "repair");
      for (const right of rightsOf("repair").filter((one) => /^pvtz:(Add|Update|Set|Delete|Bind)/.test(one))) {
        await needs[right]?.(world, moored);
        const told = await world.settle();
        expect(settled(told), `${right}: ${told.text}`).toBe(true);
        await world.nextDay();
      }
    } finally {
      await world.stop();
    }
  });
});

it("each mode's policy holds all rights of the one below it", () => {
  const modes = ["observe", "attach", "repair", "full"] as const;
  modes.slice(1).forEach((mode, index) => {
    const below = modes[index];
    if (below !== undefined) expect(rightsOf(mode)).toEqual(expect.arrayContaining([...rightsOf(below)]));
  });
});
