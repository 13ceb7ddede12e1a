import type { Estate } from "../../model/estate.ts";
import { after, elapsed, type Instant } from "../../model/known.ts";
import type { LedgerEntry } from "../../model/ledger.ts";
import type { Link } from "../../model/link.ts";
import type { Network } from "../../model/network.ts";
import type { RegistrySettings } from "../../model/settings.ts";
import { observedNetworks } from "../link/links.ts";
import { deploymentLedger, isOwned } from "../link/ownership.ts";
import { byText } from "../order.ts";
import { wantOf } from "../wish/want.ts";
import { isGone, isReread, isUnlisted } from "./absence.ts";
import { leavingSinceOf } from "./leaving-since.ts";
import { rememberedNetwork } from "./remembered.ts";

const hour = 3_600_000;

/** An announced detach counts as begun this long: what was not done by then needs a place of its own again. Milliseconds. */
const begunTime = 24 * hour;

/** A link that was asked to go is given so long before it is asked again, milliseconds: some take three minutes. */
export const goingTime = 10 * 60_000;

/** One link of Mooring's that nobody wishes for any more. */
export interface LeavingLink {
  readonly network: Network;
  readonly entry: LedgerEntry;
  readonly link: Link;
  readonly why: "off" | "tag-absent" | "network-gone";
  /** When it may go: at once where the tag says `off`, else when the grace ends. */
  readonly dueAt: Instant;
  readonly isDue: boolean;
  /** It was announced that it goes, since it began to leave: it has its place. */
  readonly isBegun: boolean;
  /** This pass read the network by its id, and it wishes for nothing still, or is gone. */
  readonly isProven: boolean;
}

const byEstate = new WeakMap<Estate, Map<string, readonly LeavingLink[]>>();

/** The links of a registry that leave, in the order in which they go: those begun first, then those due the longest. */
export function leavingLinks(estate: Estate, registry: RegistrySettings): readonly LeavingLink[] {
  const found = byEstate.get(estate) ?? new Map<string, readonly LeavingLink[]>();
  byEstate.set(estate, found);
  const before = found.get(registry.alias);
  if (before !== undefined) return before;
  const leaving = linksThatLeave(estate, registry);
  found.set(registry.alias, leaving);
  return leaving;
}

function linksThatLeave(estate: Estate, registry: RegistrySettings): readonly LeavingLink[] {
  const view = estate.registries.find(({ alias }) => alias === registry.alias);
  if (view?.looked !== true) return [];
  const links = new Map<string, Link>();
  for (const { part, view: seen } of view.parts)
    for (const link of seen.known ? seen.value.links : []) links.set(`${link.network} ${part}`, link);
  const networks = new Map(observedNetworks(estate).map((network) => [network.id, network]));
  return deploymentLedger(estate, registry)
    .filter((entry) => isOwned(entry) && registry.parts.includes(entry.part))
    .flatMap((entry): LeavingLink[] => {
      const link = links.get(`${entry.network} ${entry.part}`);
      if (link === undefined) return [];
      const why = reasonToLeave(estate, registry, entry, networks.get(entry.network));
      if (why === null) return [];
      const since = leavingSinceOf(entry, why === "tag-absent" ? "absent" : null, estate.at);
      const grace = why === "off" ? 0 : estate.settings.limits.graceHours * hour;
      return [
        {
          network: networks.get(entry.network) ?? rememberedNetwork(entry),
          entry,
          link,
          why,
          dueAt: after(since, grace),
          isDue: elapsed(since, estate.at) >= grace,
          isBegun: isAnnounced(estate, entry, entry.leavingSince),
          isProven: why === "network-gone" ? isGone(estate, registry, entry) : isReread(estate, entry.network),
        },
      ];
    })
    .sort(
      (a, b) =>
        Number(b.isBegun) - Number(a.isBegun) ||
        byText(a.dueAt, b.dueAt) ||
        byText(a.entry.network, b.entry.network) ||
        byText(a.entry.part, b.entry.part),
    );
}

/** The one leaving link of a network and part; `null` when there is none, or somebody wishes for it. */
export function leavingLink(
  estate: Estate,
  registry: RegistrySettings,
  { network, part }: Pick<LedgerEntry, "network" | "part">,
): LeavingLink | null {
  return leavingLinks(estate, registry).find(({ entry }) => entry.network === network && entry.part === part) ?? null;
}

/** Whether it was announced by this deployment, and lately, that a link goes which began to leave then. */
export function isAnnounced(
  { detachments, deployment, at }: Estate,
  entry: LedgerEntry,
  since: Instant | null,
): boolean {
  if (!detachments.known || since === null) return false;
  return detachments.value.some(
    (one) =>
      one.deployment === deployment &&
      one.registry === entry.registry &&
      one.network === entry.network &&
      one.part === entry.part &&
      one.since === since &&
      elapsed(one.at, at) < begunTime,
  );
}

function reasonToLeave(
  estate: Estate,
  registry: RegistrySettings,
  entry: LedgerEntry,
  network: Network | undefined,
): LeavingLink["why"] | null {
  if (network === undefined) return mayBeGone(estate, registry, entry) ? "network-gone" : null;
  const want = wantOf(network, registry, estate.settings);
  return want === "off" ? "off" : want === "absent" ? "tag-absent" : null;
}

/** No listing shows it, and it is not known to be another account's, which may only have stopped to share it. */
function mayBeGone(estate: Estate, registry: RegistrySettings, { network, account }: LedgerEntry): boolean {
  const asking = estate.accounts.find(({ cloud }) => cloud === registry.cloud)?.account;
  return isUnlisted(estate, registry, network) && (asking?.known !== true || asking.value === account);
}
