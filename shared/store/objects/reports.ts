import * as v from "valibot";
import type { Compliance } from "../../model/compliance.ts";
import type { Finding } from "../../model/finding.ts";
import type { Deed } from "../../model/hint.ts";
import type { Instant } from "../../model/known.ts";
import type { Part } from "../../model/link.ts";
import type { Report } from "../../model/report.ts";
import type { Store } from "../port.ts";
import { readObject, toText } from "./object-text.ts";
import { complianceSchema, deedSchema, findingSchema, reportSchema } from "./report-schema.ts";
import { instantSchema, stored } from "./schemas.ts";

/** What the passes last said of one registry. */
export interface LatestReport {
  readonly version: 1;
  /** The registry's alias. */
  readonly registry: string;
  /** The last pass that looked, and when it was done. */
  readonly pass: string;
  readonly at: Instant;
  /** Hash of the configuration then in force. */
  readonly settings: string;
  readonly findings: readonly Finding[];
  /** Of all its networks, also where that pass looked at some; absent where no pass knew them all. */
  readonly compliance?: readonly Compliance[];
  /** Codes of what that pass said beside the findings, so that the next one can tell news from repetition. */
  readonly said?: readonly string[];
  /** What the lists showed of moored names when they were last read, by `nameKey`; only where a cloud's lists tell. */
  readonly marks?: Readonly<Record<string, string>>;
  /** Who did what lately, as events told: what it came to may show later than the event came. */
  readonly deeds?: readonly Deed[];
}

/** One name of one network, within a registry. */
export function nameKey(one: { readonly network: string; readonly part: Part; readonly name: string }): string {
  return `${one.network} ${one.part} ${one.name}`;
}

const latestSchema: v.GenericSchema<unknown, LatestReport> = stored({
  version: v.literal(1),
  registry: v.string(),
  pass: v.string(),
  at: instantSchema,
  settings: v.string(),
  findings: v.array(findingSchema),
  compliance: v.exactOptional(v.array(complianceSchema)),
  said: v.exactOptional(v.array(v.string())),
  marks: v.exactOptional(v.record(v.string(), v.string())),
  deeds: v.exactOptional(v.array(deedSchema)),
});

/** `reports/<time>-<pass>.json`, so that a listing is in the order of time. */
export function reportKey(report: Pick<Report, "startedAt" | "pass">): string {
  return `reports/${report.startedAt}-${report.pass}.json`;
}

export async function writeReport(store: Store, report: Report): Promise<void> {
  await store.write(reportKey(report), toText(report));
}

/** The report under a key that `listReports` gave, or `null` when it is gone. */
export async function readReport(store: Store, key: string): Promise<Report | null> {
  return readObject(store, key, reportSchema, "Remove it; later passes do not depend on it.");
}

/** Keys of the whole reports, the oldest first. */
export async function listReports(store: Store): Promise<readonly string[]> {
  const objects = await store.list("reports/");
  return objects.map(({ key }) => key).filter((key) => !key.startsWith("reports/latest/"));
}

/**
 * The part of `report` that concerns one registry. A pass that looked at some networks alone (`looked`) keeps what the
 * `previous` one said of the others; `looked: null` was the whole.
 */
export function latestOf(
  report: Report,
  registry: string,
  looked: readonly string[] | null,
  previous: LatestReport | null,
): LatestReport {
  // A finding without a registry concerns them all.
  const now = report.findings.filter((finding) => finding.registry === registry || finding.registry === null);
  const seen = new Set([...(looked ?? []), ...now.map(({ network }) => network)]);
  const kept = looked === null ? [] : (previous?.findings ?? []).filter(({ network }) => !seen.has(network));
  const findings = [...kept, ...now].sort((a, b) => (a.network < b.network ? -1 : 1));
  return { version: 1, registry, pass: report.pass, at: report.finishedAt, settings: report.settings, findings };
}

/** `null`: no pass has looked at this registry yet. */
export async function readLatest(store: Store, registry: string): Promise<LatestReport | null> {
  return readObject(store, latestKey(registry), latestSchema, "Remove it; the next full pass writes it anew.");
}

export async function writeLatest(store: Store, latest: LatestReport): Promise<void> {
  await store.write(latestKey(latest.registry), toText(latest));
}

function latestKey(registry: string): string {
  return `reports/latest/${registry}.json`;
}
