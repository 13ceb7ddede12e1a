import { CloudError, WriteStopped, type WritingCloud } from "../../clouds/port.ts";
import type { Change, Outcome, WriteResult } from "../../model/change.ts";
import { StoreError } from "../../store/port.ts";
import { isObserved } from "../access.ts";
import { cloudOf, type Pass, type Running } from "../pass.ts";
import type { Audit } from "./audit.ts";
import { turnsOf } from "./turns.ts";
import { describe, describeWish } from "./words.ts";

/** What came of one change. */
export interface Made {
  readonly outcome: Outcome;
  /** Why the store did not keep the record of it; the change itself is what the outcome says. */
  readonly unrecorded: string | null;
  /** The id of the zone that was made, or that was there already. */
  readonly zone?: string;
}

/** Nothing was written, and why. */
export function skipped(change: Change, code: string, sentence: string): Outcome {
  return { change, result: "skipped", code, sentence };
}

/** Makes one write between its two audit records; without the first one nothing is written. */
export async function write(running: Running, change: Change, audit: Audit): Promise<Made> {
  const { pass, context } = running;
  const cloud = writerOf(pass, change);
  if (cloud === null) return made(skipped(change, "held/mode-observe", "this pass was handed no right to write"));
  const record = await audit.before(change);
  const done = await cloud.write(change, { ...context, turns: turnsOf(pass.store, change.registry) }).then(
    (result): Made => {
      const done = made(outcomeOf(change, result));
      return "made" in result && result.made !== undefined ? { ...done, zone: result.made } : done;
    },
    (error: unknown): Made => {
      if (error instanceof WriteStopped) return made(stopped(change, error));
      if (!(error instanceof CloudError)) throw error;
      const sentence = `could not ${describeWish(change)}; ${error.message}`;
      return made({ change, result: "failed", failure: error.failure, sentence });
    },
  );
  return recording(done, () => record.after(done.outcome));
}

/** Only a registry whose own mode allows more than to observe is written for, whatever its neighbour on the cloud may. */
function writerOf(pass: Pass, { cloud, registry }: Change): WritingCloud | null {
  const settings = pass.settings.registries.find(({ alias }) => alias === registry);
  if (settings === undefined || isObserved(settings, pass.mode)) return null;
  return cloudOf(pass, cloud)?.write ?? null;
}

/** What was begun is not finished, and may look like neither before nor after. */
function stopped(change: Change, { code, begun, message }: WriteStopped): Outcome {
  if (!begun) return skipped(change, code, message);
  const sentence = `begun and not finished, since between two calls it was stopped: ${message}; the first pass that may write again reads what was left, and goes on from there`;
  return skipped(change, midway, sentence);
}

const midway = "held/stopped-midway";

/** Whether it is certain that a change wrote nothing and that what it wanted is not there. */
export function isUntouched(outcome: Outcome): boolean {
  return outcome.result === "skipped" && outcome.code !== "skipped/already-right" && outcome.code !== midway;
}

/** Keeps what was made when its record cannot be stored: the write is done, whatever the store says. */
export async function recording(before: Made, work: () => Promise<void>): Promise<Made> {
  try {
    await work();
    return before;
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    const sentence = `${before.outcome.sentence}; the store did not keep the record of it`;
    return before.unrecorded === null
      ? { ...before, outcome: { ...before.outcome, sentence }, unrecorded: error.message }
      : before;
  }
}

/** An outcome whose record the store holds, or that needs none. */
export function made(outcome: Outcome): Made {
  return { outcome, unrecorded: null };
}

function outcomeOf(change: Change, result: WriteResult): Outcome {
  switch (result.result) {
    case "written": {
      const { requestId } = result;
      const seen = requestId === null ? "; the answer was lost, and its effect was seen" : "";
      return { change, result: "applied", requestId, sentence: `${describe(change)}${seen}` };
    }
    case "already":
      // A record that is right already is as good as written; a link that showed up meanwhile was made by somebody else.
      return skipped(
        change,
        change.kind === "attach" ? "skipped/already-linked" : "skipped/already-right",
        result.sentence,
      );
    case "moved":
      return skipped(change, "skipped/moved", `${result.sentence}; the next pass plans anew`);
  }
}
