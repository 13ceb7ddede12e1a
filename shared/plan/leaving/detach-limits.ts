import { type Change, changeKey } from "../../model/change.ts";
import type { Estate } from "../../model/estate.ts";
import { elapsed } from "../../model/known.ts";
import type { Detachment, LedgerEntry } from "../../model/ledger.ts";
import type { Part } from "../../model/link.ts";
import type { RegistrySettings } from "../../model/settings.ts";
import { onceWithout } from "../limits/overrides.ts";
import { observedNetworks } from "../link/links.ts";
import { isOwned, ownEntry } from "../link/ownership.ts";
import { releaseCommandFor } from "../link/whose.ts";
import { byText } from "../order.ts";
import { isWanted } from "../wish/want.ts";
import { type Doubt, doubtAboutLinks, doubtAboutLists } from "./inventory.ts";
import { goingTime, isAnnounced, type LeavingLink, leavingLink, leavingLinks } from "./leaving.ts";
import { departedSince } from "./missing-link.ts";

const day = 24 * 3_600_000;

const takingAway: ReadonlySet<Change["kind"]> = new Set(["detach", "switch-off", "delete-zone", "delete-record"]);

/** Whether a write takes something away. */
export function isTakingAway({ kind }: Change): boolean {
  return takingAway.has(kind);
}

/** The link that goes with this change as one of its steps, all of which share its place and its limits; `null`: none does. */
export function leavesWith(estate: Estate, registry: RegistrySettings, change: Change): LeavingLink | null {
  const leaving = isTakingAway(change) ? leavingLink(estate, registry, change) : null;
  return leaving?.isDue === true && leaving.isProven ? leaving : null;
}

/**
 * The entry of a link that went without Mooring's asking, behind which a change takes something away: that takes a place of
 * its own like a detach; `null`: it is none.
 */
export function departedWith(estate: Estate, registry: RegistrySettings, change: Change): LedgerEntry | null {
  if (!isTakingAway(change) || !isUnwanted(estate, registry, change)) return null;
  const entry = absentLinks(estate, registry, change).find(({ part }) => part === change.part);
  return entry?.registry === change.instance ? entry : null;
}

/** Links that no list shows, none of which Mooring asked to take away, and without which the change would not be made. */
export function missedLinks(
  estate: Estate,
  change: Change,
): readonly { readonly registry: RegistrySettings; readonly part: Part }[] {
  if (!isTakingAway(change)) return [];
  return estate.settings.registries
    .filter((registry) => registry.cloud === change.cloud && isUnwanted(estate, registry, change))
    .flatMap((registry) => absentLinks(estate, registry, change).map(({ part }) => ({ registry, part })));
}

/** Why no link of the registry may be detached now, whichever it is; `null` when none stands in the way. */
export function doubtAboutRegistry(estate: Estate, registry: RegistrySettings): Doubt | null {
  return byOtherDeployment(estate, registry) ?? doubtAboutLists(estate, registry);
}

/** Why a link that is due is not detached in this pass, as far as the estate tells. */
export function doubtAboutDetach(estate: Estate, registry: RegistrySettings, leaving: LeavingLink): Doubt {
  const doubt = doubtAboutRegistry(estate, registry);
  if (doubt !== null) return doubt;
  const { places, ...limit } = detachRoom(estate, registry);
  const before = leavingLinks(estate, registry).filter((one) => one.isDue && !one.isBegun);
  if (!leaving.isBegun && before.indexOf(leaving) >= places) return limit;
  return {
    code: "held/absence",
    sentence:
      leaving.why === "network-gone"
        ? "it is believed to be gone once two full passes in a row missed it and it was asked for by its id, in the account that it was in"
        : "the wish is believed to be absent only once the network was read by its id in the same pass, which its turn brings",
  };
}

/** How many links of the registry may still be announced to go now. */
export function detachRoom(estate: Estate, registry: RegistrySettings): Doubt & { readonly places: number } {
  const limit = estate.settings.limits.detachesPerDay;
  const code = "held/detaches-per-day";
  const { detachments } = estate;
  if (!detachments.known) {
    const sentence = `how many links of registry "${registry.alias}" were detached within 24 hours is not known: ${detachments.reason}`;
    return { places: 0, code, sentence };
  }
  const count = announcedWithinDay(detachments.value, registry, estate.at);
  return {
    places: limit - count,
    code,
    sentence: `${count} ${count === 1 ? "link" : "links"} of registry "${registry.alias}" ${count === 1 ? "was" : "were"} announced to be detached within 24 hours, and at most ${limit} may be; ${onceWithout("detaches-per-day")}`,
  };
}

/** How many detaches of a registry count now, whatever became of them: each time that a link leaves once. */
function announcedWithinDay(
  all: readonly Detachment[],
  { instance }: Pick<RegistrySettings, "instance">,
  at: string,
): number {
  return new Set(all.filter((one) => one.registry === instance && elapsed(one.at, at) < day).map(departureKey)).size;
}

/** One time that one link leaves. */
export function departureKey({
  deployment,
  network,
  part,
  since,
}: Pick<Detachment, "deployment" | "network" | "part" | "since">): string {
  return `${deployment} ${network} ${part} ${since}`;
}

/**
 * The other passes that set out to ask the vendor for the same detach: each may have it under way, or was answered that
 * the link goes. One that was refused since, as the entry tells, has nothing under way.
 */
export function askedByOthers(
  all: readonly Detachment[],
  own: Detachment,
  entry: LedgerEntry,
  change: Change,
): readonly Detachment[] {
  return all.filter(({ askingSince, ...one }) => {
    if (askingSince === undefined || one.pass === own.pass || departureKey(one) !== departureKey(own)) return false;
    if (elapsed(askingSince, own.askingSince ?? own.at) >= goingTime) return false;
    return !entry.failures.some(({ at, change: failed }) => failed === changeKey(change) && at >= askingSince);
  });
}

/**
 * Which writes that take something away must wait, by change key: those of links that leave, by everything that holds a
 * detach, each link with all of its writes; and those that clear away behind a link only if the links were listed whole.
 */
export function byDetachLimits(
  changes: readonly Change[],
  estate: Estate,
  registry: RegistrySettings,
): ReadonlyMap<string, Doubt> {
  const verdicts = new Map<string, Doubt>();
  const going = changes.filter(isTakingAway);
  if (going.length === 0) return verdicts;
  const ofDeparted = new Map<LedgerEntry, Change[]>();
  const ofLinks = new Map<LeavingLink, Change[]>();
  for (const change of going) {
    const leaving = leavesWith(estate, registry, change);
    if (leaving !== null) ofLinks.set(leaving, [...(ofLinks.get(leaving) ?? []), change]);
    else {
      const doubt = doubtAboutRest(estate, registry, change);
      const entry = departedWith(estate, registry, change);
      if (doubt !== null) verdicts.set(changeKey(change), doubt);
      else if (entry !== null) ofDeparted.set(entry, [...(ofDeparted.get(entry) ?? []), change]);
    }
  }
  if (ofLinks.size === 0 && ofDeparted.size === 0) return verdicts;
  const doubt = doubtAboutRegistry(estate, registry);
  const { places, ...limit } = detachRoom(estate, registry);
  let granted = 0;
  for (const leaving of leavingLinks(estate, registry)) {
    const own = ofLinks.get(leaving) ?? [];
    if (own.length === 0) continue;
    const verdict = doubt ?? (leaving.isBegun || granted < places ? null : limit);
    if (verdict === null) granted += leaving.isBegun ? 0 : 1;
    else for (const change of own) verdicts.set(changeKey(change), verdict);
  }
  for (const [entry, own] of [...ofDeparted].sort(
    ([a], [b]) => byText(a.network, b.network) || byText(a.part, b.part),
  )) {
    const isBegun = isAnnounced(estate, entry, departedSince(entry));
    if (isBegun || granted < places) granted += isBegun ? 0 : 1;
    else for (const change of own) verdicts.set(changeKey(change), limit);
  }
  return verdicts;
}

/** Why what a link left behind is not cleared away: that it is gone is known from a list. */
function doubtAboutRest(estate: Estate, registry: RegistrySettings, change: Change): Doubt | null {
  for (const other of estate.settings.registries.filter(({ cloud }) => cloud === registry.cloud)) {
    if (!isUnwanted(estate, other, change) || !restsOnAbsence(estate, other, change)) continue;
    const doubt = doubtAboutLinks(estate, other);
    if (doubt !== null) return doubt;
  }
  return null;
}

/** Whether the change follows from this registry's link not being listed: its own link, or one whose name is in the zone. */
function restsOnAbsence(estate: Estate, registry: RegistrySettings, change: Change): boolean {
  return absentEntries(estate, registry, change).length > 0;
}

/** The entries of links that no list shows, and that Mooring did not ask to take away, from which the change follows. */
function absentLinks(estate: Estate, registry: RegistrySettings, change: Change): readonly LedgerEntry[] {
  return absentEntries(estate, registry, change).filter(
    ({ attachedAt, detachingSince }) => attachedAt !== null && detachingSince === undefined,
  );
}

function isUnwanted(estate: Estate, registry: RegistrySettings, { network: id }: Change): boolean {
  const network = observedNetworks(estate).find((one) => one.id === id);
  return network === undefined || !isWanted(network, registry, estate.settings);
}

function absentEntries(estate: Estate, registry: RegistrySettings, change: Change): readonly LedgerEntry[] {
  if (!estate.ledger.known) return [];
  const ledger = estate.ledger.value;
  const view = estate.registries.find(({ alias }) => alias === registry.alias);
  return registry.parts.flatMap((part) => {
    const key = { deployment: estate.deployment, instance: registry.instance, network: change.network, part };
    const entry = ownEntry(ledger, key);
    const links = view?.parts.find((one) => one.part === part)?.view;
    if (entry === null || links?.known !== true) return [];
    if (links.value.links.some((link) => link.network === change.network)) return [];
    const isOwn = change.registry === registry.alias && change.part === part;
    const isItsZone = "zone" in change && entry.names.some(({ ownZone }) => ownZone?.id === change.zone);
    return isOwn || isItsZone ? [entry] : [];
  });
}

/** Another deployment has links of the registry in the same ledger; `null` when none does. */
export function byOtherDeployment(estate: Estate, registry: RegistrySettings): Doubt | null {
  const other = otherDeploymentOf(estate, registry);
  if (other === null) return null;
  const forgotten = (deployment: string) =>
    releaseCommandFor({ network: null, registry: registry.alias, part: null, deployment });
  return {
    code: "held/other-deployment",
    sentence: `deployment "${other}" has links of registry "${registry.alias}" in the same ledger; while two deployments are at one registry, neither detaches: take the function of one of them away, then have its links forgotten with ${forgotten(other)}, or ${forgotten(estate.deployment)}`,
  };
}

/** Another deployment that asked for a link of the registry, or adopted or announced one, in this ledger. */
function otherDeploymentOf(estate: Estate, { instance }: RegistrySettings): string | null {
  if (!estate.ledger.known) return null;
  const others = estate.ledger.value
    .filter((entry) => entry.registry === instance && entry.deployment !== estate.deployment && isOwned(entry))
    .map(({ deployment }) => deployment);
  return others.sort()[0] ?? null;
}
