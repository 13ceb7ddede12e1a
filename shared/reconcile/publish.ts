import type { Estate } from "../model/estate.ts";
import type { Finding } from "../model/finding.ts";
import type { Report } from "../model/report.ts";
import { latestOf, readLatest, writeLatest, writeReport } from "../store/objects/reports.ts";
import { writeWatermark } from "../store/objects/watermark.ts";
import { StoreError } from "../store/port.ts";
import type { Pass } from "./pass.ts";
import type { Scope } from "./scope.ts";

/**
 * Stores a report: the latest state of each registry always, the report itself only when it says something new.
 * A store that fails here costs the record of this pass, not the pass: what was done is in the audit records.
 */
export async function publish(pass: Pass, report: Report, estate: Estate, scope: Scope): Promise<void> {
  try {
    let news = report.outcomes.length > 0 || report.notices.length > 0 || report.leftUndone.length > 0;
    for (const alias of scope.registries) {
      const before = await readLatest(pass.store, alias);
      const latest = latestOf(report, alias, lookedAt(pass, scope, alias), before);
      news ||= summary(before?.findings ?? []) !== summary(latest.findings);
      await writeLatest(pass.store, latest);
      if (isSettled(pass, estate, alias)) await writeWatermark(pass.store, alias, report.startedAt);
    }
    if (news) await writeReport(pass.store, report);
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    pass.log.error("the report could not be stored", { pass: report.pass, key: error.key, reason: error.message });
  }
}

/** The networks of the registry's region that the pass looked at; `null`: all of them. */
function lookedAt(pass: Pass, scope: Scope, alias: string): readonly string[] | null {
  const settings = pass.settings.registries.find((registry) => registry.alias === alias);
  const region = scope.regions.find(
    (candidate) => candidate.cloud === settings?.cloud && candidate.region === settings.region,
  );
  return region === undefined ? [] : region.ids;
}

function summary(findings: readonly Finding[]): string {
  return JSON.stringify(findings.map((finding) => [finding.registry, finding.network, finding.state, finding.code]));
}

/** The watermark moves only over what a timer's pass read to the end. */
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
