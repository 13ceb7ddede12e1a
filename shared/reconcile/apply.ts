import { type Change, changeKey, type Outcome } from "../model/change.ts";
import type { Estate } from "../model/estate.ts";
import { elapsed } from "../model/known.ts";
import { onceWithout } from "../plan/overrides.ts";
import { deploymentLedger } from "../plan/ownership.ts";
import { StoreError } from "../store/port.ts";
import { applyAttach } from "./attach.ts";
import type { Audit } from "./audit.ts";
import { applyDetach, inItsPlace } from "./detach.ts";
import { lastLook } from "./last-look.ts";
import { applyCreateZone, applyInZone } from "./own-zone.ts";
import type { Running } from "./pass.ts";
import { applyRepair } from "./repair.ts";
import { applyRole } from "./role.ts";
import { secondLook } from "./second-look.ts";
import { applySwitch } from "./switch.ts";
import { pausedNow } from "./turns.ts";
import { type Made, made, skipped } from "./write.ts";

const hour = 3_600_000;

/** Milliseconds a write may need from its first read to its record; none is begun with less left. */
const timeForOneWrite = 5_000;

export interface Applied {
  readonly outcomes: readonly Outcome[];
  /** What the deadline cut off, as sentences. */
  readonly leftUndone: readonly string[];
  /** The store did not answer: this pass writes nothing more. */
  readonly storeFailed: boolean;
}

/**
 * Makes changes one after the other. Each is announced in the audit record before and told in it after; the pause is
 * read before every write, and between the calls of one that takes several; three failed writes stop the registry; a store that does not answer stops everything.
 */
export async function apply(
  running: Running,
  estate: Estate,
  changes: readonly Change[],
  audit: Audit,
): Promise<Applied> {
  const outcomes: Outcome[] = [];
  const leftUndone: string[] = [];
  const failures = new Map<string, number>();
  let storeFailure: string | null = null;
  for (const change of changes) {
    if (storeFailure !== null) {
      const sentence = `the store does not answer, so nothing more is written: ${storeFailure}`;
      outcomes.push(skipped(change, "held/store", sentence));
      continue;
    }
    if (running.pass.interrupted?.() === true) {
      leftUndone.push(`${changeKey(change)}: the pass was interrupted; the next one does it`);
      continue;
    }
    if (running.remaining() < timeForOneWrite) {
      leftUndone.push(`${changeKey(change)}: the pass ran out of time; the next one does it`);
      continue;
    }
    const failed = (failures.get(change.registry) ?? 0) + failuresBefore(estate, change);
    const limit = estate.settings.limits.failedWritesPerHour;
    if (failed >= limit) {
      const sentence = `${failed} writes to registry "${change.registry}" failed within the last hour, and ${limit} stop it; ${onceWithout("failed-writes-per-hour")}`;
      outcomes.push(skipped(change, "held/stopped-after-failures", sentence));
      continue;
    }
    try {
      const { outcome, unrecorded } = await applyOne(running, estate, change, audit);
      if (outcome.result === "failed") failures.set(change.registry, (failures.get(change.registry) ?? 0) + 1);
      outcomes.push(outcome);
      storeFailure = unrecorded;
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      storeFailure = error.message;
      const sentence = `the store does not answer, so this is not written: ${error.message}`;
      outcomes.push(skipped(change, "held/store", sentence));
    }
  }
  return { outcomes, leftUndone, storeFailed: storeFailure !== null };
}

function failuresBefore(estate: Estate, change: Change): number {
  const settings = estate.settings.registries.find((registry) => registry.alias === change.registry);
  if (settings === undefined) return 0;
  return deploymentLedger(estate, settings)
    .flatMap((entry) => entry.failures)
    .filter((failure) => elapsed(failure.at, estate.at) < hour).length;
}

/** Throws `StoreError` only before anything was written. */
async function applyOne(running: Running, estate: Estate, change: Change, audit: Audit): Promise<Made> {
  const stop = await pausedNow(running.pass.store, change.registry);
  if (stop !== null) return made(skipped(change, stop.code, stop.sentence));
  return inItsPlace(running, estate, change, () => make(running, estate, change, audit));
}

async function make(running: Running, estate: Estate, change: Change, audit: Audit): Promise<Made> {
  const wish = await lastLook(running, estate, change);
  if (wish !== null) return made(skipped(change, wish.code, wish.sentence));
  switch (change.kind) {
    case "attach":
      return applyAttach(running, estate, change, audit);
    case "detach":
      return applyDetach(running, change, audit);
    case "create-role":
      return applyRole(running, change, audit);
    case "switch-on":
    case "switch-off":
      return applySwitch(running, estate, change, audit);
    case "create-zone":
      return applyCreateZone(running, estate, change, audit);
    case "create-record":
    case "correct-record":
    case "enable-record":
    case "delete-record":
    case "bind-zone": {
      const doubt = await secondLook(running, estate, change);
      if (doubt !== null) return made(skipped(change, "skipped/moved", `${doubt}; the next pass plans anew`));
      return change.kind === "create-record" || change.kind === "correct-record"
        ? applyInZone(running, estate, change, audit)
        : applyRepair(running, change, audit);
    }
    case "set-fall-through":
    case "delete-zone":
      return applyRepair(running, change, audit);
  }
}
