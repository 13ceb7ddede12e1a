import { describe, expect, test } from "vitest";
import { CloudError } from "../../../../shared/clouds/port.ts";
import type {
  BindZone,
  Change,
  CreateRole,
  CreateZone,
  DeleteZone,
  SetFallThrough,
} from "../../../../shared/model/change.ts";
import { context, refused, type Script, scriptedCloud, unanswered } from "./scripted-cloud.ts";

const target = {
  registry: "prod",
  cloud: "alibaba",
  instance: "cri-1",
  network: "vpc-1",
  account: "1000000000000001",
  region: "cn-hangzhou",
  part: "registry",
  because: "it is wanted",
} as const;
const zoneName = "registry.corp.example";
const remark = "mooring-prod-1";
const create: CreateZone = {
  ...target,
  kind: "create-zone",
  name: zoneName,
  nameKind: "custom",
  zoneName,
  fallsThrough: false,
  remark,
  repoints: false,
};
const inZone = { ...target, name: zoneName, zone: "z1", zoneName, repoints: false } as const;

function failureOf(work: Promise<unknown>) {
  return work.then(
    (value) => value,
    (error: unknown) => (error instanceof CloudError ? error.failure : error),
  );
}

interface Kept {
  readonly id: string;
  remark: string;
  bound: readonly string[];
  pattern?: string;
  type?: string;
  records?: readonly object[];
}

/** An account's zones of one name, with AddZone answering a token again as it was answered first. */
function account(zones: Kept[], overrides: Script = {}) {
  const answered = new Map<unknown, string>();
  const find = (id: unknown) => zones.find((zone) => zone.id === id);
  const script: Script = {
    "pvtz:DescribeZones": ({ QueryVpcId }) => {
      const found = zones.filter(({ bound }) => QueryVpcId === undefined || bound.includes(String(QueryVpcId)));
      const Zone = found.map(({ id, remark }) => ({ ZoneId: id, ZoneName: zoneName, Remark: remark }));
      return { TotalItems: Zone.length, Zones: { Zone } };
    },
    "pvtz:AddZone": ({ ClientToken }) => {
      const id = answered.get(ClientToken) ?? `new-${answered.size + 1}`;
      if (!answered.has(ClientToken)) zones.push({ id, remark: "", bound: [] });
      answered.set(ClientToken, id);
      return { ZoneId: id };
    },
    "pvtz:DescribeZoneInfo": ({ ZoneId }) => {
      const zone = find(ZoneId);
      if (zone === undefined) return refused("Zone.NotExists");
      const Vpc = zone.bound.map((VpcId) => ({ VpcId, RegionId: "cn-hangzhou", VpcType: "STANDARD" }));
      const { pattern = "ZONE", type = "AUTH_ZONE" } = zone;
      return { ZoneName: zoneName, ZoneType: type, ProxyPattern: pattern, Remark: zone.remark, BindVpcs: { Vpc } };
    },
    "pvtz:DescribeZoneRecords": ({ ZoneId }) => {
      const Record = find(ZoneId)?.records ?? [];
      return { TotalItems: Record.length, Records: { Record } };
    },
    "pvtz:UpdateZoneRemark": ({ ZoneId, Remark }) => {
      const zone = find(ZoneId);
      if (zone === undefined) return refused("Zone.NotExists");
      zone.remark = String(Remark);
      return { ZoneId };
    },
    "pvtz:DeleteZone": ({ ZoneId }) => {
      const zone = find(ZoneId);
      if (zone === undefined) return refused("Zone.NotExists");
      if (zone.bound.length > 0) return refused("Zone.VpcExists");
      zones.splice(zones.indexOf(zone), 1);
      return { ZoneId };
    },
    "pvtz:BindZoneVpc": ({ ZoneId, Vpcs = [] }) => {
      const zone = find(ZoneId);
      if (zone !== undefined) zone.bound = (Vpcs as readonly { readonly VpcId: string }[]).map(({ VpcId }) => VpcId);
      return {};
    },
    "pvtz:DescribeChangeLogs": () => ({ TotalItems: 0, ChangeLogs: { ChangeLog: [] } }),
    ...overrides,
  };
  return { ...scriptedCloud(script), zones };
}

describe("create-zone", () => {
  test("a zone is made with its pattern, and marked by a second call", async () => {
    const { cloud, named, zones } = account([]);
    const made = await cloud.write({ ...create, fallsThrough: true }, context);
    expect(made).toEqual({ result: "written", requestId: "r-1", made: "new-1" });
    expect(named("pvtz:AddZone")).toMatchObject([{ parameters: { ZoneName: zoneName, ProxyPattern: "RECORD" } }]);
    expect(zones).toMatchObject([{ id: "new-1", remark, bound: [] }]);
  });

  test("a pass that was killed before the mark leaves nothing behind: the next one marks the same zone", async () => {
    const { cloud, named, zones } = account([], { "pvtz:UpdateZoneRemark": unanswered });
    expect(await failureOf(cloud.write(create, context))).toMatchObject({ kind: "unavailable" });
    const again = account(zones, {
      "pvtz:AddZone": ({ ClientToken }) => {
        expect(ClientToken).toBe(named("pvtz:AddZone")[0]?.parameters["ClientToken"]);
        return { ZoneId: "new-1" };
      },
    });
    expect(await again.cloud.write(create, context)).toMatchObject({ result: "written", made: "new-1" });
    expect(zones).toMatchObject([{ id: "new-1", remark }]);
  });

  test("an answer that was lost is asked for again with the same token", async () => {
    let lost = true;
    const { cloud, named, zones } = account([], {
      "pvtz:AddZone": () => {
        if (lost) zones.push({ id: "new-1", remark: "", bound: [] });
        const answer = lost ? unanswered() : { ZoneId: "new-1" };
        lost = false;
        return answer;
      },
    });
    expect(await cloud.write(create, context)).toMatchObject({ result: "written", made: "new-1" });
    const tokens = named("pvtz:AddZone").map(({ parameters }) => parameters["ClientToken"]);
    expect(tokens.length).toBe(2);
    expect(new Set(tokens).size).toBe(1);
  });

  test("another announcement is another zone", async () => {
    const { cloud, zones } = account([]);
    await cloud.write(create, context);
    await cloud.write({ ...create, remark: "mooring-prod-2" }, context);
    expect(zones.map(({ id, remark: mark }) => [id, mark])).toEqual([
      ["new-1", remark],
      ["new-2", "mooring-prod-2"],
    ]);
  });

  test("an old answer for a zone that was deleted since is not taken: a new zone is made", async () => {
    const deleted = { Id: 1, OperAction: "delete", OperObject: "PV_ZONE", EntityId: "gone", OperTimestamp: 1 };
    let asked = 0;
    const { cloud, zones } = account([], {
      "pvtz:AddZone": () => {
        if (asked++ === 0) return { ZoneId: "gone" };
        zones.push({ id: "new-1", remark: "", bound: [] });
        return { ZoneId: "new-1" };
      },
      "pvtz:DescribeChangeLogs": () => ({ TotalItems: 1, ChangeLogs: { ChangeLog: [deleted] } }),
    });
    expect(await cloud.write(create, context)).toMatchObject({ result: "written", made: "new-1" });
    expect(zones).toMatchObject([{ id: "new-1", remark }]);
  });

  test("a zone that only shows late is waited for, and never doubled", async () => {
    let readings = 0;
    const late = account([], {
      "pvtz:DescribeZoneInfo": () =>
        readings++ < 2 ? refused("Zone.NotExists") : { ZoneName: zoneName, ZoneType: "AUTH_ZONE", Remark: "" },
    });
    expect(await late.cloud.write(create, context)).toMatchObject({ result: "written", made: "new-1" });
    const never = account([], { "pvtz:DescribeZoneInfo": () => refused("Zone.NotExists") });
    expect(await failureOf(never.cloud.write(create, context))).toMatchObject({ code: "ZoneNotShown" });
    expect([late, never].map(({ named }) => named("pvtz:AddZone").length)).toEqual([1, 1]);
  });

  test.each([
    ["bound by somebody", { remark: "", bound: ["vpc-9"] }],
    ["marked by somebody", { remark: "theirs", bound: [] }],
  ])("an old answer for a zone that is %s since is not taken", async (_, taken) => {
    let asked = 0;
    const { cloud, zones } = account([{ id: "old", ...taken }], {
      "pvtz:AddZone": () => {
        if (asked++ === 0) return { ZoneId: "old" };
        zones.push({ id: "new-1", remark: "", bound: [] });
        return { ZoneId: "new-1" };
      },
    });
    expect(await cloud.write(create, context)).toMatchObject({ made: "new-1" });
    expect(zones[0]).toMatchObject({ id: "old", ...taken });
  });

  test("a zone that another pass marked and bound a moment earlier is the same zone", async () => {
    const { cloud } = account([{ id: "z1", remark, bound: ["vpc-1"] }], {
      "pvtz:DescribeZones": () => ({ TotalItems: 0 }),
      "pvtz:AddZone": () => ({ ZoneId: "z1" }),
    });
    expect(await cloud.write(create, context)).toMatchObject({ made: "z1" });
  });

  test("a zone that may not be marked is taken away again, unless somebody wrote in it", async () => {
    const denied: Script = { "pvtz:UpdateZoneRemark": () => refused("NoPermission", 403) };
    const empty = account([], denied);
    expect(await failureOf(empty.cloud.write(create, context))).toMatchObject({ kind: "denied" });
    expect(empty.zones).toEqual([]);
    const used = account([], {
      ...denied,
      "pvtz:DescribeZoneRecords": () => ({
        TotalItems: 1,
        Records: { Record: [{ RecordId: 1, Rr: "@", Type: "A", Value: "10.0.0.9", Ttl: 60, Status: "ENABLE" }] },
      }),
    });
    await failureOf(used.cloud.write(create, context));
    expect(used.zones.length).toBe(1);
  });

  test.each(["Zone.QuotaExceeded", "Quota.Exceeded", "QuotaExceeded.Zone"])("%s is told as exhausted", async (code) => {
    const { cloud } = account([], { "pvtz:AddZone": () => refused(code) });
    expect(await failureOf(cloud.write(create, context))).toMatchObject({ kind: "exhausted", code });
  });
});

describe("delete-zone", () => {
  const vpc1 = { network: "vpc-1", region: "cn-hangzhou", account: null, kind: "STANDARD" };
  const own = (bound: readonly string[] = ["vpc-1"]): Kept => ({ id: "z1", remark, bound });

  /** The change as it is planned from what the driver shows of the zone now. */
  async function planned({ cloud }: ReturnType<typeof account>, have = [vpc1]): Promise<DeleteZone> {
    const registry = { alias: "prod", instance: "cri-1", region: "cn-hangzhou" };
    const name = { registry, network: "vpc-1", region: "cn-hangzhou", part: "registry", name: zoneName } as const;
    const [view] = await cloud.resolutions([{ ...name, kind: "custom", address: "10.0.0.5" }], context);
    const zone = view?.resolution.known === true ? view.resolution.value.zones[0] : undefined;
    return { ...inZone, kind: "delete-zone", revision: zone?.revision ?? "", have };
  }

  test("the zone is unbound first, with a token of its own", async () => {
    const world = account([own()]);
    expect(await world.cloud.write(await planned(world), context)).toMatchObject({ result: "written" });
    expect(world.zones).toEqual([]);
    const [unbind] = world.named("pvtz:BindZoneVpc");
    const [remove] = world.named("pvtz:DeleteZone");
    expect(unbind?.parameters).not.toHaveProperty("Vpcs");
    expect(unbind?.parameters["ClientToken"]).not.toBe(remove?.parameters["ClientToken"]);
  });

  test("a zone that is gone is already", async () => {
    const world = account([]);
    expect(await world.cloud.write(await planned(world), context)).toMatchObject({ result: "already" });
  });

  test("another network in the zone, or another record, means that it has moved: nothing is written", async () => {
    const bound = account([own(["vpc-1", "vpc-2"])]);
    expect(await bound.cloud.write(await planned(bound), context)).toMatchObject({ result: "moved" });
    const written = account([own()]);
    const change = await planned(written);
    written.zones[0] = {
      ...own(),
      records: [{ RecordId: 1, Rr: "wiki", Type: "A", Value: "10.0.0.9", Ttl: 60, Status: "ENABLE" }],
    };
    expect(await written.cloud.write(change, context)).toMatchObject({ result: "moved" });
    for (const { named } of [bound, written])
      expect([...named("pvtz:BindZoneVpc"), ...named("pvtz:DeleteZone")]).toEqual([]);
  });

  test("a binding that is only noticed late to be gone is waited for; one that somebody made anew is not", async () => {
    let refusals = 1;
    const late = account([own()], {
      "pvtz:DeleteZone": () => (refusals-- > 0 ? refused("Zone.VpcExists") : {}),
    });
    expect(await late.cloud.write(await planned(late), context)).toMatchObject({ result: "written" });
    const anew = account([own()], {
      "pvtz:DeleteZone": () => {
        const [zone] = anew.zones;
        if (zone !== undefined) zone.bound = ["vpc-9"];
        return refused("Zone.VpcExists");
      },
    });
    expect(await failureOf(anew.cloud.write(await planned(anew), context))).toMatchObject({ code: "Zone.VpcExists" });
    expect(anew.named("pvtz:DeleteZone").length).toBe(1);
  });
});

describe("set-fall-through", () => {
  const set: SetFallThrough = { ...inZone, kind: "set-fall-through", revision: "1700-abc", have: true, want: false };
  const written: Script = { "pvtz:SetProxyPattern": () => ({}) };

  test.each([
    [true, "ZONE", "RECORD"],
    [false, "RECORD", "ZONE"],
  ])("to let names through (%s) a zone of pattern %s becomes %s", async (want, pattern, becomes) => {
    const { cloud, named } = account([{ id: "z1", remark: "", bound: [], pattern }], written);
    expect(await cloud.write({ ...set, want, have: !want }, context)).toMatchObject({ result: "written" });
    expect(named("pvtz:SetProxyPattern")).toMatchObject([{ parameters: { ZoneId: "z1", ProxyPattern: becomes } }]);
  });

  test("a zone that is as wanted is already, one that is gone has moved, a product's own refuses", async () => {
    const write = (zones: Kept[]) => failureOf(account(zones).cloud.write(set, context));
    expect(await write([{ id: "z1", remark: "", bound: [], pattern: "ZONE" }])).toMatchObject({ result: "already" });
    expect(await write([])).toMatchObject({ result: "moved" });
    const product = { id: "z1", remark: "", bound: [], pattern: "RECORD", type: "CLOUD_PRODUCT_ZONE" };
    expect(await write([product])).toMatchObject({ kind: "conflict", code: "ProductZone" });
  });
});

describe("bind-zone", () => {
  test("a network that has a zone of the same name is refused with that zone's id", async () => {
    const bind: BindZone = {
      ...inZone,
      kind: "bind-zone",
      revision: "1700-abc",
      have: [],
      want: [{ network: "vpc-1", region: "cn-hangzhou", account: null, kind: "STANDARD" }],
    };
    const { cloud } = account(
      [
        { id: "z1", remark: "", bound: [] },
        { id: "theirs", remark: "hand-made", bound: ["vpc-1"] },
        { id: "elsewhere", remark: "", bound: ["vpc-2"] },
      ],
      { "pvtz:BindZoneVpc": () => refused("ZoneVpc.Zone.Repeated") },
    );
    const failure = await failureOf(cloud.write(bind, context));
    expect(failure).toMatchObject({ kind: "conflict", code: "ZoneVpc.Zone.Repeated", requestId: "r-refused" });
    expect(failure).toMatchObject({ message: expect.stringContaining("zone theirs is bound to vpc-1") });
    expect(failure).not.toMatchObject({ message: expect.stringContaining("elsewhere") });
  });
});

describe("create-role", () => {
  const role: CreateRole = { ...target, kind: "create-role" };
  const made = "resourcemanager:CreateServiceLinkedRole";
  const missing = () => refused("EntityNotExist.Role", 404);
  const write = async (script: Script, change: Change = role) => {
    const { cloud, named } = scriptedCloud(script);
    return { came: await failureOf(cloud.write(change, context)), calls: named(made) };
  };

  test("the role of Container Registry's zones is made, and no other", async () => {
    const { came, calls } = await write({ "ram:GetRole": missing, [made]: () => ({ Role: {} }) });
    expect(came).toMatchObject({ result: "written" });
    expect(calls.map(({ parameters }) => parameters)).toEqual([
      { ServiceName: "access-customer-privatezone.cr.aliyuncs.com" },
    ]);
  });

  test("a role that is there is already, also when it was made a moment earlier", async () => {
    expect(await write({ "ram:GetRole": () => ({ Role: {} }) })).toMatchObject({
      came: { result: "already" },
      calls: [],
    });
    let there = false;
    const { came } = await write({
      "ram:GetRole": () => (there ? { Role: {} } : missing()),
      [made]: () => {
        there = true;
        return refused("EntityAlreadyExists.Role", 409);
      },
    });
    expect(came).toMatchObject({ result: "already" });
  });

  test("a missing right is told as such", async () => {
    const { came } = await write({ "ram:GetRole": missing, [made]: () => refused("NoPermission", 403) });
    expect(came).toMatchObject({ kind: "denied", call: made });
  });
});
