import type { Baseline } from "../../model/ledger.ts";
import type { Resolution } from "../../model/name.ts";
import type { Zone, ZoneRecord } from "../../model/zone.ts";
import { hostIn, recordsAt } from "./answer.ts";
import type { DriftInput, Repair } from "./drift-outcome.ts";
import { hasMoved } from "./repoint.ts";

/** Seconds; what a record is created with while no baseline is known. The vendor's own default. */
export const defaultTtl = 60;

/**
 * The writes inside one zone that return it to its baseline, or, without one, leave exactly the link's address at the
 * name: the right answer first, the wrong ones after, then what does not change the answer. A zone of the provider's
 * refuses writes, so what leaves its answer right is let be.
 */
export function zoneRepairs(input: DriftInput, zone: Zone, baseline: Baseline | null): readonly Repair[] {
  const answering = recordRepairs(input, zone, baseline?.ttl ?? null);
  if (baseline === null || zone.origin === "product") return answering;
  return [...answering, ...ttlRepairs(input, zone, baseline), ...fallThroughRepairs(input, zone, baseline)];
}

/** The code of a drift by the first of its repairs. */
export function codeOf(repairs: readonly Repair[], { entry, address }: Pick<DriftInput, "entry" | "address">): string {
  const [first] = repairs;
  if (first === undefined) return "moored/resolving";
  if (first.kind === "correct-record") {
    const { have, want } = first;
    if (have.type !== want.type) return "drifted/record-type";
    if (have.value === want.value) return "drifted/ttl";
    return hasMoved(entry, address) && have.value === entry?.address
      ? "drifted/stale-address"
      : "drifted/record-changed";
  }
  return codes[first.kind];
}

const codes: Readonly<Record<Exclude<Repair["kind"], "correct-record">, string>> = {
  "create-record": "drifted/record-missing",
  "enable-record": "drifted/record-disabled",
  "delete-record": "drifted/extra-value",
  "bind-zone": "drifted/zone-unbound",
  "set-fall-through": "drifted/fall-through",
  "create-zone": "drifted/zone-missing",
  "delete-zone": "drifted/orphan-zone",
  "switch-on": "drifted/switch-off",
  "switch-off": "drifted/stale-address",
};

export function describeRecords(resolution: Resolution, zone: Zone): string {
  const at = recordsAt(resolution.name, zone);
  if (at.length === 0) return `${resolution.name} has no record`;
  return `${resolution.name} has ${at.map((record) => describeRecord(record)).join(", ")}`;
}

function describeRecord(record: ZoneRecord): string {
  return `${record.type} ${record.value}${record.enabled ? "" : " (disabled)"}`;
}

/** The writes that leave exactly the link's address at the name. */
function recordRepairs(input: DriftInput, zone: Zone, ttl: number | null): readonly Repair[] {
  const { resolution, address } = input;
  const host = hostIn(resolution.name, zone.name) ?? "@";
  const at = recordsAt(resolution.name, zone);
  const target = targetOf(input, zone);
  const right = at.filter((record) => isRight(record, address));
  const enabled = right.find((record) => record.enabled);
  const disabled = right.find((record) => !record.enabled);
  const wrong = at.filter((record) => !right.includes(record) && answersAddresses(record));
  const serving = wrong.filter((record) => record.enabled);
  const repairs: Repair[] = [];
  if (enabled === undefined && disabled !== undefined) {
    repairs.push({
      ...target,
      kind: "enable-record",
      have: disabled,
      because: `somebody disabled the record of ${resolution.name}`,
    });
  }
  let replaced: ZoneRecord | undefined;
  if (enabled === undefined && disabled === undefined) {
    replaced = serving[0] ?? wrong[0];
    const want = { host, type: "A", value: address, ttl: ttl ?? replaced?.ttl ?? defaultTtl };
    repairs.push(
      replaced === undefined
        ? { ...target, kind: "create-record", want, because: `the record of ${resolution.name} is gone` }
        : {
            ...target,
            kind: "correct-record",
            have: replaced,
            want,
            because: `somebody changed the record of ${resolution.name} to ${describeRecord(replaced)}`,
          },
    );
  }
  for (const record of serving) {
    if (record === replaced) continue;
    repairs.push({
      ...target,
      kind: "delete-record",
      have: record,
      because: `${resolution.name} also answers ${record.type} ${record.value}, which is not the link`,
    });
  }
  return repairs;
}

/** Records that answer rightly, but are kept by resolvers longer or shorter than they were. */
function ttlRepairs(input: DriftInput, zone: Zone, { ttl }: Baseline): readonly Repair[] {
  const { resolution, address } = input;
  const { name } = resolution;
  return recordsAt(name, zone)
    .filter((record) => record.enabled && isRight(record, address) && record.ttl !== ttl)
    .map((have) => ({
      ...targetOf(input, zone),
      kind: "correct-record",
      have,
      want: { host: have.host, type: "A", value: address, ttl },
      because: `somebody changed the TTL of ${name} from ${ttl} to ${have.ttl} seconds`,
    }));
}

function fallThroughRepairs(input: DriftInput, zone: Zone, { fallsThrough }: Baseline): readonly Repair[] {
  if (zone.fallsThrough === fallsThrough) return [];
  const does = zone.fallsThrough ? "pass on" : "refuse";
  return [
    {
      ...targetOf(input, zone),
      kind: "set-fall-through",
      have: zone.fallsThrough,
      want: fallsThrough,
      because: `somebody had zone ${zone.name} (${zone.id}) ${does} the names that it does not hold`,
    },
  ];
}

function targetOf({ resolution, entry }: DriftInput, zone: Zone) {
  const { name } = resolution;
  // A zone that lost the same record twice may look the same both times; the vendor would answer the first repair again.
  const last = entry?.repairs.findLast((repair) => repair.name === name);
  const revision = last === undefined ? zone.revision : `${zone.revision} ${last.at}`;
  return { name, zone: zone.id, zoneName: zone.name, revision };
}

function isRight(record: ZoneRecord, address: string): boolean {
  return record.type === "A" && record.value === address;
}

function answersAddresses(record: ZoneRecord): boolean {
  return record.type === "A" || record.type === "AAAA" || record.type === "CNAME";
}
