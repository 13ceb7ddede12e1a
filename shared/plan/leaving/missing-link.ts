import type { Estate } from "../../model/estate.ts";
import { after, elapsed, type Instant, type Known } from "../../model/known.ts";
import type { LedgerEntry } from "../../model/ledger.ts";
import type { Link } from "../../model/link.ts";
import type { Network } from "../../model/network.ts";
import type { RegistrySettings, Settings } from "../../model/settings.ts";
import { isLive } from "../link/ownership.ts";
import { wantOf } from "../wish/want.ts";
import type { Doubt } from "./inventory.ts";

/** Two whole lists so far apart must have missed a link before it is believed to be gone, milliseconds. */
const missingTime = 10 * 60_000;

const hour = 3_600_000;

/**
 * The entry of a link that a whole list does not show, with since when none did. What is on its way, or was asked for and
 * never answered, is not missed: no list showed it yet.
 */
export function withMissing(entry: LedgerEntry, at: Instant): LedgerEntry {
  const { missingSince, ...rest } = entry;
  if (entry.attachedAt === null || isLive(entry, at)) return rest;
  return { ...rest, missingSince: missingSince ?? at };
}

/** The entry of a link that a list shows. */
export function withoutMissing({ missingSince: _, ...shown }: LedgerEntry): LedgerEntry {
  return shown;
}

/**
 * Whether a link that a whole list does not show is believed to be gone: Mooring asked for it to go, or no list ever showed
 * it, or one some time before missed it as well, and none between the two showed it.
 */
export function isBelievedGone({ attachedAt, detachingSince, missingSince }: LedgerEntry, at: Instant): boolean {
  if (attachedAt === null || detachingSince !== undefined) return true;
  return missingSince !== undefined && elapsed(missingSince, at) >= missingTime;
}

/** Since when a link leaves that went without Mooring's asking; `null` while no list missed it. */
export function departedSince({ leavingSince, missingSince }: LedgerEntry): Instant | null {
  return missingSince === undefined ? null : (leavingSince ?? missingSince);
}

/**
 * When what a gone link left behind may be taken away: at once where Mooring asked for it to go, which had its grace, and
 * where nobody is to think better of it; else when the grace of its network ends.
 */
export function clearedFrom(
  entry: LedgerEntry,
  registry: RegistrySettings,
  network: Network,
  settings: Settings,
  at: Instant,
): Instant {
  if (
    entry.attachedAt === null ||
    entry.detachingSince !== undefined ||
    wantOf(network, registry, settings) !== "absent"
  )
    return at;
  return after(entry.leavingSince ?? at, settings.limits.graceHours * hour);
}

/** Until when what gone links left behind of Mooring's stays, as the rest of a sentence; empty when nothing waits. */
export function leftUntil(
  entries: readonly LedgerEntry[],
  registry: RegistrySettings,
  network: Network,
  { settings, at }: Pick<Estate, "settings" | "at">,
): string {
  const waiting = entries
    .filter(({ names }) => names.some(({ ownZone, publishedAt }) => ownZone !== null || publishedAt !== null))
    .map((entry) => clearedFrom(entry, registry, network, settings, at))
    .filter((from) => from > at);
  const last = waiting.sort().at(-1);
  return last === undefined ? "" : `; what answers its names of Mooring's own stays until ${last}`;
}

/** Whether the link is believed to be gone, and what it left behind may be taken away by now. */
export function isCleared(
  entry: LedgerEntry,
  registry: RegistrySettings,
  network: Network,
  settings: Settings,
  at: Instant,
): boolean {
  return isBelievedGone(entry, at) && clearedFrom(entry, registry, network, settings, at) <= at;
}

/** Why nothing is done yet about a link that only one list, or lists at one time, missed. */
export function missingDoubt({ part, missingSince }: LedgerEntry, { alias }: RegistrySettings, at: Instant): Doubt {
  const since = missingSince ?? at;
  return {
    code: "held/link-missing",
    sentence: `the links of registry "${alias}" do not show the ${part} link of this network since ${since}; it is believed to be gone when they do not after ${after(since, missingTime)} either, and until then nothing of it is taken away`,
  };
}

/**
 * Why a change that rests on a link's being gone is not made after all, by the links as they are right before the write.
 * @returns `null` when they do not show it still.
 */
export function doubtAboutAbsence(
  { network, part }: Pick<Link, "network" | "part">,
  now: Known<readonly Link[]>,
): Doubt | null {
  const moved = (sentence: string): Doubt => ({
    code: "skipped/moved",
    sentence: `${sentence}; the next pass plans anew`,
  });
  if (!now.known)
    return moved(`whether the ${part} link of ${network} is gone could not be read a second time: ${now.reason}`);
  if (!now.value.some((link) => link.network === network)) return null;
  return moved(`the ${part} link of ${network} was missing from a list and is there`);
}
