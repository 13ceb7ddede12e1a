import { changeKey } from "../model/change.ts";
import type { Compliance } from "../model/compliance.ts";
import type { Estate } from "../model/estate.ts";
import type { Finding } from "../model/finding.ts";
import type { Deed } from "../model/hint.ts";
import type { Notice } from "../model/plan.ts";
import type { Report } from "../model/report.ts";
import { regionsOf } from "../model/settings.ts";
import {
  type LatestReport,
  latestOf,
  nameKey,
  readLatest,
  writeLatest,
  writeReport,
} from "../store/objects/reports.ts";
import { type Watermark, writeWatermark } from "../store/objects/watermark.ts";
import { StoreError } from "../store/port.ts";
import type { Look } from "./look.ts";
import { deedsOf, latelyDone } from "./observe/deeds.ts";
import { keepInventory } from "./observe/inventory.ts";
import type { Scope } from "./observe/scope.ts";
import { isInShare } from "./observe/share.ts";
import type { Pass } from "./pass.ts";

/**
 * Stores a report: the latest state of each registry always, the report itself only when it says something new.
 * A store that fails here costs the record of this pass, not the pass: what was done is in the audit records, and the
 * notice that is given back belongs into the report.
 */
export async function publish(
  pass: Pass,
  report: Report,
  first: Look,
  scope: Scope,
  compliance: ReadonlyMap<string, readonly Compliance[]>,
): Promise<Notice | null> {
  try {
    const said = saidBeside(report);
    let news = report.outcomes.some(({ result }) => result !== "skipped") || report.leftUndone.length > 0;
    for (const alias of scope.registries) {
      const before = await readLatest(pass.store, alias);
      const looked = lookedAt(pass, scope, first.estate, alias, before);
      const whole = latestOf(report, alias, looked, before);
      const marks = marksOf(report, first, whole, before);
      const rows = compliance.get(alias);
      const deeds = latelyDone(before?.deeds ?? [], toldOf(pass, alias), report.finishedAt);
      const latest = {
        ...{ ...whole, said },
        ...(rows === undefined ? {} : { compliance: rows }),
        ...(Object.keys(marks).length === 0 ? {} : { marks }),
        ...(deeds.length === 0 ? {} : { deeds }),
      };
      news ||= summary(before?.findings ?? []) !== summary(latest.findings) || !same(before?.said ?? [], said);
      news ||= JSON.stringify(before?.compliance ?? []) !== JSON.stringify(rows ?? []);
      await writeLatest(pass.store, latest);
      if (isSettled(pass, first.estate, alias))
        await writeWatermark(pass.store, alias, settledThrough(report, first, alias));
      await keepInventory(pass, scope, first.estate, alias);
    }
    if (scope.registries.length === 0) news ||= said.length > 0;
    if (news) await writeReport(pass.store, report);
    return null;
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    pass.log.error("the report could not be stored", { pass: report.pass, key: error.key, reason: error.message });
    const sentence = `the report could not be stored: ${error.message}`;
    return { registry: null, code: "unknown/store", sentence };
  }
}

/**
 * The networks of the registry's region that the pass looked at; `null`: all of them. Of a region that could not be
 * read the last report stays as it is.
 */
function lookedAt(
  pass: Pass,
  scope: Scope,
  estate: Estate,
  alias: string,
  before: LatestReport | null,
): readonly string[] | null {
  const settings = pass.settings.registries.find((registry) => registry.alias === alias);
  if (settings === undefined) return [];
  const regions = regionsOf(settings);
  const read = scope.regions.filter(
    ({ cloud, region }) =>
      cloud === settings.cloud &&
      regions.includes(region) &&
      estate.regions.some((view) => view.cloud === cloud && view.region === region && view.networks.known),
  );
  const whole = read.length === regions.length && read.every(({ ids }) => ids === null);
  if (whole && scope.share === null) return null;
  return read.flatMap(
    ({ region, ids }) =>
      ids ??
      (before?.findings ?? [])
        .filter((finding) => finding.region === region && isInShare(scope.share, finding.network))
        .map(({ network }) => network),
  );
}

/** Who did what on the registry's cloud, as the events of this pass tell it. */
function toldOf({ settings, trigger }: Pass, alias: string): readonly Deed[] {
  const registry = settings.registries.find((one) => one.alias === alias);
  return registry === undefined ? [] : deedsOf(trigger, registry.cloud);
}

function summary(findings: readonly Finding[]): string {
  return JSON.stringify(
    findings.map((finding) => [finding.registry, finding.network, finding.state, finding.code, finding.rule]),
  );
}

/** What the pass said beside its findings, as codes: said again by the next pass it is no news. */
function saidBeside({ notices, outcomes }: Report): readonly string[] {
  const all = [
    ...notices.map(({ registry, code }) => `${registry ?? "all"} ${code}`),
    ...outcomes.flatMap((outcome) =>
      outcome.result === "skipped" ? [`${changeKey(outcome.change)} ${outcome.code}`] : [],
    ),
  ];
  return [...new Set(all)].sort();
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((text, index) => text === b[index]);
}

/** The watermark moves only over what a timer's pass, at the whole registry, read to the end. */
function isSettled(pass: Pass, estate: Estate, alias: string): boolean {
  if (pass.trigger.kind !== "timer") return false;
  const view = estate.registries.find((registry) => registry.alias === alias);
  return (
    view !== undefined &&
    estate.regions.every((region) => region.networks.known) &&
    view.parts.every((part) => part.view.known) &&
    view.resolutions.every((resolution) => resolution.resolution.known)
  );
}

/** The pass's start, or the end of the change log where it reaches less far. */
function settledThrough(report: Report, { through }: Look, alias: string): Watermark {
  const log = through.get(alias);
  if (log === undefined) return { through: report.startedAt, answered: [] };
  if (log.through < report.startedAt) return log;
  return { ...log, through: report.startedAt };
}

/** What the first look's lists showed of the names that it found in order, and nothing of what was written to since. */
function marksOf(
  report: Report,
  { estate, marks }: Look,
  latest: LatestReport,
  before: LatestReport | null,
): Readonly<Record<string, string>> {
  const own = marks.get(latest.registry);
  const view = estate.registries.find(({ alias }) => alias === latest.registry);
  const read = new Set((view?.resolutions ?? []).map(nameKey));
  const written = new Set(report.outcomes.map(({ change }) => change.network));
  const moored = latest.findings
    .filter(({ network }) => !written.has(network))
    .flatMap(({ network, parts }) => parts.flatMap(({ names }) => names.map((name) => ({ ...name, network }))))
    .filter(({ state }) => state === "moored");
  return Object.fromEntries(
    moored.flatMap((name) => {
      const key = nameKey(name);
      const mark = own?.get(key) ?? (read.has(key) ? undefined : before?.marks?.[key]);
      return mark === undefined ? [] : [[key, mark]];
    }),
  );
}
