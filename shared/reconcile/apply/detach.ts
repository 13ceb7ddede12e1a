import { type Change, changeKey, type Detach } from "../../model/change.ts";
import type { Estate } from "../../model/estate.ts";
import { instant } from "../../model/known.ts";
import { departedWith, leavesWith } from "../../plan/leaving/detach-limits.ts";
import { readEntry, writeEntry } from "../../store/objects/ledger.ts";
import type { Running } from "../pass.ts";
import type { Audit } from "./audit.ts";
import { reserveDetach } from "./reserve-detach.ts";
import { isUntouched, type Made, made, recording, skipped, write } from "./write.ts";

/** Asks the vendor to take a link away, and keeps in the ledger when, or why it refused. */
export async function applyDetach(running: Running, change: Detach, audit: Audit): Promise<Made> {
  const { store, clock } = running.pass;
  const done = await write(running, change, audit);
  const { outcome } = done;
  const at = instant(clock.now());
  if (isUntouched(outcome)) return done;
  return recording(done, async () => {
    // Read anew: another pass may have written meanwhile, and what was released stays released.
    const entry = await readEntry(store, change.instance, change.network, change.part);
    if (entry === null) return;
    if (outcome.result !== "failed") await writeEntry(store, { ...entry, detachingSince: at });
    else {
      const failure = { at, change: changeKey(change), failure: outcome.failure };
      await writeEntry(store, { ...entry, failures: [...entry.failures, failure] });
    }
  });
}

/** Makes one write by which a link goes, or behind one that went, after that was announced; any other write as it is. */
export async function inItsPlace(
  running: Running,
  estate: Estate,
  change: Change,
  work: () => Promise<Made>,
): Promise<Made> {
  const registry = estate.settings.registries.find(({ alias }) => alias === change.registry);
  if (registry === undefined) return work();
  if (leavesWith(estate, registry, change) === null && departedWith(estate, registry, change) === null) return work();
  const place = await reserveDetach(running, estate, registry, change);
  if (!place.granted) return made(skipped(change, place.code, place.sentence));
  const done = await work();
  return isUntouched(done.outcome) ? recording(done, place.withdraw) : done;
}
