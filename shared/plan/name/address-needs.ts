import type { Estate } from "../../model/estate.ts";
import { linksOf } from "../link/links.ts";
import { ownEntry } from "../link/ownership.ts";
import { plan } from "../plan.ts";
import { isProven } from "./repoint.ts";

/** A link whose address is about to be written for the first time. */
export interface UnprovenLink {
  /** The registry's alias. */
  readonly registry: string;
  readonly region: string;
  readonly network: string;
}

/**
 * Networks whose subnets must be read before a name of theirs is written: only an address that lies in its link's subnet
 * is believed, and one that was never written with was read only once.
 */
export function addressesToProve(estate: Estate): readonly UnprovenLink[] {
  if (!estate.ledger.known || estate.registries.every(({ resolutions }) => resolutions.length === 0)) return [];
  const ledger = estate.ledger.value;
  const read = new Set(estate.subnets.map(({ network }) => network));
  const found = plan(estate).changes.flatMap((change): readonly UnprovenLink[] => {
    const { registry, instance, network, part, region } = change;
    if (!("name" in change) || read.has(network)) return [];
    const view = estate.registries.find(({ alias }) => alias === registry);
    const link = view === undefined ? undefined : linksOf(view, network).find((one) => one.part === part);
    const entry = ownEntry(ledger, { deployment: estate.deployment, instance, network, part });
    if (link?.address.known !== true || entry === null || isProven(entry, link.address.value)) return [];
    return [{ registry, region, network }];
  });
  return [...new Map(found.map((one) => [one.network, one])).values()];
}
