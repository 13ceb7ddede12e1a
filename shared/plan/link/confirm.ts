import { rememberedOf, withAsks, withPastAsk } from "../../model/asks.ts";
import { equal } from "../../model/equality.ts";
import type { Estate, RegistryView } from "../../model/estate.ts";
import { elapsed } from "../../model/known.ts";
import type { LedgerEntry, PublishedName } from "../../model/ledger.ts";
import type { Link } from "../../model/link.ts";
import type { RegistryName } from "../../model/name.ts";
import type { Network } from "../../model/network.ts";
import type { RegistrySettings } from "../../model/settings.ts";
import { isMissedTwice, isUnlisted } from "../leaving/absence.ts";
import { doubtAboutLinks } from "../leaving/inventory.ts";
import { leavingSinceOf } from "../leaving/leaving-since.ts";
import { isBelievedGone, withMissing, withoutMissing } from "../leaving/missing-link.ts";
import { withoutGone } from "../leaving/orphans.ts";
import { goneNetworks, holdsZones } from "../leaving/vanished.ts";
import { withoutRemoved } from "../leaving/zone-removal.ts";
import { type NamePlan, planName } from "../name/name.ts";
import { ownZoneScope } from "../name/own-zones.ts";
import { hasMoved, isSeenTwice } from "../name/repoint.ts";
import { byText } from "../order.ts";
import { wantOf } from "../wish/want.ts";
import { observedNetworks, wantedNames } from "./links.ts";
import { deploymentLedger, isLive, isOwned } from "./ownership.ts";

const day = 24 * 3_600_000;

/** One entry as it is and as it should be; `null`: it says nothing any more. */
export interface Confirmation {
  readonly have: LedgerEntry;
  readonly want: LedgerEntry | null;
}

/**
 * Confirms in the ledger what was seen: the link and its address, the names with their baselines at the first healthy
 * reading, and clears intents that came to nothing. Never invents an entry: a link without one is somebody else's.
 */
export function confirmations(estate: Estate): readonly Confirmation[] {
  const found: Confirmation[] = [];
  const networks = new Map(observedNetworks(estate).map((network) => [network.id, network]));
  for (const registry of estate.settings.registries) {
    const view = estate.registries.find((candidate) => candidate.alias === registry.alias);
    if (view === undefined) continue;
    for (const entry of deploymentLedger(estate, registry)) {
      const part = view.parts.find((candidate) => candidate.part === entry.part)?.view;
      if (part?.known !== true) continue;
      const link = part.value.links.find((candidate) => candidate.network === entry.network);
      const names = wantedNames(registry, part.value, isOwned(entry));
      const kept = {
        ...leavingNow(entry, registry, networks.get(entry.network), link, estate),
        names: namesKept(entry, registry, view, estate),
      };
      const want =
        link === undefined
          ? withoutLink(kept, registry, view, estate)
          : withLink(withRefusedDeletion(kept, link, estate), link, registry, view, names, estate);
      if (want === null || !equal(want, entry)) found.push({ have: entry, want });
    }
  }
  return found;
}

/** The names without those that were taken out of zones of Mooring's own. */
function namesKept(
  entry: LedgerEntry,
  registry: RegistrySettings,
  view: RegistryView,
  estate: Estate,
): readonly PublishedName[] {
  if (!holdsZones(entry)) return entry.names;
  const isIts = ({ id }: Network) => id === entry.network;
  const network = observedNetworks(estate).find(isIts) ?? goneNetworks(estate, registry).find(isIts);
  if (network === undefined) return entry.names;
  const own = ownZoneScope(estate, registry, network);
  return withoutRemoved(entry, own.owned, view.resolutions, estate.at);
}

/**
 * The entry with since when nobody wishes for its link, or no listing shows its network. A network that is frozen does not
 * leave: its time begins anew once it is not, and so does that of one that shows up again without a wish.
 */
function leavingNow(
  entry: LedgerEntry,
  registry: RegistrySettings,
  network: Network | undefined,
  link: Link | undefined,
  estate: Estate,
): LedgerEntry {
  if (!isOwned(entry) && !holdsZones(entry)) return entry;
  const want = network === undefined ? null : wantOf(network, registry, estate.settings);
  const isLeaving = want === null ? isUnlisted(estate, registry, entry.network) : want === "off" || want === "absent";
  // Where nobody looked for the network nothing is known of its wish.
  if (want === null && !isLeaving) return entry;
  if (want === null)
    return {
      ...entry,
      leavingSince: entry.leavingSince ?? estate.at,
      unlistedSince: entry.unlistedSince ?? estate.at,
    };
  const { unlistedSince: _unlisted, ...shown } = entry;
  if (isLeaving) {
    const leaving = { ...shown, leavingSince: leavingSinceOf(entry, want, estate.at) };
    if (leaving.leavingSince === entry.leavingSince || link?.state !== "ready") return leaving;
    // What was asked before its time began anew came to nothing.
    const { detachingSince: _, ...anew } = leaving;
    return anew;
  }
  // Wished for again after it was asked to go: if it goes still, nobody else has taken it.
  const isGoing = entry.detachingSince !== undefined && entry.attachedAt !== null && link?.state !== "ready";
  const { detachingSince: _, ...staying } = isGoing ? withPastAsk(shown, estate.at) : shown;
  return { ...staying, leavingSince: null };
}

function withRefusedDeletion(entry: LedgerEntry, link: Link, { refusedDeletions, at }: Estate): LedgerEntry {
  if (!isOwned(entry) || !refusedDeletions.some((id) => id === entry.network || id === link.subnet)) return entry;
  return { ...entry, deletionRefusedAt: at };
}

/** The estate as it is once the confirmations are in the ledger. */
export function withConfirmed(estate: Estate, all: readonly Confirmation[]): Estate {
  if (!estate.ledger.known) return estate;
  const value = estate.ledger.value.flatMap((entry) => {
    const found = all.find(({ have }) => have === entry);
    if (found === undefined) return [entry];
    // What goes with a link that is gone is told once more, as what it was.
    const { want } = found;
    if (want !== null && (isOwned(want) || !isOwned(entry) || entry.attachedAt === null)) return [want];
    return isOwned(entry) && entry.attachedAt !== null ? [entry] : [];
  });
  return { ...estate, ledger: { ...estate.ledger, value } };
}

/** `null`: the entry says nothing any more. */
function withoutLink(
  entry: LedgerEntry,
  registry: RegistrySettings,
  view: RegistryView,
  estate: Estate,
): LedgerEntry | null {
  const missing = withMissing(prune(entry, estate), estate.at);
  // One list that leaves a link out says nothing of it.
  if (isOwned(missing) && !isBelievedGone(missing, estate.at)) return missing;
  const recent = withoutGone(missing, view, estate.at);
  if (hasLeft(recent, registry, estate)) return unlessEmpty(rememberedOf(recent, estate.at));
  // A link that was there and is gone keeps its entry: the wish decides what follows.
  if (isLive(recent, estate.at) || recent.attachedAt !== null) return recent;
  return unlessEmpty(recent.intentAt === null ? recent : withPastAsk(recent, estate.at));
}

function unlessEmpty(entry: LedgerEntry): LedgerEntry | null {
  return isOwned(entry) || remembers(entry) ? entry : null;
}

/** The link is gone for good, as far as whole lists tell, and nothing that Mooring published for it is left. */
function hasLeft(entry: LedgerEntry, registry: RegistrySettings, estate: Estate): boolean {
  if (!isOwned(entry) || entry.leavingSince === null || isLive(entry, estate.at)) return false;
  if (holdsZones(entry) || doubtAboutLinks(estate, registry) !== null) return false;
  const isSilent = entry.names.every(
    ({ publishedAt, withdrawnAt, baseline }) => baseline === null && (publishedAt === null || withdrawnAt !== null),
  );
  return isSilent || (isUnlisted(estate, registry, entry.network) && isMissedTwice(estate, registry, entry.network));
}

/**
 * What is worth keeping of a link that is not Mooring's: how often it was asked for, its refusals, what a switch may still
 * answer with, and a zone of Mooring's own until it is taken away.
 */
function remembers(entry: LedgerEntry): boolean {
  return (
    (entry.asked ?? []).length > 0 ||
    entry.failures.length > 0 ||
    holdsZones(entry) ||
    entry.names.some(({ publishedAt }) => publishedAt !== null)
  );
}

function withLink(
  entry: LedgerEntry,
  link: Link,
  registry: RegistrySettings,
  view: RegistryView,
  names: readonly RegistryName[],
  estate: Estate,
): LedgerEntry | null {
  const recent = withoutMissing(prune(entry, estate));
  if (!isOwned(recent)) return unlessEmpty(recent);
  // Asked for, never answered, and what came to be uses another subnet: it is not what was asked for.
  if (recent.attachedAt === null && link.subnet !== "" && link.subnet !== recent.subnet) {
    return isLive(recent, estate.at) ? recent : withoutLink(entry, registry, view, estate);
  }
  const changing = recent.address !== null && (link.state !== "ready" || !link.address.known);
  const { changingSince, ...settled } = recent;
  const attached: LedgerEntry = {
    ...settled,
    ...(changing ? { changingSince: changingSince ?? estate.at } : {}),
    subnet: link.subnet,
    attachedAt: recent.attachedAt ?? estate.at,
    address: recent.address ?? (link.state === "ready" && link.address.known ? link.address.value : null),
  };
  const network = observedNetworks(estate).find((candidate) => candidate.id === entry.network);
  if (link.state !== "ready" || !link.address.known || network === undefined) return attached;
  const address = link.address.value;
  const addressed = { ...attached, moved: movedTo(attached, address, estate) };
  if (addressed.moved !== null && !isSeenTwice(addressed, address, estate.at)) return addressed;
  const own = ownZoneScope(estate, registry, network);
  const plans = names.flatMap(({ name, kind }): (readonly [string, NamePlan])[] => {
    const resolution = view.resolutions.find(
      (candidate) => candidate.network === entry.network && candidate.part === entry.part && candidate.name === name,
    );
    if (resolution === undefined) return [];
    const input = {
      registry,
      network,
      part: entry.part,
      name,
      nameKind: kind,
      link,
      address,
      entry: addressed,
      otherDeployment: null,
      moveDoubt: null,
      view: resolution,
      carried: undefined,
      publishing: null,
      edits: [],
      own,
      limits: estate.settings.limits,
      at: estate.at,
    };
    return [[name, planName(input)]];
  });
  const healthy = plans.filter(([, plan]) => plan.finding.state === "moored");
  const published = names.flatMap(({ name, kind }): PublishedName[] => {
    const before = attached.names.find((candidate) => candidate.name === name);
    const seen = plans.find(([candidate]) => candidate === name)?.[1];
    const plan = healthy.find(([candidate]) => candidate === name)?.[1];
    // The id of a zone whose creation was never answered is known once the zone is seen.
    const ownZone = before?.ownZone == null ? null : (seen?.ownZone ?? before.ownZone);
    if (plan === undefined) return before === undefined ? [] : [{ ...before, ownZone }];
    // Another zone may answer for a switch; once it is gone, the switch answers what it was published with.
    const isOn = before != null && before.publishedAt !== null && before.withdrawnAt === null;
    // The planner hands the baseline back as it was, or a new one where the old one's zone is gone and another answers.
    return [
      {
        name,
        kind,
        region: isOn ? before.region : network.region,
        address: isOn ? before.address : address,
        publishedAt: before?.publishedAt ?? null,
        withdrawnAt: null,
        ownZone: plan.ownZone ?? ownZone,
        baseline: plan.baseline ?? before?.baseline ?? null,
      },
    ];
  });
  // A name that the registry does not list now was published all the same.
  const unlisted = attached.names.filter(({ name }) => !names.some((wanted) => wanted.name === name));
  const all =
    names.length > 0 &&
    names.every(
      ({ name, kind }) =>
        isOthersToPut(attached, name, kind) ||
        healthy.some(([candidate]) => candidate === name) ||
        isCarried(estate, registry, entry, name, address),
    );
  return {
    // A link that moved has its new address once every name answers it.
    ...(all ? { ...addressed, address, moved: null } : addressed),
    names: [...published, ...unlisted].sort((a, b) => byText(a.name, b.name)),
    verifiedAt: attached.verifiedAt ?? (all ? estate.at : null),
  };
}

/** A domain of the user's own without a zone of Mooring's says nothing of the link: it may never get one. */
function isOthersToPut({ names }: LedgerEntry, name: string, kind: RegistryName["kind"]): boolean {
  return kind === "custom" && !names.some((published) => published.name === name && published.ownZone !== null);
}

/** The address the link moved to and since when; `null` while the ledger has the address that it shows. */
function movedTo(entry: LedgerEntry, address: string, estate: Estate): LedgerEntry["moved"] {
  if (!hasMoved(entry, address)) return null;
  return entry.moved?.address === address ? entry.moved : { address, at: estate.at };
}

/** Whether a name answered rightly when it was last read, and no change of what answers it was told since. */
function isCarried(
  estate: Estate,
  registry: RegistrySettings,
  entry: LedgerEntry,
  name: string,
  address: string,
): boolean {
  return estate.carried.some(
    (carried) =>
      carried.registry === registry.alias &&
      carried.network === entry.network &&
      carried.part === entry.part &&
      carried.name === name &&
      carried.address === address,
  );
}

/** Asks, repairs and failures older than a day decide nothing any more. */
function prune(entry: LedgerEntry, estate: Estate): LedgerEntry {
  const recent = <T extends { readonly at: string }>(items: readonly T[]) =>
    items.filter((item) => elapsed(item.at, estate.at) < day);
  const { asked = [] } = entry;
  return { ...withAsks(entry, recent(asked)), repairs: recent(entry.repairs), failures: recent(entry.failures) };
}
