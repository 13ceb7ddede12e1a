import { describe, expect, it } from "vitest";
import type { Edit, NameEdit, ZoneEdit } from "../../../../shared/model/estate.ts";
import type { Deed } from "../../../../shared/model/hint.ts";
import type { LedgerEntry, PastRepair, PublishedName } from "../../../../shared/model/ledger.ts";
import type { Resolution } from "../../../../shared/model/name.ts";
import type { Zone } from "../../../../shared/model/zone.ts";
import { guard } from "../../../../shared/plan/guard.ts";
import {
  type Blamed,
  blamedZone,
  changedBy,
  changedWords,
  editOf,
  type NotRight,
  toldOf,
} from "../../../../shared/plan/name/authors.ts";
import { plan } from "../../../../shared/plan/plan.ts";
import {
  baselineOf,
  entryOf,
  estateOf,
  minutesAgo,
  names,
  publishedOf,
  recordOf,
  type World,
  zoneOf,
} from "../estate-of.ts";

const name = names.registry;
const seen = (zones: readonly Zone[]): Resolution => ({
  network: "vpc-1",
  part: "registry",
  name,
  switch: null,
  forwarding: null,
  zones,
});
const edit = (minutes: number, differs: Partial<ZoneEdit> = {}): ZoneEdit => ({
  zone: "zone-1",
  at: minutesAgo(minutes),
  by: "ram-user/carol",
  what: "update record prod-registry-vpc",
  ...differs,
});
const repair = (minutes: number, differs: Partial<PastRepair> = {}): PastRepair => ({
  at: minutesAgo(minutes),
  name,
  kind: "correct-record",
  before: "A 10.7.7.7",
  after: "A 10.0.0.9",
  repointed: false,
  ...differs,
});

describe("the zone to blame", () => {
  const shadow = zoneOf({ id: "zone-3", name });

  it.each([
    ["drifted/record-changed", "zone-1"],
    ["drifted/zone-unbound", "zone-1"],
    ["drifted/zone-missing", "zone-1"],
    ["held/contested", "zone-1"],
    ["drifted/orphan-zone", "zone-1"],
    ["drifted/shadowed", "zone-3"],
    ["blocked/main-domain-bound", "zone-3"],
    ["drifted/forwarded", null],
    ["drifted/switch-off", null],
    ["held/address-changed", null],
    ["pending/names-not-published", null],
    ["moored/resolving", null],
    ["unknown/resolution", null],
  ])("of %s is %s", (code, zone) => {
    expect(blamedZone(seen([shadow]), entryOf(), code)).toBe(zone);
  });

  it("is the bound one, then the one of its name, while no baseline is known", () => {
    const entry = entryOf({ names: [publishedOf({ baseline: null })] });
    const unbound = zoneOf({ id: "zone-4", bindings: [] });
    expect(blamedZone(seen([unbound, shadow]), entry, "drifted/record-changed")).toBe("zone-3");
    expect(blamedZone(seen([unbound]), null, "drifted/zone-unbound")).toBe("zone-4");
    expect(blamedZone(seen([]), null, "drifted/zone-missing")).toBeNull();
  });
});

const place = (zone: string | null): NotRight => ({
  ...{ registry: "prod", network: "vpc-1", part: "registry", name, zone },
  ...{ code: "drifted/record-changed", resolution: seen([zoneOf(), zoneOf({ id: "zone-3" })]) },
});

describe("who changed a zone", () => {
  it("is who wrote it last, and nobody who wrote another", () => {
    const edits = [edit(9, { by: "bob" }), edit(3), edit(1, { zone: "zone-2", by: "dave" })];
    expect(changedBy(edits, place("zone-1"), entryOf())).toEqual({
      by: "ram-user/carol",
      at: minutesAgo(3),
      what: "update record prod-registry-vpc",
    });
    expect(changedBy(edits, place(null), entryOf())).toBeNull();
  });

  it("is nobody whose write is older than the baseline: the name was right after it", () => {
    const entry = entryOf({ names: [publishedOf({ baseline: baselineOf({ at: minutesAgo(5) }) })] });
    expect(changedBy([edit(6)], place("zone-1"), entry)).toBeNull();
    expect(changedBy([edit(4)], place("zone-1"), entry)).not.toBeNull();
    expect(changedBy([edit(6, { zone: "zone-3" })], place("zone-3"), entry)).not.toBeNull();
  });

  it("is not Mooring, which wrote last by its own ledger", () => {
    const entry = entryOf({ repairs: [repair(5)] });
    expect(changedBy([edit(5)], place("zone-1"), entry)).toBeNull();
    expect(changedBy([edit(4)], place("zone-1"), entry)).not.toBeNull();
    expect(changedBy([edit(5)], place("zone-1"), entryOf({ repairs: [repair(5, { name: "other" })] }))).not.toBeNull();
  });
});

describe("in a zone of several names", () => {
  const parent = zoneOf({
    name: "cn-hangzhou.cr.aliyuncs.com",
    records: [
      recordOf({ host: "prod-registry-vpc" }),
      recordOf({ id: "2", host: "unrelated", type: "TXT", value: "hello" }),
    ],
  });
  const empty = zoneOf({ name: "cn-hangzhou.cr.aliyuncs.com", records: [] });
  const whole = zoneOf();
  const by = (edits: readonly Edit[], code = "drifted/record-missing", zone: Zone = parent) => {
    const changed = changedBy(edits, { ...place("zone-1"), code, resolution: seen([zone]) }, entryOf());
    return changed === null ? null : `${changed.ofZone === true ? "zone last " : ""}${changed.by}`;
  };
  const ofUs = (minutes: number) => edit(minutes, { by: "alice", hosts: ["a", "prod-registry-vpc"] });
  const unrelated = edit(1, { by: "bob", hosts: ["hello", "txt", "unrelated"] });
  const binding = edit(2, { by: "dave", hosts: [] });
  const { hosts: _, ...event } = edit(1, { by: "erin" });

  it("it is who changed this name's record, by its host or in full, and not who came later to another one", () => {
    expect(by([ofUs(9), unrelated])).toBe("alice");
    expect(by([edit(9, { by: "alice", hosts: [name] }), unrelated])).toBe("alice");
    expect(by([ofUs(9), unrelated, binding])).toBe("alice");
    expect(by([ofUs(9), edit(1, { by: "bob", hosts: ["chart.prod-registry-vpc"] })])).toBe("alice");
  });

  it("it is who changed the zone itself where the name is not right on account of that", () => {
    for (const code of ["drifted/zone-unbound", "drifted/fall-through", "drifted/zone-missing"])
      expect(by([ofUs(1), unrelated, binding], code), code).toBe("dave");
    expect(by([ofUs(1), binding], "drifted/shadowed")).toBe("alice");
    expect(by([ofUs(5), binding], "held/contested")).toBe("dave");
    // A log that does not tell the two apart: what names no host of the zone.
    expect(by([ofUs(1), edit(3, { by: "carol", hosts: ["vpc-1"] })], "drifted/zone-unbound")).toBe("carol");
  });

  it("where nobody tells, it is the zone's last change, and said to be no more", () => {
    expect(by([unrelated])).toBe("zone last bob");
    expect(by([unrelated, binding])).toBe("zone last bob");
    expect(by([event])).toBe("zone last erin");
    expect(by([edit(1, { by: "erin", hosts: ["update"] })])).toBe("zone last erin");
    const found = changedBy([event], { ...place("zone-1"), resolution: seen([parent]) }, entryOf());
    expect(found === null ? null : changedWords(found)).toMatch(/^zone last changed by erin at /);
  });

  it("an event that names the zone alone is of the name that the log of the same call tells", () => {
    expect(by([event, ofUs(1)])).toBe("erin");
    expect(by([event, unrelated])).toBe("zone last erin");
    expect(by([event, unrelated, ofUs(9)])).toBe("alice");
  });

  it("in a zone of this name alone whoever changed it changed the name, unless its log would tell it", () => {
    for (const zone of [whole, empty]) {
      expect(by([event], "drifted/record-missing", zone)).toBe("erin");
      expect(by([edit(1, { by: "erin", hosts: ["update"] })], "drifted/record-missing", zone)).toBe("erin");
    }
    // A record that was added and is gone again.
    expect(by([unrelated, edit(9, { by: "registry", hosts: ["@", "a"] })], "drifted/record-missing", whole)).toBe(
      "registry",
    );
    const before = entryOf({ names: [publishedOf({ baseline: baselineOf({ at: minutesAgo(500) }) })] });
    const log = [unrelated, edit(600, { by: "registry", hosts: ["@", "a"] })];
    expect(changedBy(log, { ...place("zone-1"), resolution: seen([whole]) }, before)).toMatchObject({
      by: "bob",
      ofZone: true,
    });
  });

  it.each(["drifted/record-missing", "drifted/zone-unbound", "held/contested"])(
    "what the last report said of %s it goes on to say, sure or not",
    (code) => {
      const resolution = seen([parent]);
      const blamed = { ...place("zone-1"), instance: "cri-prod", nameKind: "vpc", code, resolution } as const;
      for (const told of [[ofUs(4), binding], [unrelated]]) {
        const changed = changedBy(told, blamed, entryOf());
        if (changed === null) throw new Error("nobody was told");
        expect(changedBy([editOf(blamed, changed)], blamed, entryOf())).toEqual(changed);
      }
    },
  );
});

describe("a finding", () => {
  const drifted = (world: World) => {
    const estate = estateOf({ zones: [zoneOf({ records: [recordOf({ value: "10.7.7.7" })] })], ...world });
    return guard(plan(estate), estate, "full").findings[0];
  };

  it("names who changed the zone, in its sentence and in a field, up to the network's own", () => {
    const found = drifted({ edits: [edit(3)] });
    const changed = { by: "ram-user/carol", at: minutesAgo(3), what: "update record prod-registry-vpc" };
    expect(found?.parts[0]?.names[0]?.changed).toEqual(changed);
    const words = `; changed by ram-user/carol at ${minutesAgo(3)} (update record prod-registry-vpc)`;
    expect(found?.parts[0]?.names[0]?.sentence.endsWith(words)).toBe(true);
    expect(found?.sentence.endsWith(words)).toBe(true);
  });

  it("of a contested name names the other writer", () => {
    const repairs = [repair(30), repair(20), repair(10)];
    const found = drifted({ edits: [edit(1)], ledger: [entryOf({ repairs })] });
    expect(found?.parts[0]?.names[0]).toMatchObject({ code: "held/contested", changed: { by: "ram-user/carol" } });
  });

  it("of a name that is right, or of which nobody tells, names nobody", () => {
    expect(drifted({ edits: [] })?.parts[0]?.names[0]?.changed).toBeNull();
    expect(drifted({ edits: [edit(3)], zones: [zoneOf()] })?.parts[0]?.names[0]?.changed).toBeNull();
  });
});

describe("what an event says of a name that is not right", () => {
  const deed = (differs: Partial<Deed> = {}): Deed => ({
    ...{ by: "CAM user carol", at: minutesAgo(3), what: "DeleteInternalEndpointDns", did: "name-off" },
    ...{ networks: ["vpc-1"], zones: [], registry: "cri-prod", part: null, nameKind: "vpc" },
    ...differs,
  });
  const blamed = (code: string, differs: Partial<Blamed> = {}): Blamed => ({
    ...{ registry: "prod", instance: "cri-prod", network: "vpc-1", part: "registry", name, nameKind: "vpc", code },
    ...{ zone: null, resolution: seen([zoneOf()]) },
    ...differs,
  });
  const blamedOn = (one: Deed, of: Blamed) => toldOf([one], of)[0] ?? null;
  const told = { registry: "prod", network: "vpc-1", part: "registry", name, by: "CAM user carol", at: minutesAgo(3) };

  it.each<readonly [Deed["did"], string]>([
    ["name-off", "drifted/switch-off"],
    ["name-on", "drifted/switch-region"],
    ["name-on", "unknown/unpublished-address"],
    ["link", "drifted/switch-orphan"],
    ["link", "drifted/stale-address"],
    ["link", "held/address-changed"],
    ["rule", "drifted/forwarded"],
    ["resolvers", "blocked/custom-resolvers"],
    ["name-off", "held/contested"],
  ])("%s tells of %s, and nothing else does", (did, code) => {
    expect(blamedOn(deed({ did }), blamed(code))).toEqual({ ...told, what: "DeleteInternalEndpointDns" });
    for (const other of ["name-off", "name-on", "link", "zone", "rule", "resolvers"] as const)
      if (other !== did) expect(blamedOn(deed({ did: other }), blamed(code)), other).toBeNull();
  });

  it.each<readonly [string, Partial<Deed>, Partial<Blamed>]>([
    ["another network", { networks: ["vpc-2"] }, {}],
    ["another registry", { registry: "cri-other" }, {}],
    ["another name of it", { nameKind: "default" }, {}],
    ["another part", { part: "chart" }, {}],
  ])("nothing where it was about %s", (_, differs, more) => {
    expect(blamedOn(deed(differs), blamed("drifted/switch-off", more))).toBeNull();
  });

  it("nothing of who turned a name off that somebody turned on again later", () => {
    const off = deed({ by: "alice", at: minutesAgo(9) });
    const on = (differs: Partial<Deed> = {}) => deed({ by: "bob", did: "name-on", at: minutesAgo(5), ...differs });
    const told = (...deeds: readonly Deed[]) => toldOf(deeds, blamed("drifted/switch-off")).map(({ by }) => by);
    expect(told(off)).toEqual(["alice"]);
    expect(told(off, on())).toEqual([]);
    expect(told(on(), off, deed({ by: "carol", at: minutesAgo(1) }))).toEqual(["carol"]);
    expect(told(off, on({ at: minutesAgo(10) }))).toEqual(["alice"]);
    for (const other of [{ networks: ["vpc-2"] }, { registry: "cri-other" }, { nameKind: "default" }] as const)
      expect(told(off, on(other)), JSON.stringify(other)).toEqual(["alice"]);
  });

  it("what it does not tell speaks against nobody", () => {
    expect(blamedOn(deed({ registry: null, nameKind: null }), blamed("drifted/switch-off"))).not.toBeNull();
    expect(blamedOn(deed(), blamed("drifted/switch-off", { nameKind: null }))).not.toBeNull();
  });

  it("a zone is known by its id, or by its name where the network is named beside it", () => {
    const unbound = blamed("drifted/zone-unbound", { zone: "zone-1" });
    const zoned = (differs: Partial<Deed>) => blamedOn(deed({ did: "zone", ...differs }), unbound);
    expect(zoned({ zones: ["zone-1"], networks: [] })).toMatchObject({ zone: "zone-1", by: "CAM user carol" });
    expect(zoned({ zones: [zoneOf().name], networks: ["vpc-1"] })).toMatchObject({ zone: "zone-1" });
    expect(zoned({ zones: [zoneOf().name], networks: [] })).toBeNull();
    expect(zoned({ zones: ["zone-2"] })).toBeNull();
    const rule = deed({ did: "rule", networks: [], zones: ["zone-1"] });
    expect(blamedOn(rule, blamed("drifted/forwarded"))).not.toBeNull();
  });

  describe("is believed", () => {
    const nameEdit = (minutes: number, differs: Partial<NameEdit> = {}): NameEdit => ({
      ...{ registry: "prod", network: "vpc-1", part: "registry", name, at: minutesAgo(minutes) },
      ...{ by: "CAM user carol", what: "DeleteInternalEndpointDns" },
      ...differs,
    });
    const by = (edits: readonly Edit[], entry: LedgerEntry | null, zone: string | null = null) =>
      changedBy(edits, place(zone), entry)?.by ?? null;

    it("of the name alone that it is about, and before what is told of its zone", () => {
      expect(by([nameEdit(3)], entryOf())).toBe("CAM user carol");
      for (const other of [{ registry: "other" }, { network: "vpc-2" }, { part: "chart" }, { name: "else" }] as const)
        expect(by([nameEdit(3, other)], entryOf())).toBeNull();
      expect(by([edit(1), nameEdit(3)], entryOf(), "zone-1")).toBe("CAM user carol");
    });

    it("only after Mooring's own last write of the name or its link, whether that was answered or not", () => {
      const published = (more: Partial<PublishedName>) => entryOf({ names: [publishedOf(more)] });
      const around = (entry: LedgerEntry) => [by([nameEdit(6)], entry), by([nameEdit(3)], entry)];
      const after5 = [null, "CAM user carol"];
      expect(around(entryOf({ repairs: [repair(5)] }))).toEqual(after5);
      expect(around(published({ publishedAt: minutesAgo(5) }))).toEqual(after5);
      expect(around(published({ withdrawnAt: minutesAgo(5) }))).toEqual(after5);
      expect(around(entryOf({ attachedAt: minutesAgo(5) }))).toEqual(after5);
      const unanswered = { call: "tcr:X", code: "Timeout", message: "" };
      const failing = (kind: "unavailable" | "denied") =>
        entryOf({ failures: [{ at: minutesAgo(5), change: "switch-on", failure: { ...unanswered, kind } }] });
      expect(around(failing("unavailable"))).toEqual(after5);
      expect(around(failing("denied"))).toEqual(["CAM user carol", "CAM user carol"]);
    });

    it("not as long as what was only announced may be the call that it tells of", () => {
      const announced = entryOf({ names: [publishedOf({ publishedAt: minutesAgo(3.5) })] });
      expect(by([nameEdit(3)], announced)).toBeNull();
      const made = { ...announced, repairs: [repair(3.4)] };
      expect(by([nameEdit(3)], made)).toBe("CAM user carol");
    });
  });

  it("of one call that its log tells too, the event's word is taken, and the log's of a later one", () => {
    const event = { zone: "zone-1", at: minutesAgo(3), by: "RAM user carol", what: "UpdateZoneRecord" };
    const at = (milliseconds: number) => new Date(Date.parse(minutesAgo(3)) + milliseconds).toISOString();
    const by = (edits: readonly Edit[]) => changedBy(edits, place("zone-1"), entryOf())?.by;
    expect(by([event, edit(3, { at: at(900) })])).toBe("RAM user carol");
    expect(by([event, edit(3, { at: at(2_500) })])).toBe("ram-user/carol");
  });

  it("Mooring's own write of another name in the same zone is not blamed for this one", () => {
    const other = publishedOf({ name: "second", baseline: baselineOf() });
    const entry = entryOf({ names: [publishedOf({ baseline: baselineOf() }), other] });
    const wrote = { ...entry, repairs: [repair(3, { name: "second" })] };
    expect(changedBy([edit(3)], place("zone-1"), wrote)).toBeNull();
    expect(changedBy([edit(2)], place("zone-1"), wrote)).not.toBeNull();
  });

  it("a repair says it too, because nothing else does once it is made", () => {
    const estate = estateOf({ zones: [zoneOf({ records: [recordOf({ value: "10.7.7.7" })] })], edits: [edit(3)] });
    const [change] = guard(plan(estate), estate, "full").changes;
    expect(change?.because).toContain(`; changed by ram-user/carol at ${minutesAgo(3)} (update record`);
  });
});
