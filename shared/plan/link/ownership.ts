import type { Estate } from "../../model/estate.ts";
import { elapsed, type Instant } from "../../model/known.ts";
import type { LedgerEntry } from "../../model/ledger.ts";
import type { Part } from "../../model/link.ts";
import type { RegistrySettings } from "../../model/settings.ts";

/** An intent without a link is believed to be in flight this long, milliseconds; after that its pass is gone. */
const intentTime = 10 * 60_000;

/** Whether the attach that the entry announces may still be on its way: a link that was seen ready has arrived. */
export function isLive(entry: LedgerEntry, at: Instant): boolean {
  return entry.address === null && entry.intentAt !== null && elapsed(entry.intentAt, at) < intentTime;
}

/** Mooring asked for this link, or adopted it; an entry that only remembers refused attempts gives no rights. */
export function isOwned(entry: LedgerEntry): boolean {
  return entry.intentAt !== null || entry.attachedAt !== null;
}

/** The entry of one link as this deployment made it; another deployment's gives no rights. */
export function ownEntry(
  ledger: readonly LedgerEntry[],
  key: { readonly deployment: string; readonly instance: string; readonly network: string; readonly part: Part },
): LedgerEntry | null {
  const entry = ledger.find(
    (candidate) =>
      candidate.registry === key.instance && candidate.network === key.network && candidate.part === key.part,
  );
  return entry !== undefined && entry.deployment === key.deployment && isOwned(entry) ? entry : null;
}

/** The other deployment that asked for this link or adopted it; `null` when none did, or the ledger is unknown. */
export function otherDeployment(
  estate: Estate,
  key: { readonly instance: string; readonly network: string; readonly part: Part },
): string | null {
  if (!estate.ledger.known) return null;
  const entry = estate.ledger.value.find(
    (candidate) =>
      candidate.registry === key.instance &&
      candidate.network === key.network &&
      candidate.part === key.part &&
      candidate.deployment !== estate.deployment &&
      isOwned(candidate),
  );
  return entry?.deployment ?? null;
}

/** Everything this deployment remembers of a registry, refused attempts included; empty when the ledger is unknown. */
export function deploymentLedger(estate: Estate, registry: RegistrySettings): readonly LedgerEntry[] {
  return registryLedger(estate, registry).filter((entry) => entry.deployment === estate.deployment);
}

/** What every deployment remembers of a registry, for what is the registry's own, as its limits; it gives no rights. */
export function registryLedger(estate: Estate, { instance }: RegistrySettings): readonly LedgerEntry[] {
  return estate.ledger.known ? estate.ledger.value.filter(({ registry }) => registry === instance) : [];
}
