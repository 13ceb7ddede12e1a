import { describe, expect, it } from "vitest";
import { unknown } from "../../../../shared/model/known.ts";
import type { PastRepair } from "../../../../shared/model/ledger.ts";
import { type NameInput, planName } from "../../../../shared/plan/name/name.ts";
import {
  address,
  at,
  entryOf,
  limits,
  linkOf,
  minutesAgo,
  names,
  networkOf,
  recordOf,
  registryOf,
  zoneOf,
} from "../estate-of.ts";

const name = names.registry;
const broken = zoneOf({ records: [recordOf({ value: "10.7.7.7" })] });

function viewOf(...zones: Parameters<typeof zoneOf>[0][]) {
  const resolution = {
    network: "vpc-1",
    part: "registry" as const,
    name,
    switch: null,
    forwarding: null,
    zones: zones.map((zone) => zoneOf(zone)),
  };
  return {
    network: "vpc-1",
    part: "registry" as const,
    name,
    resolution: { known: true as const, value: resolution, at },
  };
}

function named(differs: Partial<NameInput> = {}) {
  return planName({
    registry: registryOf(),
    network: networkOf(),
    part: "registry",
    name,
    nameKind: "vpc",
    moveDoubt: null,
    link: linkOf(),
    address,
    publishing: null,
    entry: entryOf(),
    otherDeployment: null,
    view: viewOf(broken),
    carried: undefined,
    own: {
      owned: [],
      account: { known: false, reason: "this pass had no need to ask" },
      publishing: null,
      takenBy: new Map(),
      refused: new Map(),
    },
    limits,
    edits: [],
    at,
    ...differs,
  });
}

function repairs(count: number, differs: Partial<PastRepair> = {}): readonly PastRepair[] {
  return Array.from({ length: count }, (_, index) => ({
    at: minutesAgo(60 * (index + 1)),
    name,
    kind: "correct-record",
    before: `A 10.7.7.${index}`,
    after: `A ${address}`,
    repointed: false,
    ...differs,
  }));
}

it("a repair names its target in full", () => {
  expect(named().changes).toMatchObject([
    {
      kind: "correct-record",
      registry: "prod",
      instance: "cri-prod",
      network: "vpc-1",
      part: "registry",
      account: "1001",
    },
  ]);
});

it("a record that is lost twice in the same way is another wish each time, and one wish until it was repaired", () => {
  const view = viewOf({ records: [] });
  const revisionAfter = (...made: readonly PastRepair[]) => {
    const [change] = named({ view, entry: entryOf({ repairs: made }) }).changes;
    return change !== undefined && "revision" in change ? change.revision : null;
  };
  const [second, first] = repairs(2, { kind: "create-record" });
  if (first === undefined || second === undefined) throw new Error("two repairs were asked for");
  const revisions = [revisionAfter(), revisionAfter(first), revisionAfter(first, second)];
  expect(new Set(revisions).size).toBe(3);
  expect(revisionAfter(first, { ...second, name: names.chart })).toBe(revisionAfter(first));
});

it("the finding says what is answered and what should be", () => {
  expect(named().finding).toMatchObject({ state: "drifted", answers: ["10.7.7.7"], address });
  expect(named({ view: viewOf({}) }).finding).toMatchObject({ state: "moored", answers: [address] });
});

describe("a repair waits", () => {
  it("while the link is somebody else's", () => {
    const view = viewOf(zoneOf({ records: [recordOf({ enabled: false })] }));
    expect(named({ entry: null, view })).toMatchObject({
      finding: { code: "held/not-owned" },
      changes: [],
      held: [{ change: { kind: "enable-record" } }],
    });
  });

  it("while something speaks against the link's new address, and is told as a re-pointing", () => {
    const moveDoubt = { code: "held/address-changed", sentence: "it was seen once" };
    expect(named({ entry: entryOf({ address: "10.0.0.8" }), moveDoubt })).toMatchObject({
      finding: { state: "held", code: "held/address-changed", sentence: expect.stringContaining("it was seen once") },
      changes: [],
      held: [{ code: "held/address-changed", change: { kind: "correct-record", repoints: true } }],
    });
    expect(named({ entry: entryOf({ address: "10.0.0.8" }) }).changes).toMatchObject([{ repoints: true }]);
    expect(named().changes).toMatchObject([{ repoints: false }]);
  });

  it("after the same repair was made three times in a day", () => {
    expect(named({ entry: entryOf({ repairs: repairs(2) }) }).changes).toHaveLength(1);
    expect(named({ entry: entryOf({ repairs: repairs(3) }) })).toMatchObject({
      finding: { code: "held/contested" },
      changes: [],
    });
  });

  it("but not for repairs of another name or of an earlier day", () => {
    const others = [...repairs(3, { name: names.chart }), ...repairs(3, { at: minutesAgo(24 * 60) })];
    expect(named({ entry: entryOf({ repairs: others }) }).changes).toHaveLength(1);
  });

  it("but not before the last of the repairs is whole", () => {
    const bound = (minutes: number) => entryOf({ repairs: repairs(3, { kind: "bind-zone", at: minutesAgo(minutes) }) });
    expect(named({ entry: bound(4) }).changes).toHaveLength(1);
    expect(named({ entry: bound(5) }).finding.code).toBe("held/contested");
  });

  it("but not because one incident took several different writes", () => {
    const deleted = (value: string, at: string) =>
      repairs(1, { kind: "delete-record", before: `A ${value}`, after: "no such record", at });
    const one = [
      ...repairs(1),
      ...repairs(1, { kind: "enable-record" }),
      ...repairs(1, { kind: "bind-zone" }),
      ...["10.1.1.1", "10.2.2.2", "10.3.3.3"].flatMap((value, index) => deleted(value, minutesAgo(60 - index / 6))),
    ];
    expect(named({ entry: entryOf({ repairs: one }) }).changes).toHaveLength(1);
    const same = ["a", "b", "c"].flatMap((_, index) => deleted("10.1.1.1", minutesAgo(60 - index / 6)));
    expect(named({ entry: entryOf({ repairs: same }) }).finding.code).toBe("held/contested");
  });

  it("after three incidents of extra values, whatever the values", () => {
    const rotating = (minutesApart: number, count: number) =>
      Array.from({ length: count }, (_, index) => ({
        ...{ at: minutesAgo(60 - index * minutesApart), name, kind: "delete-record", before: `A 10.9.9.${index}` },
        ...{ after: "no such record", repointed: false },
      }));
    const code = (made: readonly PastRepair[]) => named({ entry: entryOf({ repairs: made }) }).finding.code;
    expect(code(rotating(1, 2))).not.toBe("held/contested");
    expect(code(rotating(1, 3))).toBe("held/contested");
    expect(code(rotating(20, 3))).toBe("held/contested");
    // By events there may be a pass every few seconds: an incident does not last for as long as somebody goes on.
    expect(code(rotating(0.2, 4))).not.toBe("held/contested");
    expect(code(rotating(0.2, 8))).toBe("held/contested");
  });
});

describe("a name that was not read", () => {
  const carried = { registry: "prod", network: "vpc-1", part: "registry" as const, name, address, at: minutesAgo(1) };

  it("is as it was when nothing changed since, at this address", () => {
    expect(named({ view: undefined, carried }).finding).toMatchObject({ code: "moored/unchanged", answers: [address] });
  });

  it("is unknown at another address, or when nothing was remembered", () => {
    expect(named({ view: undefined, carried: { ...carried, address: "10.0.0.8" } }).finding.code).toBe(
      "unknown/not-read",
    );
    expect(named({ view: undefined }).finding.code).toBe("unknown/not-read");
  });

  it("is unknown, with the reason, where reading failed, though it was remembered", () => {
    const view = { ...viewOf(), resolution: unknown("zone zone-1 could not be read") };
    const found = named({ view, carried });
    expect(found.finding).toMatchObject({ state: "unknown", code: "unknown/resolution" });
    expect(found.finding.sentence).toContain("zone zone-1 could not be read");
    expect(found.changes).toEqual([]);
  });

  it("is blocked, with both reasons, where reading failed because the account's private DNS is closed", () => {
    const view = { ...viewOf(), resolution: unknown("the query of the zone's service failed") };
    const found = named({ view, publishing: { service: "closed", vendorState: "DISABLED", authorized: true } });
    expect(found.finding).toMatchObject({ state: "blocked", code: "blocked/dns-closed" });
    expect(found.finding.sentence).toMatch(/the query of the zone's service failed; .*DISABLED/);
    expect(found.changes).toEqual([]);
  });
});
