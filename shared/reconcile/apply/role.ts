import { type CreateRole, changeKey } from "../../model/change.ts";
import { instant } from "../../model/known.ts";
import { readEntry, writeEntry } from "../../store/objects/ledger.ts";
import type { Running } from "../pass.ts";
import type { Audit } from "./audit.ts";
import { type Made, recording, write } from "./write.ts";

/** Makes the role; what the pass knew of the account is asked anew, and a refusal is kept so that it is believed. */
export async function applyRole(running: Running, change: CreateRole, audit: Audit): Promise<Made> {
  const { store, clock } = running.pass;
  const done = await write(running, change, audit);
  running.accounts.delete(change.cloud);
  const { outcome } = done;
  if (outcome.result !== "failed") return done;
  return recording(done, async () => {
    const entry = await readEntry(store, change.instance, change.network, change.part);
    if (entry === null) return;
    const failure = { at: instant(clock.now()), change: changeKey(change), failure: outcome.failure };
    await writeEntry(store, { ...entry, failures: [...entry.failures, failure] });
  });
}
