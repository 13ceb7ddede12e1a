import { changeKey, type ResolutionChange } from "../model/change.ts";
import { instant } from "../model/known.ts";
import { readEntry, writeEntry } from "../store/objects/ledger.ts";
import type { Audit } from "./audit.ts";
import type { Running } from "./pass.ts";
import { beforeAndAfter } from "./words.ts";
import { type Made, recording, write } from "./write.ts";

/** Puts one name right and keeps the repair, or its failure, in the ledger. */
export async function applyRepair(running: Running, change: ResolutionChange, audit: Audit): Promise<Made> {
  const { pass } = running;
  const done = await write(running, change, audit);
  const { outcome } = done;
  if (outcome.result === "skipped") return done;
  return recording(done, async () => {
    const entry = await readEntry(pass.store, change.instance, change.network, change.part);
    if (entry === null) return;
    const at = instant(pass.clock.now());
    await writeEntry(
      pass.store,
      outcome.result === "applied"
        ? {
            ...entry,
            repairs: [...entry.repairs, { at, name: change.name, kind: change.kind, ...beforeAndAfter(change) }],
          }
        : { ...entry, failures: [...entry.failures, { at, change: changeKey(change), failure: outcome.failure }] },
    );
  });
}
