import { describe, expect, it } from "vitest";
import type { Change } from "../../../../shared/model/change.ts";
import type { Estate } from "../../../../shared/model/estate.ts";
import { instant, type Known, known, unknown } from "../../../../shared/model/known.ts";
import type { LedgerEntry } from "../../../../shared/model/ledger.ts";
import type { Zone } from "../../../../shared/model/zone.ts";
import { guard } from "../../../../shared/plan/guard.ts";
import { confirmations, withConfirmed } from "../../../../shared/plan/link/confirm.ts";
import { plan } from "../../../../shared/plan/plan.ts";
import {
  address,
  at,
  entryOf,
  estateOf,
  linkOf,
  names,
  recordOf,
  registryOf,
  subnetOf,
  type World,
  zoneOf,
} from "../estate-of.ts";

const other = "10.0.0.77";
const seconds = (count: number) => instant(Date.parse(at) + count * 1_000);

/** One pass after the other at a world that reads differently each time; what is written is written. */
function passes(readings: readonly World[], zone: Zone = zoneOf()) {
  let entry: LedgerEntry = entryOf();
  let now = zone;
  const written: Change[] = [];
  const codes: string[] = [];
  for (const [index, reading] of readings.entries()) {
    const moment = seconds(index * 61);
    const estate: Estate = { ...estateOf({ ledger: [entry], zones: [now], ...reading }), at: moment };
    const confirmed = withConfirmed(estate, confirmations(estate));
    const made = guard(plan(confirmed), confirmed, "full");
    codes.push(made.findings[0]?.parts[0]?.names[0]?.code ?? made.findings[0]?.code ?? "");
    entry = (confirmed.ledger.known ? confirmed.ledger.value[0] : undefined) ?? entry;
    for (const change of made.changes) {
      written.push(change);
      if (change.kind !== "correct-record") continue;
      const { name, kind } = change;
      now = { ...now, records: now.records.map((record) => ({ ...record, ...change.want })) };
      const repair = { at: moment, name, kind, before: "", after: "", repointed: change.repoints };
      entry = { ...entry, repairs: [...entry.repairs, repair] };
    }
  }
  return { written, codes, zone: now };
}

const reads = (of: Known<string>): World => ({ links: [linkOf({ address: of })] });
const right = reads(known(address, at));

describe("an address that was read wrongly once never reaches a zone", () => {
  it.each<[string, World]>([
    ["empty", reads(unknown("empty"))],
    ["empty as a text", reads(known("", at))],
    ["not ready", { links: [linkOf({ state: "changing", address: known(other, at) })] }],
    ["stale", reads(known(other, at))],
    ["of another subnet", reads(known("10.9.9.9", at))],
    [
      "another link's",
      {
        registries: [registryOf({ parts: ["registry", "chart"] })],
        links: [linkOf({ address: known(other, at) }), linkOf({ part: "chart", address: known(other, at) })],
      },
    ],
  ])("%s", (_, wrong) => {
    const found = passes([right, wrong, right, right]);
    expect(found.written.filter((change) => change.part === "registry" && change.kind !== "attach")).toEqual([]);
    expect(found.codes.at(-1)).toBe("moored/resolving");
  });

  it("and neither does one that is read again and again while it is another link's", () => {
    const wrong: World = {
      registries: [registryOf({ parts: ["registry", "chart"] })],
      links: [linkOf({ address: known(other, at) }), linkOf({ part: "chart", address: known(other, at) })],
    };
    const found = passes([right, wrong, wrong, wrong]);
    expect(found.written.filter(({ part }) => part === "registry")).toEqual([]);
    expect(found.codes.at(-1)).toBe("held/address-of-another-link");
  });

  it("but one that was read twice, in the link's own subnet, is moved to", () => {
    const moved = { ...reads(known(other, at)), subnets: [subnetOf()] };
    const found = passes([right, moved, moved, moved]);
    expect(found.written).toMatchObject([{ kind: "correct-record", name: names.registry, repoints: true }]);
    expect(found.codes).toEqual([
      "moored/resolving",
      "held/address-changed",
      "drifted/stale-address",
      "moored/resolving",
    ]);
  });
});

it("two writers at one record end as contested, and Mooring is the one that stops", () => {
  let entry = entryOf();
  const codes: string[] = [];
  for (let round = 0; round < 6; round++) {
    const moment = seconds(round * 600);
    const zones = [zoneOf({ records: [recordOf({ value: "10.7.7.7" })] })];
    const estate: Estate = { ...estateOf({ ledger: [entry], zones }), at: moment };
    const made = guard(plan(estate), estate, "full");
    codes.push(`${made.findings[0]?.parts[0]?.names[0]?.code} ${made.changes.length}`);
    const repair = { name: names.registry, kind: "correct-record", before: "", after: "", repointed: false };
    if (made.changes.length > 0) entry = { ...entry, repairs: [...entry.repairs, { at: moment, ...repair }] };
  }
  expect(codes).toEqual([
    ...Array<string>(3).fill("drifted/record-changed 1"),
    ...Array<string>(3).fill("held/contested 0"),
  ]);
});
