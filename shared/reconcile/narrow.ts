import { elapsed, instant } from "../model/known.ts";
import type { NameNeed } from "../plan/needs.ts";
import { readLatest } from "../store/objects/reports.ts";
import { readWatermark } from "../store/objects/watermark.ts";
import { attempt } from "./attempt.ts";
import type { Running } from "./pass.ts";
import type { Scope } from "./scope.ts";

/** A change log may show a change late; this much of it is read twice. Milliseconds. */
const overlap = 10 * 60_000;

/** A watermark older than this is not trusted: everything is read. Milliseconds. */
const oldest = 26 * 3_600_000;

export interface NarrowedNames {
  readonly read: readonly NameNeed[];
  /** Moored in the last report, and nobody changed a zone that could answer them since. */
  readonly carried: readonly { readonly need: NameNeed; readonly at: string }[];
}

/**
 * Which names a frequent pass reads again: those that were not moored in the last report and those whose zones somebody
 * changed since the watermark. Any doubt (no watermark, no change log, a failed read) means reading all.
 */
export async function narrowNames(running: Running, scope: Scope, names: readonly NameNeed[]): Promise<NarrowedNames> {
  const all = { read: names, carried: [] };
  if (scope.depth === "full" || names.length === 0) return all;
  const { pass } = running;
  const aliases = [...new Set(names.map((name) => name.registry))];
  const read: NameNeed[] = [];
  const carried: { need: NameNeed; at: string }[] = [];
  for (const alias of aliases) {
    const own = names.filter((name) => name.registry === alias);
    const changed = await changedZones(running, alias);
    const latest = await attempt(pass.clock, () => readLatest(pass.store, alias));
    if (changed === null || !latest.known || latest.value === null) {
      read.push(...own);
      continue;
    }
    const { findings, at } = latest.value;
    for (const need of own) {
      const before = findings
        .filter((finding) => finding.network === need.network && finding.registry === alias)
        .flatMap((finding) => finding.parts)
        .filter((part) => part.part === need.part)
        .flatMap((part) => part.names)
        .find((name) => name.name === need.name);
      const settled =
        before?.state === "moored" &&
        before.address === need.address &&
        !changed.some((zone) => couldAnswer(zone, need.name));
      if (settled) carried.push({ need, at });
      else read.push(need);
    }
  }
  return { read, carried };
}

/** Names of zones changed since the watermark; `null` when that cannot be told. */
async function changedZones(running: Running, alias: string): Promise<readonly string[] | null> {
  const { pass, context } = running;
  const settings = pass.settings.registries.find((registry) => registry.alias === alias);
  const cloud = pass.clouds.find(({ read }) => read.cloud === settings?.cloud);
  if (cloud === undefined) return null;
  const watermark = await attempt(pass.clock, () => readWatermark(pass.store, alias));
  if (!watermark.known || watermark.value === null) return null;
  const through = watermark.value;
  const now = pass.clock.now();
  if (elapsed(through, instant(now)) > oldest) return null;
  const since = instant(Date.parse(through) - overlap);
  const changes = await attempt(pass.clock, () => cloud.read.zoneChanges(since, context));
  return changes.known && changes.value !== null ? changes.value.zones : null;
}

/** Zone ids say nothing of the name, so a change known only by id counts for every name. */
function couldAnswer(zone: string, name: string): boolean {
  const plain = zone.toLowerCase().replace(/\.$/, "");
  return !plain.includes(".") || name === plain || name.endsWith(`.${plain}`);
}
