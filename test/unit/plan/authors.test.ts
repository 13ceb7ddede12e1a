import { describe, expect, it } from "vitest";
import type { Resolution, Zone, ZoneEdit } from "../../../shared/model/estate.ts";
import type { PastRepair } from "../../../shared/model/ledger.ts";
import { blamedZone, changedBy } from "../../../shared/plan/authors.ts";
import { guard } from "../../../shared/plan/guard.ts";
import { plan } from "../../../shared/plan/plan.ts";
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
} from "./estate-of.ts";

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

const place = (zone: string | null) => ({ registry: "prod", network: "vpc-1", part: "registry", name, zone }) as const;

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
