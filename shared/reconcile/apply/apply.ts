import { type Change, changeKey, type Outcome } from "../../model/change.ts";
import type { Estate } from "../../model/estate.ts";
import { instant } from "../../model/known.ts";
import { StoreError } from "../../store/port.ts";
import type { Running } from "../pass.ts";
import { applyAttach } from "./attach.ts";
import type { Audit } from "./audit.ts";
import { applyDetach, inItsPlace } from "./detach.ts";
import { stopsOf } from "./failed-writes.ts";
import { lastLook } from "./last-look.ts";
import { applyCreateZone, applyInZone } from "./own-zone.ts";
import { applyRepair } from "./repair.ts";
import { applyRole } from "./role.ts";
import { secondLook } from "./second-look.ts";
import { applySwitch } from "./switch.ts";
import { type Made, made, skipped } from "./write.ts";

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
 * Makes changes one after the other. Each is announced in the audit record before and told in it after; the pause, and
 * what failed in the passes beside this one, is read before every write, the pause also between the calls of one that takes
 * several. What is left of a network for which a write
 * failed comes last; failed writes stop the network, and those of several networks the registry; a store that does not
 * answer stops everything.
 */
export async function apply(
  running: Running,
  estate: Estate,
  changes: readonly Change[],
  audit: Audit,
): Promise<Applied> {
  const outcomes: Outcome[] = [];
  const leftUndone: string[] = [];
  const stops = stopsOf(running, estate);
  const queue = [...changes];
  let storeFailure: string | null = null;
  for (let change = queue.shift(); change !== undefined; change = queue.shift()) {
    if (storeFailure !== null) {
      const sentence = `nothing more is written: ${storeFailure}`;
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
    try {
      const stop = stops.known(change) ?? (await stops.now(change));
      if (stop !== null) {
        outcomes.push(skipped(change, stop.code, stop.sentence));
        continue;
      }
      const since = instant(running.pass.clock.now());
      const { outcome, unrecorded } = await applyOne(running, estate, change, audit);
      if (outcome.result === "failed") {
        stops.failed({ change, failure: outcome.failure, since });
        postpone(queue, change);
      }
      outcomes.push(outcome);
      storeFailure = unrecorded;
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      storeFailure = error.message;
      const sentence = `this is not written: ${error.message}`;
      outcomes.push(skipped(change, "held/store", sentence));
    }
  }
  return { outcomes, leftUndone, storeFailed: storeFailure !== null };
}

/** The other changes of the network go behind those of the networks that nothing failed for, in their order. */
function postpone(queue: Change[], { registry, network }: Change): void {
  const isOf = (one: Change) => one.registry === registry && one.network === network;
  queue.push(...queue.splice(0).sort((a, b) => Number(isOf(a)) - Number(isOf(b))));
}

/** Throws `StoreError` only before anything was written. */
function applyOne(running: Running, estate: Estate, change: Change, audit: Audit): Promise<Made> {
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
