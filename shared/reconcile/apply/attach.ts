import { type Attach, changeKey } from "../../model/change.ts";
import type { Estate } from "../../model/estate.ts";
import { instant } from "../../model/known.ts";
import type { LedgerEntry, PastFailure } from "../../model/ledger.ts";
import { readEntry, writeEntry } from "../../store/objects/ledger.ts";
import { useApproval } from "../observe/approvals.ts";
import type { Running } from "../pass.ts";
import type { Audit } from "./audit.ts";
import { reserve } from "./reserve.ts";
import { type Made, made, recording, skipped, write } from "./write.ts";

/** Reserves a place, asks for the link and keeps in the ledger what came of it. */
export async function applyAttach(running: Running, estate: Estate, change: Attach, audit: Audit): Promise<Made> {
  const { pass } = running;
  const reservation = await reserve(running, estate, change);
  if (!reservation.granted) return made(skipped(change, reservation.code, reservation.sentence));
  const { entry, withdraw } = reservation;
  const done = await write(running, change, audit);
  const { outcome } = done;
  const at = instant(pass.clock.now());
  switch (outcome.result) {
    case "applied":
      return recording(done, async () => {
        await writeEntry(pass.store, { ...entry, attachedAt: at });
        await withdraw();
        await useApproval(running, estate, change);
      });
    case "skipped":
      return recording(done, withdraw);
    case "failed": {
      const failure = { at, change: changeKey(change), failure: outcome.failure };
      // After no answer the link may yet show, and then it is Mooring's: the entry keeps the announcement.
      if (outcome.failure.kind === "unavailable") {
        return recording(done, () => writeEntry(pass.store, { ...entry, failures: [...entry.failures, failure] }));
      }
      return recording(done, async () => {
        await writeEntry(pass.store, await refused(running, entry, failure));
        await withdraw();
      });
    }
  }
}

/** The entry as it was, with one failure more; one that is only made to remember it gives no rights. */
async function refused({ pass }: Running, announced: LedgerEntry, failure: PastFailure): Promise<LedgerEntry> {
  const { registry, network, part } = announced;
  const kept = await readEntry(pass.store, registry, network, part);
  // What another deployment remembers of the link is not this one's to add to.
  const before = kept?.deployment === announced.deployment ? kept : { ...announced, intentAt: null, intentBy: null };
  return { ...before, failures: [...before.failures, failure] };
}
