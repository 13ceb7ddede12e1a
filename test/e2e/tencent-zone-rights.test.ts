import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CallContext, CloudError, type WritingCloud } from "../../shared/clouds/port.ts";
import { silentLog } from "../../shared/kernel/log.ts";
import type { ResolutionChange } from "../../shared/model/change.ts";
import type { Zone } from "../../shared/model/zone.ts";
import { registryId, tencentRegion } from "./tencent-direct-stage.ts";
import { createTencentRightsWorld, type TencentRightsWorld, tencentRightsOf } from "./tencent-rights-world.ts";

const context: CallContext = { log: silentLog, signal: new AbortController().signal };
const zoneName = "example.com";
const address = "10.0.0.9";

/** The life of one zone of Mooring's own in one network, each write with the rights that it needs. */
function lifeOf(cloud: WritingCloud, network: string, account: string, remark: string) {
  const target = {
    registry: "harbor",
    cloud: "tencent",
    instance: registryId,
    network,
    account,
    region: tencentRegion,
    part: "registry",
    because: "the test says so",
    name: `images.${zoneName}`,
    repoints: false,
  } as const;
  const bindings = [{ network, region: tencentRegion, account: null, kind: "" }];
  const want = { host: "images", type: "A", value: address, ttl: 60 };
  const zone = async (): Promise<Zone> => {
    const registry = { alias: "harbor", instance: registryId, region: tencentRegion };
    const { name, part, region } = target;
    const [view] = await cloud.resolutions(
      [{ registry, network, region, part, name, kind: "custom", address }],
      context,
    );
    const zones = view?.resolution.known === true ? view.resolution.value.zones : [];
    const found = zones.find((one) => one.remark === remark);
    if (found === undefined) throw new Error(`no zone: ${JSON.stringify(view)}`);
    return found;
  };
  const record = async () => {
    const [found] = (await zone()).records;
    if (found === undefined) throw new Error("the zone has no record");
    return found;
  };
  const of = async () => {
    const { id, revision } = await zone();
    return { ...target, zone: id, zoneName, revision };
  };
  const extra = { ...want, host: "other" };
  /** In order: what to write, and which rights it takes. */
  const steps: readonly (readonly [rights: readonly string[], change: () => Promise<ResolutionChange>])[] = [
    [
      ["CreatePrivateZone"],
      async () => ({ ...target, kind: "create-zone", nameKind: "custom", zoneName, fallsThrough: true, remark }),
    ],
    [["CreatePrivateZoneRecord"], async () => ({ ...(await of()), kind: "create-record", want })],
    [
      ["DescribePrivateZone", "AddSpecifyPrivateZoneVpc"],
      async () => ({ ...(await of()), kind: "bind-zone", have: [], want: bindings }),
    ],
    [["ModifyPrivateZone"], async () => ({ ...(await of()), kind: "set-fall-through", have: true, want: false })],
    [
      ["ModifyPrivateZoneRecord"],
      async () => ({ ...(await of()), kind: "correct-record", have: await record(), want: { ...want, ttl: 61 } }),
    ],
    [["CreatePrivateZoneRecord"], async () => ({ ...(await of()), kind: "create-record", want: extra })],
    [
      ["DeletePrivateZoneRecord"],
      async () => {
        const have = (await zone()).records.find(({ host }) => host === extra.host);
        if (have === undefined) throw new Error("the zone has no second record");
        return { ...(await of()), kind: "delete-record", have };
      },
    ],
    [
      ["DeleteSpecifyPrivateZoneVpc", "DeletePrivateZone"],
      async () => ({ ...(await of()), kind: "delete-zone", have: (await zone()).bindings }),
    ],
  ];
  return { steps, zone, record, of };
}

const failureOf = async (work: Promise<unknown>) => {
  const error = await work.then(
    (value) => new Error(`no failure but ${JSON.stringify(value)}`),
    (reason: unknown) => reason,
  );
  if (!(error instanceof CloudError)) throw error;
  return error.failure;
};

describe("zones of Mooring's own", () => {
  let world: TencentRightsWorld;
  let vpc: string;
  beforeAll(async () => {
    world = await createTencentRightsWorld("repair");
    vpc = await world.createNetwork();
  });
  afterAll(() => world.stop());

  const life = (remark: string) => lifeOf(world.newCloud(), vpc, world.account.uin, remark);

  it("are made, written and taken away under the policy of mode repair", async () => {
    for (const [, change] of life("whole").steps)
      expect((await world.newCloud().write(await change(), context)).result).toBe("written");
  });

  it("have each denial told by the right's own name", async () => {
    const tried = new Set<string>();
    for (const [rights, change] of life("denied").steps) {
      for (const right of rights.map((action) => `privatedns:${action}`)) {
        world.take(right);
        const failure = await failureOf(world.newCloud().write(await change(), context));
        expect(failure, right).toMatchObject({ kind: "denied", right });
        world.restore();
        tried.add(right);
      }
      expect((await world.newCloud().write(await change(), context)).result).toBe("written");
    }
    const { steps, zone, record, of } = life("paused");
    for (const [, change] of steps.slice(0, 2)) await world.newCloud().write(await change(), context);
    const { id } = await zone();
    const paused = { ZoneId: id, RecordIds: [Number((await record()).id)], Status: "disabled" };
    await world.user.privatedns.ModifyRecordsStatus(paused);
    world.take("privatedns:ModifyRecordsStatus");
    const enable = { ...(await of()), kind: "enable-record", have: await record() } as const;
    expect(await failureOf(world.newCloud().write(enable, context))).toMatchObject({
      right: "privatedns:ModifyRecordsStatus",
    });
    world.restore();
    expect((await world.newCloud().write(enable, context)).result).toBe("written");
    tried.add("privatedns:ModifyRecordsStatus");
    // Asked only where the vendor answers before a binding is done.
    tried.add("privatedns:QueryAsyncBindVpcStatus");
    const ofZones = tencentRightsOf("repair").filter((right) => !tencentRightsOf("attach").includes(right));
    // A read, which every mode needs where a zone of Mooring's own is not listed.
    expect([...tried].sort()).toEqual(["privatedns:DescribePrivateZone", ...ofZones].sort());
  });

  it("are not made under the policy of mode attach", async () => {
    const attaching = await createTencentRightsWorld("attach");
    const cloud = attaching.newCloud();
    const [step] = lifeOf(cloud, "vpc-none0001", attaching.account.uin, "attach").steps;
    const change = await step?.[1]();
    if (change === undefined) throw new Error("no step");
    expect(await failureOf(cloud.write(change, context))).toMatchObject({ right: "privatedns:CreatePrivateZone" });
    await attaching.stop();
  });
});
