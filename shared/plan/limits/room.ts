import { asksOf } from "../../model/asks.ts";
import type { Estate, RegistryView } from "../../model/estate.ts";
import { elapsed, type Instant } from "../../model/known.ts";
import type { LedgerEntry, PastFailure } from "../../model/ledger.ts";
import type { Link } from "../../model/link.ts";
import type { RegistrySettings } from "../../model/settings.ts";
import { linksOf, unreadParts } from "../link/links.ts";
import { deploymentLedger, isLive, registryLedger } from "../link/ownership.ts";
import { isSetAside, onceWithout } from "./overrides.ts";

const hour = 3_600_000;

/** A link that is ready is given so long from when it was asked for until its names are seen right, milliseconds. */
const provingTime = 10 * 60_000;

/** One limit on attaches and how many it still allows now. */
export interface Room {
  readonly places: number;
  readonly code: string;
  readonly sentence: string;
  /** It is another link of the same network that is waited for. */
  readonly beside?: true;
}

/**
 * Every limit on new links of a registry, the tightest first. What other deployments announced and asked for in the same
 * ledger counts as well; which way is proven is this deployment's own.
 * @param network the network that is to be linked, when it is known: its second part may not need a second place.
 */
export function attachRoom(estate: Estate, registry: RegistrySettings, network?: string): readonly Room[] {
  const view = estate.registries.find((candidate) => candidate.alias === registry.alias);
  const { limits } = estate.settings;
  const entries = registryLedger(estate, registry);
  const own = deploymentLedger(estate, registry);
  const moving = inTransition(view, entries, estate.at);
  const room: Room[] = [];
  const unread = view === undefined ? [] : unreadParts(view);
  if (unread.length > 0) {
    room.push({
      places: 0,
      code: "held/links-unknown",
      sentence: `the ${unread.join(" and ")} links of registry "${registry.alias}" could not be read, so how many are in transition is unknown and no new link is asked for`,
    });
  }
  // An adopted link proves that it is seen, not that one can be made.
  const proven = own.some(({ verifiedAt, adopted }) => verifiedAt !== null && adopted === undefined);
  if (!proven && !isSetAside(estate.settings, "canary")) {
    room.push({
      places: 1 - Math.max(moving, linksInProof(own, estate.at).length),
      ...canaryWords(
        registry,
        network !== undefined && linksInProof(own, estate.at).some((one) => one.network === network),
      ),
    });
  }
  room.push({
    places: limits.inTransition - moving,
    code: "held/in-transition",
    sentence: `${count(moving, "link")} of registry "${registry.alias}" ${moving === 1 ? "is" : "are"} in transition, and at most ${limits.inTransition} may be; ${onceWithout("in-transition")}`,
  });
  const today = entries.reduce((sum, entry) => sum + asksOf(entry, estate.at).length, 0);
  room.push({
    places: limits.attachesPerDay - today,
    code: "held/attaches-per-day",
    sentence: `links of registry "${registry.alias}" were asked for ${today === 1 ? "once" : `${today} times`} within 24 hours, and ${limits.attachesPerDay} are the most; ${onceWithout("attaches-per-day")}`,
  });
  const shares = network !== undefined && maySharePlace(view, entries, network);
  const coming = announcedLinks(view, entries, estate.at).length;
  room.push(quotaRoom(registry, view, { moving, coming, shares, refused: wasExhausted(entries, estate.at) }));
  return room.sort((a, b) => a.places - b.places || (a.code < b.code ? -1 : 1));
}

/** @param beside the first link is one of the same network. */
export function canaryWords({ alias }: RegistrySettings, beside: boolean): Pick<Room, "code" | "sentence" | "beside"> {
  const code = "held/canary";
  if (!beside) {
    const sentence = `no link that this deployment made at registry "${alias}" was verified ready yet, so links are made one at a time; ${onceWithout("canary")}`;
    return { code, sentence };
  }
  const sentence = `another link of this network is the first that this deployment makes at registry "${alias}", and the rest waits until that one is verified ready; ${onceWithout("canary")}`;
  return { code, sentence, beside };
}

/** The limit that new links of a registry, or of one network at it, meet first. */
export function tightestRoom(estate: Estate, registry: RegistrySettings, network?: string): Room {
  const [first] = attachRoom(estate, registry, network);
  if (first === undefined) throw new Error("a registry always has limits on new links");
  return first;
}

/** Within the last hour the registry refused a link because its quota was used up. */
export function wasExhausted(entries: readonly LedgerEntry[], at: Instant): boolean {
  return entries.some((entry) => entry.failures.some((one) => isQuotaRefusal(one) && elapsed(one.at, at) < hour));
}

/** Zones and records have limits of their own, which say nothing of links. */
export function isQuotaRefusal({ change, failure }: Pick<PastFailure, "change" | "failure">): boolean {
  return failure.kind === "exhausted" && change.startsWith("attach");
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

/**
 * Whether the links of two parts of one network take one place of the quota or two is documented nowhere. So a network
 * with one part linked is tried, and a refusal is believed for a day.
 */
function maySharePlace(view: RegistryView | undefined, entries: readonly LedgerEntry[], network: string): boolean {
  if (view === undefined || linksOf(view, network).length === 0) return false;
  const failures = entries.filter((entry) => entry.network === network).flatMap((entry) => entry.failures);
  return !failures.some(isQuotaRefusal);
}

interface QuotaUse {
  /** Links in transition. */
  readonly moving: number;
  /** Those of them that were announced and that the vendor does not show, nor count, yet. */
  readonly coming: number;
  /** The network may not need a place of its own. */
  readonly shares: boolean;
  /** The vendor refused a link for want of a place within the hour. */
  readonly refused: boolean;
}

/** Quota is advisory: unless the vendor says how many links are left, links are asked for one at a time and its refusal decides. */
function quotaRoom(
  registry: RegistrySettings,
  view: RegistryView | undefined,
  { moving, coming, shares, refused }: QuotaUse,
): Room {
  const quota = view?.quota;
  if (quota?.known === true && !quota.value.assumed && registry.quota === null) {
    const left = quota.value.links - quota.value.used;
    if (left > 0) {
      const asked = coming === 0 ? "" : `, and ${coming} more ${coming === 1 ? "was" : "were"} asked for`;
      return {
        places: shares ? Math.max(left - coming, 1 - moving) : left - coming,
        code: "held/quota",
        sentence: `registry "${registry.alias}" uses ${quota.value.used} of ${quota.value.links} links${asked}; buy more links, or release some`,
      };
    }
    return {
      places: shares ? Math.max(0, 1 - moving) : 0,
      code: "held/quota",
      sentence: `registry "${registry.alias}" uses its whole quota of ${count(quota.value.links, "link")}; buy more links, or release some`,
    };
  }
  if (refused && !shares) {
    return {
      places: 0,
      code: "held/quota",
      sentence: `registry "${registry.alias}" refused a link within the last hour because its quota is used up${lowered(registry, quota)}; buy more links, or release some`,
    };
  }
  const why =
    registry.quota !== null
      ? `the quota of ${registry.quota} comes from the configuration`
      : quota?.known === true
        ? `the quota of ${count(quota.value.links, "link")}, of which it uses ${quota.value.used}, is assumed from its edition`
        : "how many it may have could not be read";
  return {
    places: 1 - moving,
    code: "held/quota-unknown",
    sentence: `registry "${registry.alias}" makes links one at a time, because ${why} and only its refusal is certain`,
  };
}

/** What the refusal makes of a quota that nobody read: it is no higher than the links there are. */
function lowered(registry: RegistrySettings, quota: RegistryView["quota"] | undefined): string {
  if (quota?.known !== true) return "";
  const supposed = registry.quota ?? (quota.value.assumed ? quota.value.links : null);
  if (supposed === null || quota.value.used >= supposed) return "";
  return `: it is ${quota.value.used}, not the ${supposed} that ${registry.quota === null ? "its edition suggests" : "the configuration says"}`;
}

/** Links of Mooring's own that were asked for lately and are not verified: each may be the one that proves the way. */
function linksInProof(entries: readonly LedgerEntry[], at: Instant): readonly LedgerEntry[] {
  return entries.filter(
    ({ intentAt, verifiedAt, adopted }) =>
      intentAt !== null && verifiedAt === null && adopted === undefined && elapsed(intentAt, at) < provingTime,
  );
}

/** Links that are not ready, and attaches that are announced but do not show yet. */
function inTransition(view: RegistryView | undefined, entries: readonly LedgerEntry[], at: Instant): number {
  const changing = shownLinks(view).filter((link) => link.state === "changing" || !link.address.known);
  return changing.length + announcedLinks(view, entries, at).length;
}

function announcedLinks(
  view: RegistryView | undefined,
  entries: readonly LedgerEntry[],
  at: Instant,
): readonly LedgerEntry[] {
  const links = shownLinks(view);
  return entries.filter(
    (entry) => isLive(entry, at) && !links.some((link) => link.network === entry.network && link.part === entry.part),
  );
}

function shownLinks(view: RegistryView | undefined): readonly Link[] {
  return view?.parts.flatMap((part) => (part.view.known ? part.view.value.links : [])) ?? [];
}
