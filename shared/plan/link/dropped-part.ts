import type { Estate } from "../../model/estate.ts";
import type { Part } from "../../model/link.ts";
import type { Network } from "../../model/network.ts";
import type { RegistrySettings } from "../../model/settings.ts";
import { byText } from "../order.ts";
import { deploymentLedger, isOwned } from "./ownership.ts";
import { releaseCommandFor } from "./whose.ts";

/** Parts of which this deployment has a link of the network in its ledger, and that the configuration has no more. */
export function droppedParts(estate: Estate, registry: RegistrySettings, network: string): readonly Part[] {
  return deploymentLedger(estate, registry)
    .filter((entry) => entry.network === network && isOwned(entry) && !registry.parts.includes(entry.part))
    .map(({ part }) => part)
    .sort(byText);
}

/** That such a link stays, why, and what removes it, as the rest of a sentence. */
export function droppedWords(
  estate: Estate,
  { alias }: RegistrySettings,
  { id }: Network,
  parts: readonly Part[],
): string {
  const which = parts.join(" and ");
  const commands = parts.map((part) =>
    releaseCommandFor({ network: id, registry: alias, part, deployment: estate.deployment }),
  );
  return `Mooring's ${which} link is not looked at and stays, because the configuration has no ${which} part of registry "${alias}" any more: put the part back, and the link is taken away; or take it away by hand and have Mooring forget it: ${commands.join(" and ")}`;
}

/** The same of links at registries that the configuration has no more; `null` when the ledger has none of the network. */
export function droppedRegistryWords(estate: Estate, { id }: Network): string | null {
  if (!estate.ledger.known) return null;
  const configured = new Set(estate.settings.registries.map(({ instance }) => instance));
  const own = estate.ledger.value.filter(
    (entry) => entry.deployment === estate.deployment && entry.network === id && isOwned(entry),
  );
  const instances = [...new Set(own.map(({ registry }) => registry))]
    .filter((one) => !configured.has(one))
    .sort(byText);
  if (instances.length === 0) return null;
  const commands = instances.map((registry) =>
    releaseCommandFor({ network: id, registry, part: null, deployment: estate.deployment }),
  );
  return `Mooring's link at ${instances.join(" and ")} is not looked at and stays, because the configuration has no such registry any more: put it back, or take the link away by hand and have Mooring forget it: ${commands.join(" and ")}`;
}
