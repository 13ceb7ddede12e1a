import type { CallFailure, Instant } from "./known.ts";
import type { Part } from "./link.ts";
import type { NameKind } from "./name.ts";
import type { CloudName } from "./network.ts";

/** Where a name was answered at the first verified healthy reading; repairs only ever return to this. */
export interface Baseline {
  readonly at: Instant;
  readonly zone: string;
  readonly zoneName: string;
  readonly host: string;
  readonly type: string;
  /** Seconds. */
  readonly ttl: number;
  readonly fallsThrough: boolean;
}

/** A zone of Mooring's own. `id` is `null` from the announcement before the call until the zone was seen. */
export interface OwnZone {
  readonly id: string | null;
  /** The zone's: the published name, or the main domain of it. */
  readonly name: string;
  /** Written into the zone, so that one whose creation was never answered is recognised. */
  readonly remark: string;
}

export interface PublishedName {
  readonly name: string;
  readonly kind: NameKind;
  readonly region: string;
  /** The address the name was last published with by a switch, or last verified to answer with. */
  readonly address: string;
  /** When a switch was last turned on for it, written before the call; `null` where there is no switch. */
  readonly publishedAt: Instant | null;
  /** When its switch was turned off by Mooring and not on again. */
  readonly withdrawnAt: Instant | null;
  /** The zone that Mooring made for it; only such a zone is ever deleted. */
  readonly ownZone: OwnZone | null;
  readonly baseline: Baseline | null;
}

export interface PastRepair {
  readonly at: Instant;
  readonly name: string;
  readonly kind: string;
  readonly before: string;
  readonly after: string;
  /** The name was moved to a new address of its link, not returned to the old one. */
  readonly repointed: boolean;
}

export interface PastFailure {
  readonly at: Instant;
  readonly change: string;
  readonly failure: CallFailure;
}

/** One earlier time that a link was asked for. */
export interface PastAsk {
  readonly at: Instant;
  /** The link was seen ready afterwards and then was gone, although Mooring had not set out to take it away. */
  readonly lost: boolean;
}

/**
 * The announcement of one attach, written before the call and counted against the limits. Each pass writes an object of
 * its own, so that no pass can take away what another one announced.
 */
export interface Intent {
  readonly version: 1;
  readonly deployment: string;
  readonly cloud: CloudName;
  readonly account: string;
  readonly region: string;
  /** The registry's instance id. */
  readonly registry: string;
  readonly network: string;
  readonly part: Part;
  readonly subnet: string;
  readonly at: Instant;
  /** The pass that announced it. */
  readonly pass: string;
}

/**
 * The announcement of one detach, written before the first call of it and counted against the limit for 24 hours, whatever
 * became of it: an entry leaves the ledger with its link, and would not be there to be counted. Each pass that goes on
 * with a link announces it itself, so that no pass relies on what another one may take back; one time that a link leaves
 * counts once.
 */
export interface Detachment {
  readonly version: 1;
  readonly deployment: string;
  /** The registry's instance id. */
  readonly registry: string;
  readonly network: string;
  readonly part: Part;
  /** Since when the link leaves, as its entry says: another time that it leaves is another detach. */
  readonly since: Instant;
  readonly at: Instant;
  /** When the pass set out to ask for the detach itself; absent while it made only what comes before it. */
  readonly askingSince?: Instant;
  /** The pass that announced it. */
  readonly pass: string;
}

/** What a full pass saw of one registry's lists, each read to its end; the next one holds detaches if they have shrunk. */
export interface Inventory {
  readonly version: 1;
  /** The registry's instance id. */
  readonly registry: string;
  readonly at: Instant;
  readonly pass: string;
  /** Networks of each region that the registry can link. */
  readonly networks: Readonly<Record<string, number>>;
  readonly links: Readonly<Partial<Record<Part, number>>>;
  /** Networks of the ledger that no list showed, each with the first full pass in a row that missed it. */
  readonly missing: readonly MissingNetwork[];
  /** Smaller lists than these, since the first full pass in a row that saw them; absent while they have not shrunk. */
  readonly shrunk?: ShrunkLists;
}

interface MissingNetwork {
  readonly network: string;
  readonly at: Instant;
  /** The first full pass in a row that missed it. */
  readonly pass: string;
}

/** What the lists held when they were first seen to have shrunk. */
interface ShrunkLists {
  readonly at: Instant;
  readonly networks: Readonly<Record<string, number>>;
  readonly links: Readonly<Partial<Record<Part, number>>>;
}

/** An address of a link that is not the ledger's, and when it was first seen. */
interface SeenAddress {
  readonly address: string;
  readonly at: Instant;
}

/** Somebody's word that a link which Mooring did not make is Mooring's from now on. */
interface Adoption {
  readonly at: Instant;
  /** Who said so, for people. */
  readonly by: string;
  readonly reason: string | null;
}

/** What Mooring did for one link (registry, network, part). A link without an entry is not Mooring's. */
export interface LedgerEntry {
  readonly version: 1;
  readonly deployment: string;
  readonly cloud: CloudName;
  readonly account: string;
  readonly region: string;
  /** The registry's instance id: an alias may be renamed, an instance may not. */
  readonly registry: string;
  readonly network: string;
  readonly part: Part;
  readonly subnet: string;
  readonly address: string | null;
  /** The link shows another address than `address`: the first of the two readings that a re-pointing needs. */
  readonly moved: SeenAddress | null;
  readonly names: readonly PublishedName[];
  /**
   * Written before the attach call; counts against the limits until the link shows or the intent expires. `null` once
   * an attach was refused, or the link has left: the entry then only remembers.
   */
  readonly intentAt: Instant | null;
  /** The pass that wrote the intent, so that two passes at one link notice each other. */
  readonly intentBy: string | null;
  /** When the link was asked for before `intentAt`, the first time first; absent where it was not within 24 hours. */
  readonly asked?: readonly PastAsk[];
  readonly attachedAt: Instant | null;
  /** Absent where Mooring made the link itself; else `attachedAt` is when it was adopted. */
  readonly adopted?: Adoption;
  /** Since when a link that was ready before is changing again; absent while it is not. */
  readonly changingSince?: Instant;
  /** The link was seen ready, with every name answered rightly. */
  readonly verifiedAt: Instant | null;
  /** Since when its network does not wish for it, or no listing shows the network; `null` while it wishes or is frozen. */
  readonly leavingSince: Instant | null;
  /** Since when no listing shows its network, while the link leaves; absent while one does, or nobody looked. */
  readonly unlistedSince?: Instant;
  /** When the vendor was last asked to take the link away; absent while nobody asked since it began to leave. */
  readonly detachingSince?: Instant;
  /** Since when no list of the registry's links shows the link, each read to its end; absent while they show it. */
  readonly missingSince?: Instant;
  /** Somebody was last refused to delete the network, or the link's subnet, while the link was there. */
  readonly deletionRefusedAt?: Instant;
  readonly repairs: readonly PastRepair[];
  readonly failures: readonly PastFailure[];
}
