import type { Change } from "../../model/change.ts";
import type { Estate } from "../../model/estate.ts";
import { announced as announcedLink } from "../../model/intents.ts";
import { instant, known } from "../../model/known.ts";
import type { Detachment, LedgerEntry } from "../../model/ledger.ts";
import type { RegistrySettings } from "../../model/settings.ts";
import { byFailures } from "../../plan/guard.ts";
import {
  askedByOthers,
  byOtherDeployment,
  departedWith,
  departureKey,
  detachRoom,
} from "../../plan/leaving/detach-limits.ts";
import { departedSince } from "../../plan/leaving/missing-link.ts";
import { isOwned } from "../../plan/link/ownership.ts";
import { readDetachments, removeDetachment, writeDetachment } from "../../store/objects/detachments.ts";
import { readEntry, readLedger } from "../../store/objects/ledger.ts";
import type { Running } from "../pass.ts";

export type DetachPlace =
  | {
      readonly granted: true;
      /** Takes back what this call announced: nothing was written. */
      withdraw(): Promise<void>;
    }
  | { readonly granted: false; readonly code: string; readonly sentence: string };

/** Listings in which a pass may see others at the same link withdraw before it gives way itself. */
const mostListings = 4;

/**
 * Announces that a link goes, before the first write that this pass makes for it, then counts every announcement of the
 * last 24 hours, its own included. Only when the limit still holds does it go on; else it withdraws. No lock is needed:
 * of two passes at once each sees at least what the earlier one wrote, and none relies on another's announcement, which
 * that may take back. Passes that go on with one link count once, and only one of them asks for the detach itself.
 */
export async function reserveDetach(
  running: Running,
  estate: Estate,
  registry: RegistrySettings,
  change: Change,
): Promise<DetachPlace> {
  const { instance, network, part } = change;
  const { store, deployment, id, clock } = running.pass;
  const entry = await readEntry(store, instance, network, part);
  if (entry === null || entry.deployment !== deployment || !isOwned(entry))
    return refused("held/not-owned", "the ledger does not have this link any more");
  const isDeparted = departedWith(estate, registry, change) !== null;
  const since = isDeparted ? departedSince(entry) : entry.leavingSince;
  if (since === null) {
    const saw = isDeparted ? "the link" : "that somebody wishes for the link";
    return refused("skipped/moved", `another pass saw ${saw}; the next pass plans anew`);
  }
  const at = instant(clock.now());
  const announced: Detachment = { version: 1, deployment, registry: instance, network, part, since, at, pass: id };
  const before = (await readDetachments(store, instance)).find((one) => one.pass === id && isSame(one, announced));
  const own = change.kind === "detach" ? { ...(before ?? announced), askingSince: at } : (before ?? announced);
  if (own !== before) await writeDetachment(store, own);
  const withdraw = () => (before === undefined ? removeDetachment(store, own) : writeDetachment(store, before));
  const [{ all, asking }, ledger] = await Promise.all([
    readWithOthers(running, own, entry, change),
    readLedger(store, {
      under: `${instance}/`,
      ...(running.pass.ledgerCache === undefined ? {} : { cache: running.pass.ledgerCache }),
    }),
  ]);
  const fresh: Estate = {
    ...estate,
    at,
    // The own place is what is being asked for, so it must not count as taken.
    detachments: known(
      all.filter((one) => !isSame(one, own)),
      at,
    ),
    // Passes side by side fail side by side, and another deployment may have come meanwhile.
    ledger: known([...ledger.entries, ...ledger.intents.map(announcedLink)], at),
  };
  const refusal = asking === null ? noRoom(fresh, registry, network, isDeparted) : inFlight(asking);
  if (refusal === null) return { granted: true, withdraw };
  await withdraw();
  return refusal;
}

/**
 * Every announcement, and one pass that may be asking for the same detach; `null`: none is. Of passes that announced it
 * at once the first gives the others the time to see it and to withdraw, so that not all of them give way.
 */
async function readWithOthers(
  { pass: { store } }: Running,
  own: Detachment,
  entry: LedgerEntry,
  change: Change,
): Promise<{ readonly all: readonly Detachment[]; readonly asking: Detachment | null }> {
  for (let listing = 1; ; listing++) {
    const all = await readDetachments(store, own.registry);
    const others = change.kind === "detach" ? askedByOthers(all, own, entry, change) : [];
    const [asking = null] = others;
    if (asking === null || others.some(({ pass }) => pass < own.pass) || listing === mostListings)
      return { all, asking };
  }
}

function inFlight({ pass, askingSince }: Detachment): DetachPlace {
  const sentence = `pass ${pass} set out at ${askingSince} to ask for the same detach; if the link is there still ten minutes after that, it is asked for anew`;
  return refused("pending/detach-in-flight", sentence);
}

function isSame(a: Detachment, b: Detachment): boolean {
  return departureKey(a) === departureKey(b);
}

/** @param isDeparted the link is gone already: another deployment has no part in it. */
function noRoom(fresh: Estate, registry: RegistrySettings, network: string, isDeparted: boolean): DetachPlace | null {
  const other = isDeparted ? null : byOtherDeployment(fresh, registry);
  const stopped = other ?? byFailures(fresh, registry, network);
  if (stopped !== null) return refused(stopped.code, stopped.sentence);
  const { places, code, sentence } = detachRoom(fresh, registry);
  return places < 1 ? refused(code, sentence) : null;
}

function refused(code: string, sentence: string): DetachPlace {
  return { granted: false, code, sentence };
}
