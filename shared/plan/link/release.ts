import { linkKey } from "../../model/intents.ts";
import type { Instant } from "../../model/known.ts";
import type { LedgerEntry } from "../../model/ledger.ts";
import type { Part } from "../../model/link.ts";
import { byText } from "../order.ts";
import { isLive, isOwned } from "./ownership.ts";

/** What is somebody's own to look after once Mooring has forgotten a link. */
export type LeftByHand =
  | { readonly kind: "link"; readonly subnet: string; readonly address: string | null }
  | {
      readonly kind: "zone";
      /** `null`: it was announced, and whether it was made is not known: it then bears the remark. */
      readonly id: string | null;
      readonly name: string;
      readonly remark: string;
      /** The name that it was made for. */
      readonly holds: string;
    }
  | {
      readonly kind: "switch";
      readonly name: string;
      /** What it answers with; nobody but the ledger tells. */
      readonly address: string;
      readonly region: string;
      /** Since when Mooring has it off; `null`: it is on. */
      readonly offSince: Instant | null;
    };

/** One link that Mooring forgets, and what stays behind of it, as the ledger knows it. */
interface Release {
  readonly entry: LedgerEntry;
  readonly left: readonly LeftByHand[];
}

/** Why a link is not released now. */
interface ReleaseRefusal {
  readonly entry: LedgerEntry;
  readonly code: "attach-in-flight" | "detach-under-way";
  readonly sentence: string;
}

export interface ReleasePlan {
  readonly releases: readonly Release[];
  readonly refusals: readonly ReleaseRefusal[];
  /** Links of other deployments, which stay theirs. */
  readonly others: readonly LedgerEntry[];
}

export interface ReleaseWish {
  readonly deployment: string;
  /** The registry's instance id; `null`: every registry. */
  readonly instance: string | null;
  /** The network's id; `null`: every network. */
  readonly network: string | null;
  /** `null`: every part. */
  readonly part: Part | null;
  /** Also a link that is being detached, whose pass is known to be gone. */
  readonly force: boolean;
}

/**
 * Which entries leave the ledger. A link that was asked for a moment ago is not let go: its pass would write the entry
 * again. One that is being detached is half taken down: its names may be off already, so it takes a word of its own.
 * @param ledger every entry, announcements among them.
 */
export function planRelease(ledger: readonly LedgerEntry[], wish: ReleaseWish, at: Instant): ReleasePlan {
  const asked = ledger
    .filter(({ registry }) => wish.instance === null || registry === wish.instance)
    .filter(({ network }) => wish.network === null || network === wish.network)
    .filter(({ part }) => wish.part === null || part === wish.part)
    .filter(saysSomething)
    .sort((a, b) => byText(linkKey(a), linkKey(b)));
  const own = asked.filter(({ deployment }) => deployment === wish.deployment);
  const refusals = own.flatMap((entry) => refusalOf(entry, wish, at) ?? []);
  return {
    releases: own
      .filter((entry) => !refusals.some((refusal) => refusal.entry === entry))
      .map((entry) => ({ entry, left: leftOf(entry) })),
    refusals,
    others: asked.filter((entry) => entry.deployment !== wish.deployment),
  };
}

/** An entry that only remembers refused attempts holds nothing that could be let go. */
function saysSomething(entry: LedgerEntry): boolean {
  return isOwned(entry) || leftOf(entry).length > 0;
}

function refusalOf(entry: LedgerEntry, { force }: ReleaseWish, at: Instant): ReleaseRefusal | null {
  if (isLive(entry, at))
    return {
      entry,
      code: "attach-in-flight",
      sentence: `the ${entry.part} link of network ${entry.network} was asked for at ${entry.intentAt} and was not seen ready yet; release it once it is, or ten minutes after it was asked for`,
    };
  if (force) return null;
  const off = entry.names.filter(({ withdrawnAt }) => withdrawnAt !== null);
  const asked = entry.detachingSince;
  if (entry.leavingSince === null || (asked === undefined && off.length === 0)) return null;
  const how =
    asked === undefined
      ? `${off.map(({ name }) => name).join(", ")} ${off.length === 1 ? "is" : "are"} turned off already`
      : `the registry was asked to take it away at ${asked}`;
  return {
    entry,
    code: "detach-under-way",
    sentence: `the ${entry.part} link of network ${entry.network} is being detached: ${how}; let it end, tag the network again, or release it as it is with --force`,
  };
}

function leftOf({ subnet, address, names, ...entry }: LedgerEntry): readonly LeftByHand[] {
  const link: LeftByHand = { kind: "link", subnet, address };
  return [
    ...(entry.attachedAt === null && entry.intentAt === null ? [] : [link]),
    ...names.flatMap(({ name, ownZone, publishedAt, withdrawnAt: offSince, ...published }): readonly LeftByHand[] => [
      ...(ownZone === null ? [] : [{ kind: "zone" as const, ...ownZone, holds: name }]),
      ...(publishedAt === null
        ? []
        : [{ kind: "switch" as const, name, address: published.address, region: published.region, offSince }]),
    ]),
  ];
}
