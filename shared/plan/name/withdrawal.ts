import type { SwitchOff } from "../../model/change.ts";
import type { NameFinding } from "../../model/finding.ts";
import type { LedgerEntry, PublishedName } from "../../model/ledger.ts";
import type { Part } from "../../model/link.ts";
import type { Network } from "../../model/network.ts";
import type { RegistrySettings } from "../../model/settings.ts";
import { byText } from "../order.ts";

/** One name that leaves a network. */
export interface Withdrawal {
  readonly finding: NameFinding;
  readonly change: SwitchOff;
}

/**
 * The names that Mooring published by a switch in a network and whose kind the configuration publishes no more. Each is
 * turned off once, with the address it was published with; after that the ledger says so, and nothing more follows.
 */
export function withdrawals(
  registry: RegistrySettings,
  network: Network,
  part: Part,
  entry: LedgerEntry | null,
): readonly Withdrawal[] {
  return (entry?.names ?? [])
    .filter((name) => isPublished(name) && !registry.names.includes(name.kind))
    .map((name) => withdrawal(registry, network, part, name))
    .sort((a, b) => byText(a.finding.name, b.finding.name));
}

function isPublished({ publishedAt, withdrawnAt }: PublishedName): boolean {
  return publishedAt !== null && withdrawnAt === null;
}

function withdrawal(
  registry: RegistrySettings,
  network: Network,
  part: Part,
  { name, kind, region, address, publishedAt }: PublishedName,
): Withdrawal {
  const sentence = `${name} was published with ${address} at ${publishedAt}, and registry "${registry.alias}" publishes no ${kind} names any more`;
  return {
    finding: {
      name,
      part,
      state: "leaving",
      code: "leaving/name-not-wanted",
      sentence,
      address: null,
      answers: [],
      since: null,
      changed: null,
    },
    change: {
      kind: "switch-off",
      registry: registry.alias,
      cloud: registry.cloud,
      instance: registry.instance,
      network: network.id,
      account: network.account,
      region: network.region,
      part,
      name,
      switchRegion: region,
      nameKind: kind,
      address,
      first: false,
      repoints: false,
      because: sentence,
    },
  };
}
