import { CloudError } from "../clouds/port.ts";
import { type Attach, changeKey } from "../model/change.ts";
import type { Estate } from "../model/estate.ts";
import { type CallFailure, instant } from "../model/known.ts";
import type { LedgerEntry } from "../model/ledger.ts";
import { writeEntry } from "../store/objects/ledger.ts";
import type { Audit } from "./audit.ts";
import type { Running } from "./pass.ts";
import { type Reservation, reserve } from "./reserve.ts";
import { type Made, made, recording, skipped, write } from "./write.ts";

/** Reserves a place, asks for the link and keeps in the ledger what came of it. */
export async function applyAttach(running: Running, estate: Estate, change: Attach, audit: Audit): Promise<Made> {
  const { pass } = running;
  let reservation: Reservation;
  try {
    reservation = await reserve(running, estate, change);
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    const sentence = `the registry's links could not be counted before the attach: ${error.message}`;
    return made({ change, result: "failed", failure: error.failure, sentence });
  }
  if (!reservation.granted) return made(skipped(change, reservation.code, reservation.sentence));
  const { entry, withdraw } = reservation;
  const done = await write(running, change, audit);
  const { outcome } = done;
  const at = instant(pass.clock.now());
  switch (outcome.result) {
    case "applied":
      return recording(done, () => writeEntry(pass.store, { ...entry, attachedAt: at }));
    case "skipped":
      return recording(done, withdraw);
    case "failed":
      return recording(done, () => writeEntry(pass.store, refusedEntry(entry, change, outcome.failure, at)));
  }
}

/** After a refusal the entry keeps its failures alone; after no answer the intent stays, because the link may yet show. */
function refusedEntry(entry: LedgerEntry, change: Attach, failure: CallFailure, at: string): LedgerEntry {
  const failures = [...entry.failures, { at, change: changeKey(change), failure }];
  return failure.kind === "unavailable"
    ? { ...entry, failures }
    : { ...entry, failures, intentAt: null, intentBy: null };
}
