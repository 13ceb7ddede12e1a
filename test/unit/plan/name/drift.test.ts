import { describe, expect, it } from "vitest";
import type { Baseline, LedgerEntry } from "../../../../shared/model/ledger.ts";
import type { Link } from "../../../../shared/model/link.ts";
import type { OptIn } from "../../../../shared/model/settings.ts";
import type { Zone } from "../../../../shared/model/zone.ts";
import { drift } from "../../../../shared/plan/name/drift.ts";
import type { Drift } from "../../../../shared/plan/name/drift-outcome.ts";
import {
  address,
  at,
  baselineOf,
  boundTo,
  entryOf,
  linkOf,
  minutesAgo,
  names,
  publishedOf,
  recordOf,
  zoneOf,
} from "../estate-of.ts";

const name = names.registry;
const wide = { id: "zone-2", name: "cn-hangzhou.cr.aliyuncs.com" };
const host = "prod-registry-vpc";
const elsewhere = "10.7.7.7";

interface Case {
  readonly zones: readonly Zone[];
  /** `null`: the name was never seen right. */
  readonly baseline?: Baseline | null;
  readonly link?: Partial<Link>;
  /** Minutes since the link was asked for. */
  readonly age?: number;
  readonly optIn?: readonly OptIn[];
  readonly authorized?: boolean | null;
  readonly entry?: Partial<LedgerEntry>;
}

function driftOf(given: Case): Drift {
  const { zones, baseline = baselineOf(), link = {}, age = 600, optIn = [], authorized = null } = given;
  const entry: LedgerEntry = entryOf({ names: [publishedOf({ baseline })], ...given.entry });
  return drift({
    resolution: { network: "vpc-1", part: "registry", name, switch: null, forwarding: null, zones },
    link: linkOf(link),
    region: "cn-hangzhou",
    address,
    entry,
    age: age * 60_000,
    optIn,
    authorized,
    at,
  });
}

function outcome(given: Case) {
  const found = driftOf(given);
  return [found.code, ...found.repairs.map((repair) => repair.kind)];
}

const unbound = { bindings: [] };
const of = (...records: Zone["records"]) => [zoneOf({ records })];

describe("its zone is bound and on top", () => {
  it("the address alone is moored, and the baseline stays as it was", () => {
    expect(outcome({ zones: [zoneOf()] })).toEqual(["moored/resolving"]);
    expect(driftOf({ zones: [zoneOf()] }).baseline).toEqual(baselineOf());
  });

  it("another TTL than the baseline's is returned in one write of the same record", () => {
    const found = driftOf({ zones: of(recordOf({ ttl: 600 })), baseline: baselineOf({ ttl: 30 }) });
    expect(found).toMatchObject({
      state: "drifted",
      code: "drifted/ttl",
      repairs: [{ kind: "correct-record", have: { id: "1", ttl: 600 }, want: { value: address, ttl: 30 } }],
    });
    expect(outcome({ zones: of(recordOf({ ttl: 600 })), baseline: null })).toEqual(["moored/resolving"]);
  });

  it.each([
    [true, false],
    [false, true],
  ])("fall-through %s instead of the baseline's %s is returned", (fallsThrough, before) => {
    const found = driftOf({ zones: [zoneOf({ fallsThrough })], baseline: baselineOf({ fallsThrough: before }) });
    expect(found).toMatchObject({
      state: "drifted",
      code: "drifted/fall-through",
      repairs: [{ kind: "set-fall-through", zone: "zone-1", have: fallsThrough, want: before }],
    });
    expect(outcome({ zones: [zoneOf({ fallsThrough })], baseline: null })).toEqual(["moored/resolving"]);
  });

  it("what changes the answer is told and written before what does not", () => {
    const zones = [
      zoneOf({ fallsThrough: true, records: [recordOf({ ttl: 5 }), recordOf({ id: "2", value: elsewhere })] }),
    ];
    expect(outcome({ zones })).toEqual(["drifted/extra-value", "delete-record", "correct-record", "set-fall-through"]);
  });

  it("a missing record is created with the baseline's TTL", () => {
    const found = driftOf({ zones: of(), baseline: baselineOf({ ttl: 30 }) });
    expect(found).toMatchObject({
      code: "drifted/record-missing",
      repairs: [{ kind: "create-record", zone: "zone-1", want: { host: "@", type: "A", value: address, ttl: 30 } }],
    });
  });

  it("a disabled record is enabled", () => {
    expect(outcome({ zones: of(recordOf({ enabled: false })) })).toEqual(["drifted/record-disabled", "enable-record"]);
  });

  it("one of two disabled records of the address is enabled, the smaller id", () => {
    const found = driftOf({ zones: of(recordOf({ id: "b", enabled: false }), recordOf({ id: "a", enabled: false })) });
    expect(found.repairs).toMatchObject([{ kind: "enable-record", have: { id: "a" } }]);
  });

  it.each([
    ["A", elsewhere, "drifted/record-changed"],
    ["AAAA", "fd00::1", "drifted/record-type"],
    ["CNAME", "elsewhere.example", "drifted/record-type"],
  ])("a record changed to %s %s is returned in one write: %s", (type, value, code) => {
    const found = driftOf({ zones: of(recordOf({ type, value })) });
    expect(found).toMatchObject({
      code,
      repairs: [{ kind: "correct-record", have: { value }, want: { host: "@", type: "A", value: address } }],
    });
    expect(found.sentence).toContain(`${type} ${value}`);
  });

  it("a record with the link's address before it was made again is told as stale", () => {
    const entry = { address: "10.0.0.8" };
    expect(outcome({ zones: of(recordOf({ value: "10.0.0.8" })), entry })).toEqual([
      "drifted/stale-address",
      "correct-record",
    ]);
    expect(outcome({ zones: of(recordOf({ value: elsewhere })), entry })).toEqual([
      "drifted/record-changed",
      "correct-record",
    ]);
  });

  it("a disabled record of another value is returned, because another beside it would be refused", () => {
    const found = driftOf({ zones: of(recordOf({ value: elsewhere, enabled: false })) });
    expect(found.repairs).toMatchObject([{ kind: "correct-record", have: { enabled: false } }]);
    expect(found.repairs[0]?.because).toContain(`${elsewhere} (disabled)`);
  });

  it("a disabled record of the address is enabled before the wrong one goes", () => {
    const zones = of(recordOf({ id: "2", enabled: false }), recordOf({ id: "1", value: elsewhere }));
    expect(outcome({ zones })).toEqual(["drifted/record-disabled", "enable-record", "delete-record"]);
  });

  it("every other value that is answered beside the address goes, and no record that is disabled", () => {
    const zones = of(
      recordOf(),
      recordOf({ id: "2", value: elsewhere }),
      recordOf({ id: "3", value: "10.8.8.8", enabled: false }),
      recordOf({ id: "4", type: "AAAA", value: "fd00::1" }),
    );
    const found = driftOf({ zones });
    expect(found.code).toBe("drifted/extra-value");
    expect(found.repairs).toMatchObject([
      { kind: "delete-record", have: { id: "2" } },
      { kind: "delete-record", have: { id: "4" } },
    ]);
  });

  it("of several wrong values one is returned and the others go", () => {
    const zones = of(recordOf({ id: "2", value: "10.8.8.8" }), recordOf({ id: "1", value: elsewhere }));
    expect(driftOf({ zones }).repairs).toMatchObject([
      { kind: "correct-record", have: { id: "1" } },
      { kind: "delete-record", have: { id: "2" } },
    ]);
  });

  it("records of other types and other hosts are nobody's business", () => {
    const zones = of(
      recordOf(),
      recordOf({ id: "2", type: "TXT" }),
      recordOf({ id: "3", host: "other", value: elsewhere }),
    );
    expect(outcome({ zones })).toEqual(["moored/resolving"]);
  });

  it("a wide zone is returned to as well, at the host in it", () => {
    const zones = [zoneOf({ ...wide, records: [recordOf({ host: "other" })] })];
    const found = driftOf({ zones, baseline: baselineOf({ zone: wide.id, zoneName: wide.name, host }) });
    expect(found.repairs).toMatchObject([{ kind: "create-record", want: { host, value: address } }]);
  });

  it("a provider's zone is never written, and what leaves its answer right is let be", () => {
    expect(outcome({ zones: [zoneOf({ origin: "product", records: [] })] })).toEqual(["drifted/product-zone"]);
    const zones = [zoneOf({ origin: "product", fallsThrough: true, records: [recordOf({ ttl: 5 })] })];
    expect(outcome({ zones })).toEqual(["moored/resolving"]);
  });
});

describe("its zone is bound to other networks as well", () => {
  const theirs = { ...boundTo("vpc-3"), account: "1009" };
  const bindings = [boundTo("vpc-1"), boundTo("vpc-2"), theirs];
  const sharing = (differs: Partial<Zone>) => [zoneOf({ bindings, ...differs })];

  it("the address alone is moored", () => {
    expect(outcome({ zones: sharing({}) })).toEqual(["moored/resolving"]);
  });

  it.each<[string, Partial<Zone>]>([
    ["a missing record", { records: [] }],
    ["a disabled record", { records: [recordOf({ enabled: false })] }],
    ["another value", { records: [recordOf({ value: elsewhere })] }],
    ["another type", { records: [recordOf({ type: "CNAME", value: "elsewhere.example" })] }],
    ["an extra value", { records: [recordOf(), recordOf({ id: "2", value: elsewhere })] }],
    ["another TTL", { records: [recordOf({ ttl: 600 })] }],
    ["another fall-through", { fallsThrough: true }],
  ])("%s is told with whom it is shared, and nothing is written, because they would hear it", (_, differs) => {
    const found = driftOf({ zones: sharing(differs), optIn: ["shared-zone"] });
    expect(found).toMatchObject({ state: "drifted", code: "drifted/shared-zone", repairs: [] });
    expect(found.sentence).toContain("vpc-2, vpc-3 of account 1009");
  });

  it("neither is it where the name was never seen right, nor after its link moved", () => {
    const both = [recordOf(), recordOf({ id: "2", value: elsewhere })];
    expect(outcome({ zones: sharing({ records: both }), baseline: null })).toEqual(["drifted/shared-zone"]);
    const entry = { address: "10.0.0.8" };
    expect(outcome({ zones: sharing({ records: [recordOf({ value: "10.0.0.8" })] }), entry })).toEqual([
      "drifted/shared-zone",
    ]);
  });
});

describe("its zone is bound, but not on top", () => {
  it("is reported with what the other zone answers", () => {
    const other = zoneOf({ id: "zone-3", records: [recordOf({ value: elsewhere })] });
    const baseline = baselineOf({ zone: wide.id, zoneName: wide.name, host });
    const found = driftOf({ zones: [zoneOf({ ...wide, records: [recordOf({ host })] }), other], baseline });
    expect(found).toMatchObject({ code: "drifted/shadowed", repairs: [] });
    expect(found.sentence).toContain(`with ${elsewhere} instead of zone ${wide.name}`);
  });
});

describe("its zone is not bound", () => {
  it("is bound again, to this network alone", () => {
    const found = driftOf({ zones: [zoneOf(unbound)] });
    expect(found).toMatchObject({
      code: "drifted/zone-unbound",
      repairs: [{ kind: "bind-zone", zone: "zone-1", have: [], want: [boundTo("vpc-1")] }],
    });
  });

  it("has its record put right first, and is bound once that was seen", () => {
    expect(outcome({ zones: [zoneOf({ ...unbound, records: [] })] })).toEqual([
      "drifted/zone-unbound",
      "create-record",
    ]);
  });

  it("has its fall-through put right first as well, and its TTL", () => {
    const zones = [zoneOf({ ...unbound, fallsThrough: true, records: [recordOf({ ttl: 5 })] })];
    expect(outcome({ zones })).toEqual(["drifted/zone-unbound", "correct-record", "set-fall-through"]);
  });

  it("is left to a person while other networks are bound to it, and told how to allow it", () => {
    const found = driftOf({ zones: [zoneOf({ bindings: [boundTo("vpc-2")] })] });
    expect(found).toMatchObject({ code: "drifted/shared-zone-unbound", repairs: [] });
    expect(found.sentence).toContain("shared-zone in the registry's optIn");
  });

  describe("and shared, where that is allowed", () => {
    const optIn = ["shared-zone"] as const;
    const others = [boundTo("vpc-2"), boundTo("vpc-3")];

    it("is bound with its whole set and this network", () => {
      expect(driftOf({ zones: [zoneOf({ bindings: others })], optIn })).toMatchObject({
        code: "drifted/shared-zone-unbound",
        repairs: [{ kind: "bind-zone", have: others, want: [...others, boundTo("vpc-1")] }],
      });
    });

    it.each([
      ["records", { records: [recordOf({ value: elsewhere })] }],
      ["TTL", { records: [recordOf({ ttl: 5 })] }],
      ["fall-through", { fallsThrough: true }],
    ])("is not written when its %s would have to be put right first: it answers others", (_, differs) => {
      expect(outcome({ zones: [zoneOf({ bindings: others, ...differs })], optIn })).toEqual([
        "drifted/shared-zone-unbound",
      ]);
    });

    it("is held while another account's network is in the set, which writing it again could lose", () => {
      const foreign = { ...boundTo("vpc-9"), account: "2002" };
      const found = driftOf({ zones: [zoneOf({ bindings: [...others, foreign] })], optIn });
      expect(found.doubt?.code).toBe("held/foreign-binding");
      expect(found.doubt?.sentence).toContain("vpc-9 of account 2002");
    });
  });

  it("is not asked for again within an hour after the vendor refused it for a zone that cannot be seen", () => {
    const failure = { kind: "conflict" as const, call: "bind", code: "Repeated", message: "bound to same zone name." };
    const refused = (minutes: number, change = "bind-zone prod/vpc-1/registry zone-1") => ({
      failures: [{ at: minutesAgo(minutes), change, failure }],
    });
    const zones = [zoneOf(unbound)];
    const found = driftOf({ zones, entry: refused(59) });
    expect(found).toMatchObject({ code: "drifted/shadowed", repairs: [] });
    expect(found.sentence).toContain("Repeated bound to same zone name.");
    expect(outcome({ zones, entry: refused(60) })).toEqual(["drifted/zone-unbound", "bind-zone"]);
    const other = refused(5, "bind-zone prod/vpc-1/registry zone-2");
    expect(outcome({ zones, entry: other })).toEqual(["drifted/zone-unbound", "bind-zone"]);
  });

  it("is left to the provider when it is the provider's", () => {
    expect(outcome({ zones: [zoneOf({ ...unbound, origin: "product" })] })).toEqual(["drifted/product-zone"]);
  });

  it("is shadowed by another zone of the same name, because a network takes no two of one name", () => {
    const other = (value: string) => zoneOf({ id: "zone-3", records: [recordOf({ value })] });
    expect(outcome({ zones: [zoneOf(unbound), other(elsewhere)] })).toEqual(["drifted/shadowed"]);
    const found = driftOf({ zones: [zoneOf(unbound), other(address)] });
    expect(found).toMatchObject({ state: "moored", code: "moored/resolving", repairs: [], baseline: null });
  });

  it("is bound again beside a wider zone, which it wins over", () => {
    expect(outcome({ zones: [zoneOf({ ...wide, records: [] }), zoneOf(unbound)] })).toEqual([
      "drifted/zone-unbound",
      "bind-zone",
    ]);
  });

  it("is bound again though the provider itself answers: it differs from its baseline", () => {
    expect(outcome({ zones: [zoneOf(unbound)], link: { providerResolved: true } })).toEqual([
      "drifted/zone-unbound",
      "bind-zone",
    ]);
  });
});

describe("its zone is gone", () => {
  it("is reported", () => {
    expect(outcome({ zones: [] })).toEqual(["drifted/zone-missing"]);
  });

  it.each([
    ["answers wrongly", [recordOf({ value: elsewhere })]],
    ["holds no record of it", []],
  ])("and another zone of the name %s: that one is in the way of any other, and is not touched", (_, records) => {
    const found = driftOf({ zones: [zoneOf({ id: "zone-3", records })] });
    expect(found).toMatchObject({ code: "drifted/shadowed", repairs: [], sentence: expect.stringContaining("zone-3") });
  });

  it("and another zone of the provider's answers wrongly: that one refuses writes", () => {
    const zone = zoneOf({ id: "zone-3", origin: "product", records: [recordOf({ value: elsewhere })] });
    expect(driftOf({ zones: [zone] })).toMatchObject({
      code: "drifted/product-zone",
      repairs: [],
      sentence: expect.stringContaining("zone-3"),
    });
  });

  it("is reported when a wider zone knows nothing of the name", () => {
    expect(outcome({ zones: [zoneOf({ ...wide, id: "zone-3", fallsThrough: true, records: [] })] })).toEqual([
      "drifted/zone-missing",
    ]);
  });

  it("is not missed when another zone answers rightly: that is the baseline from now on", () => {
    const found = driftOf({ zones: [zoneOf({ id: "zone-3" })] });
    expect(found).toMatchObject({ code: "moored/resolving", repairs: [], baseline: { zone: "zone-3", at } });
  });
});

describe("the name was never seen right", () => {
  const baseline = null;

  it("the address alone, in a bound zone, is moored and becomes the baseline", () => {
    const found = driftOf({ zones: of(recordOf({ ttl: 300 })), baseline });
    expect(found).toMatchObject({
      code: "moored/resolving",
      baseline: { at, zone: "zone-1", zoneName: name, host: "@", type: "A", ttl: 300 },
    });
  });

  it("a disabled record with the link's address is enabled, because that takes nothing away", () => {
    const disabled = of(recordOf({ enabled: false }));
    expect(outcome({ zones: disabled, baseline })).toEqual(["drifted/record-disabled", "enable-record"]);
  });

  it.each([
    ["a second value", [recordOf(), recordOf({ id: "2", value: elsewhere })]],
    ["an alias", [recordOf(), recordOf({ id: "2", type: "CNAME", value: "elsewhere.example" })]],
    [
      "another value, and the address disabled",
      [recordOf({ enabled: false }), recordOf({ id: "2", value: elsewhere })],
    ],
  ])("nothing is deleted beside the link's address: %s may be what the zone's owner had in it", (_, records) => {
    const zones = of(...records);
    expect(driftOf({ zones, baseline })).toMatchObject({
      state: "drifted",
      code: "drifted/shadowed",
      repairs: [],
      sentence: expect.stringMatching(/nothing is deleted in it: its owner must delete the other records/),
    });
    expect(outcome({ zones, baseline, age: 9 })).toEqual(["pending/names-not-published"]);
    expect(outcome({ zones: [zoneOf({ ...unbound, records })], baseline })).toEqual(["drifted/zone-missing"]);
    expect(outcome({ zones })).not.toContain("drifted/shadowed");
  });

  it.each([
    ["another value", [zoneOf({ records: [recordOf({ value: elsewhere })] })]],
    ["no record", [zoneOf({ records: [] })]],
    ["another value in a wider zone", [zoneOf({ ...wide, records: [recordOf({ host, value: elsewhere })] })]],
    ["no record in a wider zone", [zoneOf({ ...wide, records: [] })]],
  ])("a bound zone with %s may be somebody's own: it is never written", (_, zones) => {
    expect(outcome({ zones, baseline })).toEqual(["drifted/shadowed"]);
    expect(outcome({ zones, baseline, age: 9 })).toEqual(["pending/names-not-published"]);
  });

  it("a wildcard that answers rightly is enough, and no record is added beside it", () => {
    const zones = [zoneOf({ ...wide, records: [recordOf({ host: "*" })] })];
    expect(outcome({ zones, baseline })).toEqual(["moored/resolving"]);
    expect(driftOf({ zones, baseline }).baseline).toBeNull();
  });

  it("the zone that the registry refused to touch is named as a conflict", () => {
    const link = { issue: { text: "PRIVATE_ZONE_CONFLICT_AT_zone-1", conflictingZone: "zone-1" } };
    const zones = of(recordOf({ value: elsewhere }));
    expect(driftOf({ zones, baseline, link })).toMatchObject({
      state: "blocked",
      code: "blocked/zone-conflict",
      repairs: [],
    });
    expect(outcome({ zones: [zoneOf()], baseline, link })).toEqual(["moored/resolving"]);
  });

  describe("and the registry calls the zone somebody else's", () => {
    const link = { issue: { text: "PRIVATE_ZONE_CONFLICT_AT_zone-1", conflictingZone: "zone-1" } };

    it.each<[string, Baseline | null]>([
      ["never becomes the baseline", baseline],
      ["is not the one to return to, although the ledger has it", baselineOf()],
    ])("a zone that answers rightly %s", (_, before) => {
      expect(driftOf({ zones: [zoneOf()], baseline: before, link })).toMatchObject({
        code: "moored/resolving",
        baseline: null,
        sentence: expect.stringContaining("made by somebody else"),
      });
    });

    it.each<[string, Zone["records"]]>([
      ["none", []],
      ["a wrong one", [recordOf({ value: elsewhere })]],
      ["the address beside another", [recordOf(), recordOf({ id: "2", value: elsewhere })]],
      ["the address, disabled", [recordOf({ enabled: false })]],
      [
        "the address, disabled, beside another",
        [recordOf({ enabled: false }), recordOf({ id: "2", value: elsewhere })],
      ],
    ])("nothing is written in it, whatever it holds: %s", (_, records) => {
      for (const before of [baseline, baselineOf()])
        expect(outcome({ zones: of(...records), baseline: before, link })).toEqual(["blocked/zone-conflict"]);
    });

    it("it is not bound again either", () => {
      for (const before of [baseline, baselineOf()])
        expect(outcome({ zones: [zoneOf(unbound)], baseline: before, link })).toEqual(["drifted/zone-missing"]);
    });

    it("another zone is what it is", () => {
      const zones = [zoneOf({ id: "zone-9", records: [recordOf({ value: elsewhere })] })];
      expect(outcome({ zones, baseline: baselineOf({ zone: "zone-9" }), link })).toEqual([
        "drifted/record-changed",
        "correct-record",
      ]);
    });
  });

  it("the provider's own answer counts where no zone is bound, or only one that lets the name through", () => {
    const link = { providerResolved: true };
    expect(outcome({ zones: [], baseline, link })).toEqual(["moored/provider-resolution"]);
    const through = [zoneOf({ ...wide, fallsThrough: true, records: [] })];
    expect(outcome({ zones: through, baseline, link })).toEqual(["moored/provider-resolution"]);
    expect(outcome({ zones: of(recordOf({ value: elsewhere })), baseline, link })).toEqual(["drifted/shadowed"]);
  });

  it("an unbound zone that holds the address is bound, once the registry had its time", () => {
    const zones = [zoneOf(unbound)];
    expect(outcome({ zones, baseline, age: 9 })).toEqual(["pending/names-not-published"]);
    expect(outcome({ zones, baseline, age: 10 })).toEqual(["drifted/zone-unbound", "bind-zone"]);
  });

  it("is bound beside a wider zone that lets the name through", () => {
    const zones = [zoneOf(unbound), zoneOf({ ...wide, fallsThrough: true, records: [] })];
    expect(outcome({ zones, baseline })).toEqual(["drifted/zone-unbound", "bind-zone"]);
  });

  it.each([
    ["a provider's", { origin: "product" as const }],
    ["one bound elsewhere", { bindings: [boundTo("vpc-2")] }],
    ["a wider one", { ...wide, records: [recordOf({ host })] }],
    ["one of another address", { records: [recordOf({ value: elsewhere })] }],
  ])("an unbound zone that is %s proves nothing", (_, differs) => {
    expect(outcome({ zones: [zoneOf({ ...unbound, ...differs })], baseline })).toEqual(["drifted/zone-missing"]);
  });

  it("of two unbound zones of one name the smaller id is taken, whatever their order", () => {
    const [a, b] = [zoneOf({ ...unbound, id: "zone-a" }), zoneOf({ ...unbound, id: "zone-b" })];
    expect(driftOf({ zones: [b, a], baseline }).repairs).toMatchObject([{ zone: "zone-a" }]);
    expect(driftOf({ zones: [a, b], baseline })).toEqual(driftOf({ zones: [b, a], baseline }));
  });

  it("no zone at all is pending for ten minutes, then missing, with what the registry says", () => {
    const link = { issue: { text: "PRIVATE_ZONE_CONFLICT_AT_zone-9", conflictingZone: "zone-9" } };
    expect(outcome({ zones: [], baseline, age: 9 })).toEqual(["pending/names-not-published"]);
    expect(outcome({ zones: [], baseline, age: 10 })).toEqual(["drifted/zone-missing"]);
    expect(driftOf({ zones: [], baseline, link }).sentence).toContain("PRIVATE_ZONE_CONFLICT_AT_zone-9");
  });

  it("a registry without the right to publish is told apart", () => {
    const link = { issue: { text: "NO_PRIVATE_ZONE_AUTHORIZED", notAuthorized: true as const } };
    expect(driftOf({ zones: [], baseline, link })).toMatchObject({ state: "blocked", code: "blocked/no-zone-role" });
    const authorized = false;
    expect(outcome({ zones: [], baseline, link, authorized })).toEqual(["blocked/no-zone-role"]);
  });

  it("a right to publish that is there again, whatever the link says still, leaves a zone that is missing", () => {
    const link = { issue: { text: "NO_PRIVATE_ZONE_AUTHORIZED", notAuthorized: true as const } };
    expect(outcome({ zones: [], baseline, link, authorized: true })).toEqual(["drifted/zone-missing"]);
  });
});
