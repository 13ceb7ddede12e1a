import type { ChangedZone, ZoneChanges } from "../clouds/port.ts";
import { elapsed, type Instant, instant, type Known } from "../model/known.ts";
import type { Notice } from "../model/plan.ts";
import type { NameNeed } from "../plan/needs.ts";
import { type LatestReport, readLatest } from "../store/objects/reports.ts";
import { readWatermark } from "../store/objects/watermark.ts";
import { attempt } from "./attempt.ts";
import type { CloudAccess, Running } from "./pass.ts";
import type { Scope } from "./scope.ts";

/** A change log may show a change late; this much of it is read twice. Milliseconds. */
const overlap = 10 * 60_000;

/** A watermark older than this is not trusted: everything is read. Milliseconds. */
const oldest = 26 * 3_600_000;

export interface NarrowedNames {
  readonly read: readonly NameNeed[];
  /** Moored in the last report, and nobody changed a zone that could answer them since. */
  readonly carried: readonly { readonly need: NameNeed; readonly at: Instant }[];
  /** How far each registry's change log was read, where it was. */
  readonly through: ReadonlyMap<string, Instant>;
  /** Logs that could not be read; every name is read instead. */
  readonly notices: readonly Notice[];
}

/** What a registry's last pass settled: enough to leave out what nobody touched since. */
interface Settled {
  readonly alias: string;
  readonly cloud: CloudAccess;
  readonly since: Instant;
  readonly latest: LatestReport;
}

/**
 * Which names a frequent pass reads again: those that were not moored in the last report and those whose zones somebody
 * changed since the watermark. Any doubt (no watermark, no change log, a failed read) means reading all.
 */
export async function narrowNames(running: Running, scope: Scope, names: readonly NameNeed[]): Promise<NarrowedNames> {
  if (scope.depth === "full" || names.length === 0)
    return { read: names, carried: [], through: new Map(), notices: [] };
  const { pass } = running;
  const aliases = [...new Set(names.map((name) => name.registry))];
  const settled = (await Promise.all(aliases.map((alias) => settledBefore(running, alias)))).filter(
    (one) => one !== null,
  );
  const logs = new Map<string, ZoneChanges>();
  const notices: Notice[] = [];
  // One reading of a cloud's log serves all its registries.
  await Promise.all(
    pass.clouds.map(async (cloud) => {
      const [since] = settled.flatMap((one) => (one.cloud === cloud ? [one.since] : [])).sort();
      if (since === undefined) return;
      const log = await attempt(pass.clock, () => cloud.read.zoneChanges(since, running.context));
      if (!log.known) notices.push(unreadLog(cloud, log));
      else if (log.value !== null) logs.set(cloud.read.cloud, log.value);
    }),
  );
  const read: NameNeed[] = [];
  const carried: { need: NameNeed; at: Instant }[] = [];
  const through = new Map<string, Instant>();
  for (const alias of aliases) {
    const before = settled.find((one) => one.alias === alias);
    const log = before === undefined ? undefined : logs.get(before.cloud.read.cloud);
    const own = names.filter((name) => name.registry === alias);
    if (before === undefined || log === undefined) {
      read.push(...own);
      continue;
    }
    through.set(alias, log.through);
    for (const need of own) {
      const changed = log.zones.some((zone) => couldAnswer(zone, need.name));
      if (wasMoored(before.latest, need) && !changed) carried.push({ need, at: before.latest.at });
      else read.push(need);
    }
  }
  return { read, carried, through, notices };
}

function unreadLog(
  { read }: CloudAccess,
  { reason, cause }: Extract<Known<unknown>, { readonly known: false }>,
): Notice {
  const sentence = `the log of zone changes on ${read.cloud} could not be read, so every name was read instead: ${reason}`;
  const notice = { registry: null, code: "unknown/zone-changes", sentence };
  return cause === undefined ? notice : { ...notice, failure: cause };
}

/** `null`: something of it is missing, unreadable or too old. */
async function settledBefore({ pass }: Running, alias: string): Promise<Settled | null> {
  const settings = pass.settings.registries.find((registry) => registry.alias === alias);
  const cloud = pass.clouds.find(({ read }) => read.cloud === settings?.cloud);
  if (cloud === undefined) return null;
  const [watermark, latest] = await Promise.all([
    attempt(pass.clock, () => readWatermark(pass.store, alias)),
    attempt(pass.clock, () => readLatest(pass.store, alias)),
  ]);
  if (!watermark.known || watermark.value === null || !latest.known || latest.value === null) return null;
  if (elapsed(watermark.value, instant(pass.clock.now())) > oldest) return null;
  const since = instant(Date.parse(watermark.value) - overlap);
  return { alias, cloud, since, latest: latest.value };
}

function wasMoored(latest: LatestReport, need: NameNeed): boolean {
  return latest.findings
    .filter((finding) => finding.network === need.network && finding.registry === need.registry)
    .flatMap((finding) => finding.parts)
    .filter((part) => part.part === need.part)
    .flatMap((part) => part.names)
    .some((name) => name.name === need.name && name.state === "moored" && name.address === need.address);
}

/** Zone ids say nothing of the name, so a change known only by id counts for every name. */
function couldAnswer(zone: ChangedZone, name: string): boolean {
  if (zone.name === null) return true;
  const plain = zone.name.toLowerCase().replace(/\.$/, "");
  return name === plain || name.endsWith(`.${plain}`);
}
