import type { Finding, PartFinding, State } from "../model/finding.ts";
import type { LedgerEntry } from "../model/ledger.ts";
import type { Link } from "../model/link.ts";
import type { Network } from "../model/network.ts";
import type { RegistrySettings } from "../model/settings.ts";

/** The finding of one (registry, network). */
export function pairFinding(
  registry: RegistrySettings | null,
  network: Network,
  state: State,
  code: string,
  sentence: string,
  parts: readonly PartFinding[],
): Finding {
  return {
    registry: registry?.alias ?? null,
    cloud: network.cloud,
    account: network.account,
    region: network.region,
    network: network.id,
    label: network.label,
    state,
    code,
    sentence,
    rule: null,
    parts,
  };
}

/** One part finding a link, all with the reason of the whole. */
export function linkFindings(
  links: readonly Link[],
  entries: readonly LedgerEntry[],
  state: State,
  why: { readonly code: string; readonly sentence: string },
): readonly PartFinding[] {
  return links.map((link) => linkFinding(link, entries, state, why));
}

export function linkFinding(
  link: Link,
  entries: readonly LedgerEntry[],
  state: State,
  { code, sentence }: { readonly code: string; readonly sentence: string },
): PartFinding {
  return {
    part: link.part,
    state,
    code,
    sentence,
    subnet: link.subnet,
    address: link.address.known ? link.address.value : null,
    owned: entries.some((entry) => entry.part === link.part),
    names: [],
  };
}
