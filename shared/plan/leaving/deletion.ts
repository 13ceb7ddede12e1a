import type { Estate, RegistryView } from "../../model/estate.ts";
import type { Finding } from "../../model/finding.ts";
import { elapsed, type Instant } from "../../model/known.ts";
import type { LedgerEntry } from "../../model/ledger.ts";
import type { Link, Part } from "../../model/link.ts";
import type { Network } from "../../model/network.ts";
import type { RegistrySettings } from "../../model/settings.ts";
import { entriesOf, linksOf } from "../link/links.ts";
import { otherDeployment } from "../link/ownership.ts";
import { whoseLink } from "../link/whose.ts";
import { wantOf } from "../wish/want.ts";

/** A refused deletion is told so long, milliseconds: whoever tried it reads the report later. */
const toldTime = 72 * 3_600_000;

/**
 * The finding of a network that somebody was refused to delete, or a subnet of it, while a link takes an address there: it
 * says what releases it.
 */
export function withRefusedDeletion(
  finding: Finding,
  estate: Estate,
  registry: RegistrySettings,
  view: RegistryView,
  network: Network,
): Finding {
  const entries = entriesOf(estate, registry, network.id);
  const told = linksOf(view, network.id).flatMap((link) => {
    const entry = entries.find(({ part }) => part === link.part);
    const at = refusedAt(estate, link, entry);
    return at === null ? [] : [{ link, entry, at }];
  });
  const [first] = told;
  if (first === undefined) return finding;
  const { link, at } = first;
  const [other] = told.filter(({ entry }) => entry === undefined).map((one) => one.link.part);
  const words = `at ${at} somebody was refused to delete the network or subnet ${link.subnet} of it, in which the link takes an address: ${remedy(estate, registry, network, other)}`;
  return {
    ...finding,
    sentence: `${finding.sentence}; ${words}`,
    parts: finding.parts.map((part) =>
      told.some((one) => one.link.part === part.part) ? { ...part, sentence: `${part.sentence}; ${words}` } : part,
    ),
  };
}

function refusedAt({ refusedDeletions, at }: Estate, link: Link, entry: LedgerEntry | undefined): Instant | null {
  if (refusedDeletions.some((id) => id === link.network || id === link.subnet)) return at;
  const before = entry?.deletionRefusedAt;
  return before !== undefined && elapsed(before, at) < toldTime ? before : null;
}

/** @param part one whose link is not this deployment's. */
function remedy(estate: Estate, registry: RegistrySettings, network: Network, part: Part | undefined): string {
  const { tag } = estate.settings;
  if (part !== undefined) {
    const other = otherDeployment(estate, { instance: registry.instance, network: network.id, part });
    return other === null
      ? `${whoseLink(part, other)}, so whoever made it must delete it, or hand it over with "mooring adopt" and tag the network ${tag}=off`
      : `${whoseLink(part, other)}, so that one must take it away: tag the network ${tag}=off`;
  }
  const { mode } = registry;
  const below = mode === "full" ? "" : ` once registry "${registry.alias}" is in mode full (it is in mode ${mode})`;
  return wantOf(network, registry, estate.settings) === "off"
    ? `the tag ${tag}=off releases it${below}, and then it can be deleted`
    : `tag the network ${tag}=off, and the next pass releases it${below}`;
}
