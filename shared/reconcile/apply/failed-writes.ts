import { type Change, changeKey } from "../../model/change.ts";
import type { Estate } from "../../model/estate.ts";
import { type CallFailure, type Instant, instant, known } from "../../model/known.ts";
import type { LedgerEntry } from "../../model/ledger.ts";
import { refusalOfZone, refusalWords } from "../../plan/limits/refusal.ts";
import { failedNow, failedWrites, stopOfNetwork } from "../../plan/limits/stop.ts";
import { readEntries } from "../../store/objects/ledger.ts";
import type { Running } from "../pass.ts";
import { pausedNow, type Stop } from "./turns.ts";

/** A write of this pass that failed. */
interface Failed {
  readonly change: Change;
  readonly failure: CallFailure;
  /** When it was begun. */
  readonly since: Instant;
}

/** What may forbid the next write of a pass: what failed, in it and in the passes beside it, and the pause. */
export interface Stops {
  failed(one: Failed): void;
  /** By what the pass knows already. */
  known(change: Change): Stop | null;
  /** By the store, as it is now. Throws `StoreError`. */
  now(change: Change): Promise<Stop | null>;
}

/** @param estate as the pass looked at it, with its limits. */
export function stopsOf({ pass }: Running, estate: Estate): Stops {
  const failed: Failed[] = [];
  /** By instance: what the ledger said of the registry when it was last read. */
  const entries = new Map<string, readonly LedgerEntry[]>();

  function byWhatIsKnown(change: Change): Stop | null {
    const refusal = refusalOfZone(change, failed);
    if (refusal !== null) {
      const sentence = `the vendor refused to make this zone for another network: ${refusalWords(refusal)}; it is asked again an hour after the refusal`;
      return { code: "held/refused", sentence };
    }
    const settings = estate.settings.registries.find(({ alias }) => alias === change.registry);
    if (settings === undefined) return null;
    const at = instant(pass.clock.now());
    const read = entries.get(change.instance);
    const fresh: Estate = { ...estate, at, ledger: read === undefined ? estate.ledger : known(read, at) };
    const kept = failedWrites(fresh, settings);
    // The ledger has what this pass wrote of its own failures by now; not where there is no entry to keep one in.
    const unkept = failed.filter(
      (one) =>
        one.change.registry === change.registry &&
        !kept.some((other) => other.change === changeKey(one.change) && other.at >= one.since),
    );
    const all = [...kept, ...unkept.map((one) => failedNow(one.change, one.failure, one.since))];
    return stopOfNetwork(all, settings, estate.settings.limits.failedWritesPerHour, change.network);
  }

  return {
    failed: (one) => failed.push(one),
    known: byWhatIsKnown,
    async now(change) {
      const cache = pass.ledgerCache;
      const [paused, read] = await Promise.all([
        pausedNow(pass.store, change.registry),
        readEntries(pass.store, { under: `${change.instance}/`, ...(cache === undefined ? {} : { cache }) }),
      ]);
      entries.set(change.instance, read);
      return byWhatIsKnown(change) ?? paused;
    },
  };
}
