import { elapsed, type Instant } from "./known.ts";
import type { LedgerEntry, PastAsk } from "./ledger.ts";

/** An ask counts this long, milliseconds. */
const askTime = 24 * 3_600_000;

/**
 * Every time that an entry's link was asked for within 24 hours, the first one first. Of the last one `lost` says what is
 * to be said of it once the link is seen to be absent.
 */
export function asksOf(entry: LedgerEntry, at: Instant): readonly PastAsk[] {
  const { asked = [], intentAt } = entry;
  const last = intentAt === null ? [] : [{ at: intentAt, lost: isLoss(entry) }];
  return [...asked, ...last].filter((ask) => elapsed(ask.at, at) < askTime);
}

/** The entry with the asks that count still, and no other. */
export function withAsks(entry: LedgerEntry, asks: readonly PastAsk[]): LedgerEntry {
  const { asked: _, ...rest } = entry;
  return asks.length === 0 ? rest : { ...rest, asked: asks };
}

/** The entry with its last ask among the earlier ones: what comes of the link from now on is not that ask's. */
export function withPastAsk(entry: LedgerEntry, at: Instant): LedgerEntry {
  return { ...withAsks(entry, asksOf(entry, at)), intentAt: null, intentBy: null };
}

/** What is remembered of a link that is Mooring's no more: how often it was asked for, and what failed. It gives no rights. */
export function rememberedOf(entry: LedgerEntry, at: Instant): LedgerEntry {
  const { version, deployment, cloud, account, region, registry, network, part, subnet, failures } = entry;
  const bare: LedgerEntry = {
    ...{ version, deployment, cloud, account, region, registry, network, part, subnet },
    address: null,
    moved: null,
    names: [],
    intentAt: null,
    intentBy: null,
    attachedAt: null,
    verifiedAt: null,
    leavingSince: null,
    repairs: [],
    failures,
  };
  return withAsks(bare, asksOf(entry, at));
}

/** Whether its absence tells of somebody else: it was seen ready, and Mooring did not set out to take it away. */
function isLoss({ address, leavingSince, detachingSince }: LedgerEntry): boolean {
  return address !== null && leavingSince === null && detachingSince === undefined;
}
