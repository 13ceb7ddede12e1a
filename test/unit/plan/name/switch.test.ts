import { describe, expect, it } from "vitest";
import type { LedgerEntry, PastFailure, PastRepair, PublishedName } from "../../../../shared/model/ledger.ts";
import type { NameSwitch } from "../../../../shared/model/name.ts";
import type { Zone } from "../../../../shared/model/zone.ts";
import { type SwitchInput, switchDrift } from "../../../../shared/plan/name/switch.ts";
import { address, at, boundTo, minutesAgo, recordOf, zoneOf } from "../estate-of.ts";
import { publishedBySwitch, region, switchEntry, switchLink, vpcName } from "./switch-estate.ts";

const { name } = vpcName;
const stale = "10.0.0.8";

interface Case {
  readonly state: NameSwitch["state"];
  /** `null`: the name was never published by Mooring. */
  readonly published?: Partial<PublishedName> | null;
  /** `null`: the link is somebody else's. */
  readonly entry?: LedgerEntry | null;
  readonly zone?: Partial<Zone>;
  /** Another region under which the switch is on. */
  readonly elsewhere?: string;
  readonly repairs?: readonly PastRepair[];
  /** Writes that the vendor refused a minute ago. */
  readonly refused?: readonly ("switch-on" | "switch-off")[];
  readonly failures?: readonly PastFailure[];
}

function inputOf(given: Case): SwitchInput {
  const { state, published = {}, entry, zone, elsewhere, repairs = [], refused = [] } = given;
  const failures = [...refused.map(refusal), ...(given.failures ?? [])];
  const nameSwitch = { state, vendorState: `the vendor's ${state}`, elsewhere: elsewhere ?? null };
  const names = published === null ? [] : [publishedBySwitch(published)];
  const zones = zone === undefined ? [] : [zoneOf({ name, bindings: [boundTo("vpc-1", region)], ...zone })];
  return {
    resolution: {
      network: "vpc-1",
      part: "registry",
      name,
      switch: nameSwitch,
      forwarding: null,
      zones,
    },
    link: switchLink(),
    region,
    address,
    entry: entry === undefined ? switchEntry({ names, repairs, failures }) : entry,
    age: 600 * 60_000,
    optIn: [],
    authorized: null,
    at,
    kind: "vpc",
    nameSwitch,
  };
}

function refusal(kind: string): PastFailure {
  const failure = { kind: "conflict", call: "tcr:X", code: "UnsupportedOperation.X", message: "no" } as const;
  return { at: minutesAgo(1), change: `${kind} team/vpc-1/registry ${name}`, failure };
}

function outcome(given: Case) {
  const found = switchDrift(inputOf(given));
  return [found.code, ...found.repairs.map((repair) => `${repair.kind} ${"address" in repair ? repair.address : ""}`)];
}

const elsewhere = [recordOf({ value: "10.7.7.7" })];
const states = ["on", "off", "error", "unclear"] as const;
const on = `switch-on ${address}`;
const off = `switch-off ${stale}`;

describe("a zone that can be seen and is bound to the network", () => {
  it.each(states)("proves the name right whatever the switch says: %s", (state) => {
    for (const published of [{}, null, { address: stale }, { withdrawnAt: minutesAgo(9) }])
      expect(outcome({ state, published, zone: {} })).toEqual(["moored/resolving"]);
  });

  it.each([
    ["answers wrongly", { records: elsewhere }],
    ["answers nothing", { records: [] }],
    ["answers the address and another", { records: [recordOf(), recordOf({ id: "2", value: "10.7.7.7" })] }],
  ])("and %s is told as a shadow over a switch that is on", (_, zone) => {
    expect(outcome({ state: "on", zone })).toEqual(["drifted/shadowed"]);
  });

  it("and lets the question go on may be asked before the switch, so the name is in doubt, once that had its time", () => {
    const zone = { records: [], fallsThrough: true };
    expect(outcome({ state: "on", zone })).toEqual(["drifted/shadowed"]);
    expect(outcome({ state: "on", zone, published: { publishedAt: minutesAgo(2) } })).toEqual([
      "pending/names-not-published",
    ]);
    const forwarding = { id: "rule-1", zone: name, servers: [], ofZone: true as const };
    const input = inputOf({ state: "on", zone });
    expect(switchDrift({ ...input, resolution: { ...input.resolution, forwarding } }).code).toBe("moored/published");
  });

  it("but answers wrongly does not keep an old address or a switch that is off from being put right", () => {
    expect(outcome({ state: "on", published: { address: stale }, zone: { records: elsewhere } })).toEqual([
      "drifted/stale-address",
      off,
    ]);
    expect(outcome({ state: "off", zone: { records: elsewhere } })).toEqual(["drifted/switch-off", on]);
  });

  it("and holds the switch's own record paused is told, however much the switch is on", () => {
    const records = [recordOf({ enabled: false })];
    expect(outcome({ state: "on", zone: { records, fallsThrough: true } })).toEqual(["drifted/record-disabled"]);
    const others = [recordOf({ enabled: false, value: "10.7.7.7" })];
    expect(outcome({ state: "on", zone: { records: others, fallsThrough: true } })).toEqual(["drifted/shadowed"]);
  });

  it("any more, though it holds the name with the link's address, is told as unbound, and nothing is written", () => {
    const zone = { bindings: [] };
    expect(outcome({ state: "on", zone })).toEqual(["drifted/zone-unbound"]);
    expect(outcome({ state: "on", zone, published: { publishedAt: minutesAgo(2) } })).toEqual([
      "pending/names-not-published",
    ]);
    expect(outcome({ state: "off", zone })).toEqual(["drifted/switch-off", on]);
    expect(outcome({ state: "on", zone: { ...zone, records: [recordOf({ enabled: false })] } })).toEqual([
      "drifted/zone-unbound",
    ]);
    for (const records of [[], elsewhere])
      expect(outcome({ state: "on", zone: { ...zone, records } })).toEqual(["moored/published"]);
  });

  it("of another network says nothing", () => {
    expect(outcome({ state: "off", published: null, zone: { bindings: [boundTo("vpc-2", region)] } })).toEqual([
      "pending/names-not-published",
      on,
    ]);
  });
});

describe("without a zone that answers", () => {
  it.each<[string, Case, readonly string[]]>([
    [
      "never published, off: for the first time",
      { state: "off", published: null },
      ["pending/names-not-published", on],
    ],
    [
      "never published, on: whose address nobody tells",
      { state: "on", published: null },
      ["unknown/unpublished-address"],
    ],
    ["never published, in error", { state: "error", published: null }, ["drifted/switch-error"]],
    ["never published, another word", { state: "unclear", published: null }, ["unknown/switch"]],
    ["published, on", { state: "on" }, ["moored/published"]],
    ["published, off", { state: "off" }, ["drifted/switch-off", on]],
    [
      "published three minutes ago, off",
      { state: "off", published: { publishedAt: minutesAgo(3) } },
      ["drifted/switch-off", on],
    ],
    [
      "published two minutes ago, off",
      { state: "off", published: { publishedAt: minutesAgo(2) } },
      ["pending/names-not-published"],
    ],
    [
      "never turned on by a switch, once right, off",
      { state: "off", published: { publishedAt: null } },
      ["drifted/switch-off", on],
    ],
    ["published, in error", { state: "error" }, ["drifted/switch-error"]],
    ["published, another word", { state: "unclear" }, ["unknown/switch"]],
    ["another address, on", { state: "on", published: { address: stale } }, ["drifted/stale-address", off]],
    [
      "another address, off for this one",
      { state: "off", published: { address: stale } },
      ["drifted/stale-address", off],
    ],
    [
      "another address, on, though the vendor finds none to turn off",
      { state: "on", published: { address: stale }, refused: ["switch-off"] },
      ["drifted/stale-address", on],
    ],
    [
      "another address, on, which the vendor turns neither off nor over",
      { state: "on", published: { address: stale }, refused: ["switch-off", "switch-on"] },
      ["unknown/unpublished-address"],
    ],
    [
      "another address, off by now",
      { state: "off", published: { address: stale }, refused: ["switch-off"] },
      ["drifted/stale-address", off],
    ],
    [
      "another address, published after the refusal",
      { state: "on", published: { address: stale, publishedAt: at }, refused: ["switch-off"] },
      ["drifted/stale-address", off],
    ],
    ["another address, in error", { state: "error", published: { address: stale } }, ["drifted/stale-address", off]],
    ["another address, another word", { state: "unclear", published: { address: stale } }, ["unknown/switch"]],
    [
      "withdrawn just now, on",
      { state: "on", published: { address: stale, withdrawnAt: minutesAgo(2) } },
      ["pending/name-withdrawn"],
    ],
    [
      "withdrawn, on again",
      { state: "on", published: { address: stale, withdrawnAt: minutesAgo(3) } },
      ["drifted/stale-address", on],
    ],
    [
      "withdrawn under another region, on here",
      { state: "on", published: { region: "ap-nowhere", withdrawnAt: at } },
      ["drifted/switch-region", on],
    ],
    [
      "withdrawn just now, off",
      { state: "off", published: { address: stale, withdrawnAt: at } },
      ["drifted/stale-address", on],
    ],
    [
      "withdrawn, in error",
      { state: "error", published: { address: stale, withdrawnAt: minutesAgo(9) } },
      ["drifted/stale-address", on],
    ],
    ["withdrawn, another word", { state: "unclear", published: { withdrawnAt: minutesAgo(9) } }, ["unknown/switch"]],
  ])("%s", (_, given, expected) => {
    expect(outcome(given)).toEqual(expected);
  });

  it("what Mooring publishes for the first time is no repair; what it turns on again is one", () => {
    expect(switchDrift(inputOf({ state: "off", published: null })).repairs).toMatchObject([
      { kind: "switch-on", name, nameKind: "vpc", address, first: true },
    ]);
    expect(switchDrift(inputOf({ state: "off" })).repairs).toMatchObject([{ first: false }]);
  });

  it("a name is turned off with the address it was published with, and never on in the same breath", () => {
    const { repairs } = switchDrift(inputOf({ state: "on", published: { address: stale } }));
    expect(repairs).toMatchObject([{ kind: "switch-off", address: stale }]);
  });

  it("an address that nobody tells is only offered to be mended where the link is Mooring's", () => {
    expect(switchDrift(inputOf({ state: "on", published: null })).sentence).toContain("turn it off in the console");
    expect(switchDrift(inputOf({ state: "on", entry: null })).sentence).not.toContain("Mooring publishes it");
  });

  it("no reading of a switch makes a baseline: there is no zone to return to", () => {
    for (const state of states) expect(switchDrift(inputOf({ state })).baseline).toBeNull();
  });

  it("each sentence names the name, and the vendor's own word where it decides", () => {
    for (const state of states)
      for (const published of [{}, null, { address: stale }, { withdrawnAt: minutesAgo(1) }])
        expect(switchDrift(inputOf({ state, published })).sentence).toContain(name);
    for (const state of ["error", "unclear"] as const)
      expect(switchDrift(inputOf({ state })).sentence).toContain(`the vendor's ${state}`);
  });
});

describe("another region than the network's", () => {
  const home = "ap-beijing";
  const turnedOff = (minutes: number): PastRepair => ({
    at: minutesAgo(minutes),
    name,
    kind: "switch-off",
    before: `on with ${address} under ${home}`,
    after: "off",
    repointed: false,
  });

  it.each(states.filter((state) => state !== "unclear"))(
    "is turned off first, whatever the network's own says: %s",
    (state) => {
      const found = switchDrift(inputOf({ state, elsewhere: home }));
      expect(found).toMatchObject({
        code: "drifted/switch-region",
        repairs: [{ kind: "switch-off", address, switchRegion: home, first: false }],
      });
      expect(found.repairs).toHaveLength(1);
      expect(found.repairs[0]?.because).toContain(`under ${home}`);
    },
  );

  it("that the ledger has is turned off there, with the ledger's address", () => {
    expect(switchDrift(inputOf({ state: "off", published: { region: home } }))).toMatchObject({
      code: "drifted/switch-region",
      repairs: [{ kind: "switch-off", address, switchRegion: home }],
    });
    expect(switchDrift(inputOf({ state: "on", published: { region: home, address: stale } }))).toMatchObject({
      code: "drifted/stale-address",
      repairs: [{ kind: "switch-off", address: stale, switchRegion: home }],
    });
  });

  it("is waited for while it was turned off just now, and turned off again after that", () => {
    expect(outcome({ state: "off", elsewhere: home, repairs: [turnedOff(2)] })).toEqual(["pending/name-withdrawn"]);
    expect(outcome({ state: "on", elsewhere: home, repairs: [turnedOff(3)] })).toEqual([
      "drifted/switch-region",
      `switch-off ${address}`,
    ]);
  });

  it("counts for nothing where a zone answers rightly, or nobody knows what was published", () => {
    expect(outcome({ state: "on", elsewhere: home, zone: {} })).toEqual(["moored/resolving"]);
    expect(outcome({ state: "on", elsewhere: home, published: null })).toEqual(["unknown/unpublished-address"]);
    expect(outcome({ state: "unclear", elsewhere: home })).toEqual(["unknown/switch"]);
  });
});

describe("a switch that the vendor refused to turn on", () => {
  const failure = {
    kind: "conflict",
    call: "tcr:CreateInternalEndpointDns",
    code: "UnsupportedOperation.ModifyPrivateZoneVpc",
    message: "no",
    requestId: "4F1A",
  } as const;
  const refused = (minutes: number, kind: "conflict" | "denied" = "conflict") => [
    { at: minutesAgo(minutes), change: `switch-on team/vpc-1/registry ${name}`, failure: { ...failure, kind } },
  ];
  const zone = { id: "zone-7", records: [] };

  it.each([
    ["that was never published", null],
    ["that somebody turned off", {}],
    ["that Mooring turned off", { withdrawnAt: minutesAgo(30) }],
  ])("for a name %s is told, with the zone beside it, and not tried for an hour", (_, published) => {
    const found = switchDrift(inputOf({ state: "off", published, zone, failures: refused(59) }));
    expect(found).toMatchObject({ state: "drifted", code: "drifted/shadowed", repairs: [] });
    expect(found.sentence).toContain(`zone ${name} (zone-7) is bound to this network`);
    expect(found.sentence).toContain("UnsupportedOperation.ModifyPrivateZoneVpc no (request 4F1A)");
    expect(outcome({ state: "off", published, zone, failures: refused(60) })).toContain(on);
  });

  it("for another reason, or beside no zone that can be seen, is not put down to one", () => {
    expect(outcome({ state: "off", published: null, zone, failures: refused(5, "denied") })).toContain(on);
    expect(outcome({ state: "off", published: null, failures: refused(5) })).toContain(on);
  });
});
