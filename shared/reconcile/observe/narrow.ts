import type { ZoneChanges, ZoneReach } from "../../clouds/port.ts";
import type { Estate } from "../../model/estate.ts";
import { elapsed, type Instant, instant, type Known } from "../../model/known.ts";
import type { Notice } from "../../model/plan.ts";
import type { NameNeed } from "../../plan/name/name-need.ts";
import { type LatestReport, nameKey, readLatest } from "../../store/objects/reports.ts";
import { readWatermark, type Watermark } from "../../store/objects/watermark.ts";
import type { CloudAccess, Running } from "../pass.ts";
import { answeredFrom } from "./answered-from.ts";
import { attempt } from "./attempt.ts";
import { type AnsweredName, entryKey, isTouched, remembered, unreached } from "./changed-zones.ts";
import type { Scope } from "./scope.ts";
import { isInShare, stableHash } from "./share.ts";

/** A change log may show a change late; this much of it is read twice. Milliseconds. */
const overlap = 10 * 60_000;

/** A watermark older than this is not trusted: everything is read. Milliseconds. */
const oldest = 26 * 3_600_000;

/** How many names a pass reads although the lists show no change of what answers them. */
const readAnyway = 20;

/** A name to be read. */
interface NameToRead {
  readonly need: NameNeed;
  /** What the lists showed when it was last found in order; the driver may stop where they show the same. */
  readonly seen: { readonly mark: string; readonly at: Instant } | null;
}

export interface NarrowedNames {
  readonly read: readonly NameToRead[];
  /** Moored in the last report, and nobody is known to have changed a zone that could answer them since. */
  readonly carried: readonly { readonly need: NameNeed; readonly at: Instant }[];
  /** How far each registry's change log was read, where it was. */
  readonly through: ReadonlyMap<string, Watermark>;
  /** Logs that could not be read; every name is read instead. */
  readonly notices: readonly Notice[];
}

/** What a registry's last pass settled: enough to leave out what nobody touched since. */
interface Settled {
  readonly alias: string;
  readonly cloud: CloudAccess;
  readonly watermark: Watermark;
  readonly latest: LatestReport;
}

type Log = ZoneChanges & { readonly reach: ReadonlyMap<string, ZoneReach> | null };

/**
 * Which names a pass reads again: those that were not moored in the last report and those whose zones somebody changed
 * since the watermark. Any doubt (no watermark, no change log, a failed read) means reading all; where the cloud keeps no
 * log, as far as its lists show a change. A pass that some zones were hinted to reads the names that those could answer.
 */
export async function narrowNames(
  running: Running,
  scope: Scope,
  estate: Estate,
  names: readonly NameNeed[],
): Promise<NarrowedNames> {
  const unread = { carried: [], through: new Map(), notices: [] };
  if (names.length === 0) return { read: [], ...unread };
  if (scope.depth === "full") return { read: names.map(whole), ...unread };
  const aliases = [...new Set(names.map((name) => name.registry))];
  if (scope.names !== null) return { ...unread, ...(await hinted(running, scope.names, aliases, names)) };

  const settled = (await Promise.all(aliases.map((alias) => settledBefore(running, alias)))).filter(
    (one) => one !== null,
  );
  const wasInOrder = (need: NameNeed) => {
    const before = settled.find(({ alias }) => alias === need.registry);
    return before !== undefined && wasMoored(before.latest, need);
  };
  const inOrder = names.filter(wasInOrder).map((need): AnsweredName => ({ need, zones: answeredFrom(estate, need) }));
  const { logs, notices } = await readLogs(running, settled, inOrder);
  const turns = Math.ceil(inOrder.length / readAnyway);
  const read: NameToRead[] = [];
  const carried: { need: NameNeed; at: Instant }[] = [];
  const through = new Map<string, Watermark>();
  const now = instant(running.pass.clock.now());
  for (const alias of aliases) {
    const before = settled.find((one) => one.alias === alias);
    const log = before === undefined ? undefined : logs.get(before.cloud);
    if (log !== undefined) through.set(alias, { through: log.through, answered: remembered(log.zones, now) });
    const fresh = (log?.zones ?? []).filter((zone) => before?.watermark.answered.includes(entryKey(zone)) !== true);
    for (const need of names.filter((name) => name.registry === alias)) {
      const known = inOrder.find((one) => one.need === need);
      if (before === undefined || known === undefined) read.push(whole(need));
      else if (log !== undefined && !isTouched(known, fresh, log.reach)) carried.push({ need, at: before.latest.at });
      else if (log !== undefined || isItsTurn(running.pass.id, need, turns)) read.push(whole(need));
      else read.push({ need, seen: seenOf(before.latest, need) });
    }
  }
  return { read, carried, through, notices };
}

function whole(need: NameNeed): NameToRead {
  return { need, seen: null };
}

/** What a hint's zones could answer, and what was not in order anyway. */
async function hinted(
  { pass }: Running,
  hintedNames: ReadonlySet<string>,
  aliases: readonly string[],
  names: readonly NameNeed[],
): Promise<Pick<NarrowedNames, "read" | "carried">> {
  const read: NameToRead[] = [];
  const carried: { need: NameNeed; at: Instant }[] = [];
  for (const alias of aliases) {
    const latest = await attempt(pass.clock, () => readLatest(pass.store, alias));
    for (const need of names.filter((name) => name.registry === alias)) {
      const before = latest.known ? latest.value : null;
      if (before === null || hintedNames.has(`${alias} ${nameKey(need)}`) || !wasMoored(before, need))
        read.push(whole(need));
      else carried.push({ need, at: before.at });
    }
  }
  return { read, carried };
}

/** One reading of a cloud's log serves all its registries. */
async function readLogs(
  { pass, context }: Running,
  settled: readonly Settled[],
  inOrder: readonly AnsweredName[],
): Promise<{ readonly logs: ReadonlyMap<CloudAccess, Log>; readonly notices: readonly Notice[] }> {
  const logs = new Map<CloudAccess, Log>();
  const notices: Notice[] = [];
  await Promise.all(
    pass.clouds.map(async (cloud) => {
      const own = settled.filter((one) => one.cloud === cloud);
      const [oldestMark] = own.map(({ watermark }) => watermark.through).sort();
      if (oldestMark === undefined) return;
      const since = instant(Date.parse(oldestMark) - overlap);
      const log = await attempt(pass.clock, () => cloud.read.zoneChanges(since, context));
      if (!log.known) notices.push(unreadLog(cloud, log));
      if (!log.known || log.value === null) return;
      const fresh = log.value.zones.filter((zone) =>
        own.some(({ watermark }) => !watermark.answered.includes(entryKey(zone))),
      );
      const names = inOrder.filter(({ need }) => own.some(({ alias }) => alias === need.registry));
      const ids = unreached(fresh, names);
      const reach =
        ids === null || ids.length === 0 ? null : await attempt(pass.clock, () => cloud.read.zoneReach(ids, context));
      logs.set(cloud, {
        ...log.value,
        reach: reach?.known === true ? new Map(reach.value.map((zone) => [zone.id, zone])) : null,
      });
    }),
  );
  return { logs, notices };
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
  if (elapsed(watermark.value.through, instant(pass.clock.now())) > oldest) return null;
  return { alias, cloud, watermark: watermark.value, latest: latest.value };
}

function wasMoored(latest: LatestReport, need: NameNeed): boolean {
  if (need.leaving === true) return false;
  return latest.findings
    .filter((finding) => finding.network === need.network && finding.registry === need.registry)
    .flatMap((finding) => finding.parts)
    .filter((part) => part.part === need.part)
    .flatMap((part) => part.names)
    .some((name) => name.name === need.name && name.state === "moored" && name.address === need.address);
}

function seenOf({ marks = {}, at }: LatestReport, need: NameNeed): NameToRead["seen"] {
  const mark = marks[nameKey(need)];
  return mark === undefined ? null : { mark, at };
}

/**
 * What lists show of a change is not documented, so each pass reads some of the names that they show unchanged, drawn
 * anew for each pass, and one pass a day reads them all.
 */
function isItsTurn(pass: string, need: NameNeed, turns: number): boolean {
  return isInShare({ index: stableHash(pass) % turns, of: turns }, `${need.registry} ${nameKey(need)}`);
}
