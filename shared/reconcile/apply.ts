import { CloudError } from "../clouds/port.ts";
import { type Attach, type Change, changeKey, type Outcome, type ResolutionChange } from "../model/change.ts";
import type { Estate } from "../model/estate.ts";
import { type CallFailure, elapsed, instant } from "../model/known.ts";
import type { LedgerEntry, PastRepair } from "../model/ledger.ts";
import type { Plan } from "../model/plan.ts";
import { deploymentLedger } from "../plan/ownership.ts";
import { readEntry, writeEntry } from "../store/objects/ledger.ts";
import { readPause } from "../store/objects/pause.ts";
import { StoreError } from "../store/port.ts";
import type { Audit } from "./audit.ts";
import { cloudOf, type Running } from "./pass.ts";
import { reserve } from "./reserve.ts";

const hour = 3_600_000;

/** Milliseconds a write may need from its first read to its record; none is begun with less left. */
const timeForOneWrite = 5_000;

export interface Applied {
  readonly outcomes: readonly Outcome[];
  /** What the deadline cut off, as sentences. */
  readonly leftUndone: readonly string[];
}

/**
 * Makes a plan's changes one after the other. Each is announced in the audit record before and told in it after; the
 * pause is read before every write; three failed writes stop the registry; a store that does not answer stops everything.
 */
export async function apply(running: Running, estate: Estate, plan: Plan, audit: Audit): Promise<Applied> {
  const outcomes: Outcome[] = [];
  const leftUndone: string[] = [];
  const failures = new Map<string, number>();
  let storeFailed: string | null = null;
  for (const change of plan.changes) {
    if (storeFailed !== null) {
      outcomes.push(
        skipped(change, "held/store", `the store does not answer, so nothing more is written: ${storeFailed}`),
      );
      continue;
    }
    if (running.remaining() < timeForOneWrite) {
      leftUndone.push(`${changeKey(change)}: the pass ran out of time; the next one does it`);
      continue;
    }
    const failed = (failures.get(change.registry) ?? 0) + failuresBefore(estate, change);
    const limit = estate.settings.limits.failedWritesPerHour;
    if (failed >= limit) {
      outcomes.push(
        skipped(
          change,
          "held/stopped-after-failures",
          `${failed} writes to registry "${change.registry}" failed within the last hour, and ${limit} stop it`,
        ),
      );
      continue;
    }
    try {
      const outcome = await applyOne(running, estate, change, audit);
      if (outcome.result === "failed") failures.set(change.registry, (failures.get(change.registry) ?? 0) + 1);
      outcomes.push(outcome);
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      storeFailed = error.message;
      outcomes.push(
        skipped(change, "held/store", `the store does not answer, so this is not written: ${error.message}`),
      );
    }
  }
  return { outcomes, leftUndone };
}

function failuresBefore(estate: Estate, change: Change): number {
  const settings = estate.settings.registries.find((registry) => registry.alias === change.registry);
  if (settings === undefined) return 0;
  return deploymentLedger(estate, settings)
    .flatMap((entry) => entry.failures)
    .filter((failure) => elapsed(failure.at, estate.at) < hour).length;
}

async function applyOne(running: Running, estate: Estate, change: Change, audit: Audit): Promise<Outcome> {
  const { pass } = running;
  const pause = await readPause(pass.store, change.registry);
  if (pause !== null)
    return skipped(change, "held/paused", `paused since ${pause.since} by ${pause.by}: ${pause.reason}`);
  return change.kind === "attach"
    ? applyAttach(running, estate, change, audit)
    : applyResolution(running, change, audit);
}

async function applyAttach(running: Running, estate: Estate, change: Attach, audit: Audit): Promise<Outcome> {
  const { pass } = running;
  let reservation: Awaited<ReturnType<typeof reserve>>;
  try {
    reservation = await reserve(running, estate, change);
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    return {
      change,
      result: "failed",
      failure: error.failure,
      sentence: `the registry's links could not be counted before the attach: ${error.message}`,
    };
  }
  if (!reservation.granted) return skipped(change, reservation.code, reservation.sentence);
  const { entry } = reservation;
  const outcome = await write(running, change, audit);
  const at = instant(pass.clock.now());
  if (outcome.result === "applied") await writeEntry(pass.store, { ...entry, attachedAt: at });
  else if (outcome.result === "skipped") await reservation.withdraw();
  else await writeEntry(pass.store, refusedEntry(entry, change, outcome.failure, at));
  return outcome;
}

/** After a refusal the entry keeps its failures alone; after no answer the intent stays, because the link may yet show. */
function refusedEntry(entry: LedgerEntry, change: Change, failure: CallFailure, at: string): LedgerEntry {
  const failures = [...entry.failures, { at, change: changeKey(change), failure }];
  return failure.kind === "unavailable"
    ? { ...entry, failures }
    : { ...entry, failures, intentAt: null, intentBy: null };
}

async function applyResolution(running: Running, change: ResolutionChange, audit: Audit): Promise<Outcome> {
  const { pass } = running;
  const outcome = await write(running, change, audit);
  if (outcome.result === "skipped") return outcome;
  const entry = await readEntry(pass.store, change.instance, change.network, change.part);
  if (entry === null) return outcome;
  const at = instant(pass.clock.now());
  await writeEntry(
    pass.store,
    outcome.result === "applied"
      ? { ...entry, repairs: [...entry.repairs, repairOf(change, at)] }
      : { ...entry, failures: [...entry.failures, { at, change: changeKey(change), failure: outcome.failure }] },
  );
  return outcome;
}

async function write(running: Running, change: Change, audit: Audit): Promise<Outcome> {
  const { pass, context } = running;
  const cloud = cloudOf(pass, change.cloud)?.write;
  if (cloud == null) return skipped(change, "held/mode-observe", "this pass was handed no right to write");
  const record = await audit.before(change);
  try {
    const result = await cloud.write(change, context);
    const outcome: Outcome =
      result.result === "written"
        ? {
            change,
            result: "applied",
            requestId: result.requestId,
            sentence: `${describe(change)} (request ${result.requestId})`,
          }
        : result.result === "already"
          ? alreadyThere(change, result.sentence)
          : skipped(change, "skipped/moved", `${result.sentence}; the next pass plans anew`);
    await record.after(outcome);
    return outcome;
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    const outcome: Outcome = {
      change,
      result: "failed",
      failure: error.failure,
      sentence: `${describe(change)} failed: ${error.message}`,
    };
    await record.after(outcome);
    return outcome;
  }
}

/** A record that is right already is as good as written; a link that showed up meanwhile was made by somebody else. */
function alreadyThere(change: Change, sentence: string): Outcome {
  if (change.kind === "attach") return skipped(change, "skipped/already-linked", sentence);
  return { change, result: "applied", requestId: null, sentence: `nothing had to be written: ${sentence}` };
}

/** One change as people would say it. */
export function describe(change: Change): string {
  switch (change.kind) {
    case "attach":
      return `attached the ${change.part} part of network ${change.network} through subnet ${change.subnet}`;
    case "create-record":
      return `created the record ${change.want.type} ${change.want.value} of ${change.name} in zone ${change.zoneName}`;
    case "correct-record":
      return `returned the record of ${change.name} in zone ${change.zoneName} from ${change.have.type} ${change.have.value} to ${change.want.type} ${change.want.value}`;
    case "enable-record":
      return `enabled the record ${change.have.type} ${change.have.value} of ${change.name} in zone ${change.zoneName}`;
    case "delete-record":
      return `deleted the record ${change.have.type} ${change.have.value} of ${change.name} in zone ${change.zoneName}`;
    case "bind-zone":
      return `bound zone ${change.zoneName} to network ${change.network} again`;
  }
}

function repairOf(change: ResolutionChange, at: string): PastRepair {
  return { at, name: change.name, kind: change.kind, ...beforeAndAfter(change) };
}

/** A repair's before and after, as short texts. */
export function beforeAndAfter(change: ResolutionChange): { readonly before: string; readonly after: string } {
  switch (change.kind) {
    case "create-record":
      return { before: "no record", after: `${change.want.type} ${change.want.value}` };
    case "correct-record":
      return { before: `${change.have.type} ${change.have.value}`, after: `${change.want.type} ${change.want.value}` };
    case "enable-record":
      return {
        before: `${change.have.type} ${change.have.value} (disabled)`,
        after: `${change.have.type} ${change.have.value}`,
      };
    case "delete-record":
      return { before: `${change.have.type} ${change.have.value}`, after: "no such record" };
    case "bind-zone":
      return { before: "not bound", after: "bound" };
  }
}

function skipped(change: Change, code: string, sentence: string): Outcome {
  return { change, result: "skipped", code, sentence };
}
