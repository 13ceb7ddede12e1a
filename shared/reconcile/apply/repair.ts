import { changeKey, type ResolutionChange } from "../../model/change.ts";
import { instant } from "../../model/known.ts";
import type { LedgerEntry } from "../../model/ledger.ts";
import { readEntry, writeEntry } from "../../store/objects/ledger.ts";
import type { Running } from "../pass.ts";
import type { Audit } from "./audit.ts";
import { beforeAndAfter } from "./words.ts";
import { type Made, made, recording, skipped, write } from "./write.ts";

/** Puts one name right in its zone and keeps the repair, or its failure, in the ledger. */
export async function applyRepair(running: Running, change: ResolutionChange, audit: Audit): Promise<Made> {
  const { pass } = running;
  // Released since the look: it is not Mooring's to write to any more.
  const own = await readEntry(pass.store, change.instance, change.network, change.part);
  if (own?.deployment !== pass.deployment)
    return made(skipped(change, "held/not-owned", "the ledger does not have this link any more"));
  const done = await write(running, change, audit);
  if (done.outcome.result === "skipped") return done;
  return recording(done, async () => {
    const entry = await readEntry(pass.store, change.instance, change.network, change.part);
    if (entry !== null) await writeEntry(pass.store, withMade(entry, change, done, pass.clock.now()));
  });
}

/** The entry with what became of one change: a repair, or a failure. `now` in milliseconds. */
export function withMade(entry: LedgerEntry, change: ResolutionChange, { outcome }: Made, now: number): LedgerEntry {
  const at = instant(now);
  switch (outcome.result) {
    case "skipped":
      return entry;
    case "failed":
      return { ...entry, failures: [...entry.failures, { at, change: changeKey(change), failure: outcome.failure }] };
    case "applied": {
      // A first publication repairs nothing.
      if (("first" in change && change.first) || change.kind === "delete-zone") return entry;
      const { name, kind, repoints: repointed } = change;
      return { ...entry, repairs: [...entry.repairs, { at, name, kind, ...beforeAndAfter(change), repointed }] };
    }
  }
}
