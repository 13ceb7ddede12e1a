import type { Change } from "../model/change.ts";
import type { Estate } from "../model/estate.ts";
import { announced, linkKey } from "../model/intents.ts";
import { instant, known } from "../model/known.ts";
import type { Detachment } from "../model/ledger.ts";
import type { RegistrySettings } from "../model/settings.ts";
import { byOtherDeployment, detachRoom } from "../plan/detach-limits.ts";
import { byFailures } from "../plan/guard.ts";
import { isBegun } from "../plan/leaving.ts";
import { isOwned } from "../plan/ownership.ts";
import { readDetachments, removeDetachment, writeDetachment } from "../store/objects/detachments.ts";
import { readEntry, readLedger } from "../store/objects/ledger.ts";
import type { Running } from "./pass.ts";

export type DetachPlace =
  | {
      readonly granted: true;
      /** Takes back what this call announced: nothing was written. */
      withdraw(): Promise<void>;
    }
  | { readonly granted: false; readonly code: string; readonly sentence: string };

/**
 * Announces that a link goes, before the first write of it, then counts every announcement of the last 24 hours, its own
 * included. Only when the limit still holds does it go on; else it withdraws. One link's writes, over as many passes as
 * they take, need one announcement. As for attaches no lock is needed: of two passes at once each sees at least what the
 * earlier one wrote.
 */
export async function reserveDetach(
  running: Running,
  estate: Estate,
  registry: RegistrySettings,
  { instance, network, part }: Change,
): Promise<DetachPlace> {
  const { store, deployment, id, clock } = running.pass;
  const entry = await readEntry(store, instance, network, part);
  if (entry === null || entry.deployment !== deployment || !isOwned(entry))
    return refused("held/not-owned", "the ledger does not have this link any more");
  if (entry.leavingSince === null)
    return refused("skipped/moved", "another pass saw that somebody wishes for the link; the next pass plans anew");
  const at = instant(clock.now());
  const before = await readDetachments(store, instance);
  const seen = (all: readonly Detachment[]): Estate => ({ ...estate, at, detachments: known(all, at) });
  if (isBegun(seen(before), entry)) return { granted: true, withdraw: async () => undefined };

  const own: Detachment = { version: 1, deployment, registry: instance, network, part, at, pass: id };
  await writeDetachment(store, own);
  const withdraw = () => removeDetachment(store, own);
  const [all, ledger] = await Promise.all([
    readDetachments(store, instance),
    readLedger(store, {
      under: `${instance}/`,
      ...(running.pass.ledgerCache === undefined ? {} : { cache: running.pass.ledgerCache }),
    }),
  ]);
  // The own place is what is being asked for, so it must not count as taken.
  const others = all.filter((one) => one.pass !== id || linkKey(one) !== linkKey(own));
  const fresh: Estate = {
    ...seen(others),
    // Passes side by side fail side by side, and another deployment may have come meanwhile.
    ledger: known([...ledger.entries, ...ledger.intents.map(announced)], at),
  };
  const refusal = isBegun(fresh, entry)
    ? refused("pending/detach-in-flight", "another pass announced at the same time that this link goes")
    : noRoom(fresh, registry);
  if (refusal === null) return { granted: true, withdraw };
  await withdraw();
  return refusal;
}

function noRoom(fresh: Estate, registry: RegistrySettings): DetachPlace | null {
  const stopped = byOtherDeployment(fresh, registry) ?? byFailures(fresh, registry);
  if (stopped !== null) return refused(stopped.code, stopped.sentence);
  const { places, code, sentence } = detachRoom(fresh, registry);
  return places < 1 ? refused(code, sentence) : null;
}

function refused(code: string, sentence: string): DetachPlace {
  return { granted: false, code, sentence };
}
