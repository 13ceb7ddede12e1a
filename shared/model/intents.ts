import { asksOf, withAsks } from "./asks.ts";
import type { Intent, LedgerEntry } from "./ledger.ts";

/**
 * The ledger as a pass reads it: an announced link counts like one with an entry, from the moment it was announced. An
 * entry that is younger than the intent, or that another deployment owns, is not touched by it.
 */
export function withIntents(entries: readonly LedgerEntry[], intents: readonly Intent[]): readonly LedgerEntry[] {
  const merged = new Map(entries.map((entry) => [linkKey(entry), entry]));
  for (const intent of [...intents].sort(byTime)) {
    const entry = merged.get(linkKey(intent));
    merged.set(linkKey(intent), entry === undefined ? announced(intent) : announcedOver(entry, intent));
  }
  return [...merged].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);
}

/** The entry that an intent alone stands for. */
export function announced(intent: Intent): LedgerEntry {
  const { version, deployment, cloud, account, region, registry, network, part, subnet, at, pass } = intent;
  return {
    version,
    deployment,
    cloud,
    account,
    region,
    registry,
    network,
    part,
    subnet,
    address: null,
    moved: null,
    names: [],
    intentAt: at,
    intentBy: pass,
    attachedAt: null,
    verifiedAt: null,
    leavingSince: null,
    repairs: [],
    failures: [],
  };
}

/** An intent says nothing more once an entry holds it, or once it is older than what the entry holds. */
export function isSpent(intent: Intent, entries: readonly LedgerEntry[]): boolean {
  const entry = entries.find((candidate) => linkKey(candidate) === linkKey(intent));
  return entry !== undefined && isYounger(entry, intent);
}

/** The entry holds that intent or a later one, as an earlier ask by now, or the link was adopted since. */
function isYounger({ intentAt, asked = [], adopted }: LedgerEntry, { at }: Intent): boolean {
  const moments = [intentAt, adopted?.at, ...asked.map((ask) => ask.at)];
  return moments.some((moment) => moment != null && moment >= at);
}

export function linkKey(link: { readonly registry: string; readonly network: string; readonly part: string }): string {
  return `${link.registry}/${link.network}/${link.part}`;
}

function announcedOver(entry: LedgerEntry, intent: Intent): LedgerEntry {
  const owned = entry.intentAt !== null || entry.attachedAt !== null;
  if (entry.deployment !== intent.deployment) return owned ? entry : announced(intent);
  if (isYounger(entry, intent)) return entry;
  // A new attach of a link that is gone starts anew; what was repaired, what failed and how often it was asked for is
  // remembered, and so is what a switch still answers with and which zones were made: nobody else tells it.
  const names = entry.names.filter(({ publishedAt, ownZone }) => publishedAt !== null || ownZone !== null);
  const anew = { ...announced(intent), names, repairs: entry.repairs, failures: entry.failures };
  return withAsks(anew, asksOf(entry, intent.at));
}

function byTime(a: Intent, b: Intent): number {
  return a.at < b.at ? -1 : a.at > b.at ? 1 : a.pass < b.pass ? -1 : 1;
}
