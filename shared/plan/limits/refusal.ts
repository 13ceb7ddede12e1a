import { type Change, changeKey } from "../../model/change.ts";
import type { Estate } from "../../model/estate.ts";
import { type CallFailure, elapsed, type FailureKind, type Instant } from "../../model/known.ts";
import type { LedgerEntry, PastFailure } from "../../model/ledger.ts";
import type { CloudName } from "../../model/network.ts";
import type { RegistrySettings } from "../../model/settings.ts";
import { deploymentLedger } from "../link/ownership.ts";

/** A refusal is believed this long, milliseconds: then the same write is tried again. */
const refusalTime = 3_600_000;

/** What the vendor says of a zone's name, or of how many zones there may be: as true for the next network. */
const ofEveryNetwork: ReadonlySet<FailureKind> = new Set(["invalid", "exhausted"]);

/** Trouble on the way passes by itself; what the vendor decided does not. */
function isLasting({ kind }: Pick<CallFailure, "kind">): boolean {
  return kind !== "throttled" && kind !== "unavailable" && kind !== "expired";
}

/** The last refusal within the hour of a write that is meant, told by its change key; `null` when there was none. */
export function lastRefusal(
  failures: readonly PastFailure[],
  at: Instant,
  isMeant: (change: string) => boolean,
): PastFailure | null {
  return failures
    .filter(({ change, failure, at: then }) => isMeant(change) && isLasting(failure) && elapsed(then, at) < refusalTime)
    .reduce<PastFailure | null>((last, one) => (last === null || one.at > last.at ? one : last), null);
}

/** What the vendor said, with what a ticket needs. */
export function refusalWords({ code, message, requestId }: CallFailure): string {
  return `${code} ${message}${requestId === undefined ? "" : ` (request ${requestId})`}`;
}

/** The entry as this pass believes it: somebody who commands one has every refused write tried again. */
export function believed(entry: LedgerEntry | null, { believesRefusals }: Estate): LedgerEntry | null {
  if (entry === null || believesRefusals) return entry;
  return { ...entry, failures: entry.failures.filter(({ failure }) => !isLasting(failure)) };
}

/**
 * Which writes wait because the vendor refused the very same within the hour, by change key, and with them what follows
 * at the same name: nothing wrong is taken away where the right answer could not be given.
 */
export function byRefusal(
  changes: readonly Change[],
  estate: Estate,
  registry: RegistrySettings,
): ReadonlyMap<string, { readonly code: string; readonly sentence: string }> {
  const verdicts = new Map<string, { readonly code: string; readonly sentence: string }>();
  const failures = estate.believesRefusals ? deploymentLedger(estate, registry).flatMap((entry) => entry.failures) : [];
  if (failures.length === 0) return verdicts;
  const names = new Map<string, PastFailure>();
  for (const change of changes) {
    const key = changeKey(change);
    const name = "name" in change ? `${change.network} ${change.part} ${change.name}` : key;
    const refusal = names.get(name) ?? lastRefusal(failures, estate.at, (refused) => refused === key);
    if (refusal === null) continue;
    names.set(name, refusal);
    verdicts.set(key, {
      code: "held/refused",
      sentence: `the vendor refused ${refusal.change === key ? "this" : "what must come before this"} at ${refusal.at}: ${refusalWords(refusal.failure)}; it is asked again an hour after the refusal, or by mooring sweep`,
    });
  }
  return verdicts;
}

/** Of writes that were refused: what says that this zone would be refused as well, whichever network it was for. */
export function refusalOfZone(change: Change, refused: readonly Refused[]): CallFailure | null {
  if (change.kind !== "create-zone") return null;
  const alike = refused.find(
    ({ change: other, failure }) =>
      other.kind === "create-zone" &&
      other.cloud === change.cloud &&
      other.zoneName === change.zoneName &&
      ofEveryNetwork.has(failure.kind),
  );
  return alike?.failure ?? null;
}

interface Refused {
  readonly change: Change;
  readonly failure: CallFailure;
}

/** By zone name: the last refusal to make it that holds in this network, its own or another one's. */
export function refusedZones(estate: Estate, cloud: CloudName, network: string): ReadonlyMap<string, RefusedZone> {
  const found = new Map<string, RefusedZone>();
  if (!estate.ledger.known || !estate.believesRefusals) return found;
  for (const { entry, refusal } of zoneFailures(estate.ledger.value)) {
    if (entry.cloud !== cloud || entry.deployment !== estate.deployment) continue;
    if (entry.network !== network && !ofEveryNetwork.has(refusal.failure.kind)) continue;
    const zoneName = refusal.change.slice(refusal.change.lastIndexOf(" ") + 1);
    const before = found.get(zoneName)?.refusal;
    const last = lastRefusal([refusal, ...(before === undefined ? [] : [before])], estate.at, () => true);
    if (last === refusal) found.set(zoneName, { network: entry.network, refusal });
  }
  return found;
}

export interface RefusedZone {
  /** The network that it was to be made for. */
  readonly network: string;
  readonly refusal: PastFailure;
}

interface ZoneFailure {
  readonly entry: LedgerEntry;
  readonly refusal: PastFailure;
}

const byLedger = new WeakMap<readonly LedgerEntry[], readonly ZoneFailure[]>();

/** Every zone that could not be made: each of thousands of networks asks. */
function zoneFailures(ledger: readonly LedgerEntry[]): readonly ZoneFailure[] {
  const before = byLedger.get(ledger);
  if (before !== undefined) return before;
  const found = ledger.flatMap((entry) =>
    entry.failures
      .filter(({ change }) => change.startsWith("create-zone "))
      .map((refusal): ZoneFailure => ({ entry, refusal })),
  );
  byLedger.set(ledger, found);
  return found;
}
