import type { Estate, SubnetsView } from "../../model/estate.ts";
import { elapsed, type Instant } from "../../model/known.ts";
import type { LedgerEntry } from "../../model/ledger.ts";
import type { Link, Part } from "../../model/link.ts";
import type { Subnet } from "../../model/network.ts";
import { isInside } from "../link/address.ts";
import { linksOf } from "../link/links.ts";

/** How far apart the two readings of a new address must lie, milliseconds. */
const betweenReadings = 30_000;

/** The link shows another address than the one the ledger has: somebody made it again, or a reading is wrong. */
export function hasMoved(entry: LedgerEntry | null, address: string): boolean {
  return entry !== null && entry.address !== null && entry.address !== address;
}

/** A name was published with the address, or was seen to answer it: more than one reading told it. */
export function isProven({ names }: LedgerEntry, address: string): boolean {
  return names.some((name) => name.address === address && (name.publishedAt !== null || name.baseline !== null));
}

/** The new address was seen before, long enough ago. */
export function isSeenTwice(entry: LedgerEntry, address: string, at: Instant): boolean {
  return entry.moved?.address === address && elapsed(entry.moved.at, at) >= betweenReadings;
}

/** Codes of what may speak against a link's new address. */
export const moveDoubts: ReadonlySet<string> = new Set([
  "held/address-changed",
  "held/address-outside-subnet",
  "held/address-of-another-link",
]);

export interface MovedLink {
  readonly entry: LedgerEntry;
  readonly link: Link;
  readonly address: string;
  readonly subnets: SubnetsView | undefined;
  /** The network's links, this one among them. */
  readonly links: readonly AddressedLink[];
  readonly at: Instant;
}

/** A link of one network as far as its address tells it apart. */
export interface AddressedLink {
  readonly registry: string;
  readonly part: Part;
  readonly address: string;
}

/** Every link of a network that has an address, at whichever registry. */
export function addressedLinks(estate: Estate, network: string): readonly AddressedLink[] {
  return estate.registries.flatMap((view) =>
    linksOf(view, network).flatMap(({ part, address }) =>
      address.known ? [{ registry: view.alias, part, address: address.value }] : [],
    ),
  );
}

interface Doubt {
  readonly code: string;
  readonly sentence: string;
}

/** Why no name may be written with the link's address now; `null` when nothing speaks against it. */
export function doubtOfAddress(moved: MovedLink): Doubt | null {
  const { entry, link, address, subnets } = moved;
  if (hasMoved(entry, address)) return doubtAboutMove(moved);
  // A first address is written once its link was read again; where nothing tells its subnet, that must do.
  if (isProven(entry, address) || subnets?.subnets.known !== true || link.subnet === "") return null;
  return doubtAboutPlace(moved, `the link has ${address}, which no name was published with yet`, subnets.subnets.value);
}

/** Why a name may not be moved to its link's new address now; `null` when nothing speaks against it. */
function doubtAboutMove(moved: MovedLink): Doubt | null {
  const { entry, address, subnets, at } = moved;
  const change = `the link now has ${address}, the ledger ${entry.address}`;
  if (!isSeenTwice(entry, address, at)) {
    const since = entry.moved?.address === address ? `since ${entry.moved.at}` : "for the first time";
    return {
      code: "held/address-changed",
      sentence: `${change}, seen ${since}: a name is moved to a new address only when two readings at least 30 seconds apart agree; the next pass looks again`,
    };
  }
  if (subnets === undefined || !subnets.subnets.known) {
    return {
      code: "held/address-changed",
      sentence: `${change}, and the subnets of the network could not be read to compare${subnets?.subnets.known === false ? `: ${subnets.subnets.reason}` : ""}`,
    };
  }
  return doubtAboutPlace(moved, change, subnets.subnets.value);
}

/** An address that cannot be the link's: it lies elsewhere, or is another's. */
function doubtAboutPlace(
  { link, address, links }: MovedLink,
  change: string,
  subnets: readonly Subnet[],
): Doubt | null {
  const subnet = subnets.find(({ id }) => id === link.subnet);
  if (subnet === undefined || !isInside(`${address}/32`, subnet.cidr)) {
    return {
      code: "held/address-outside-subnet",
      sentence: `${change}, which ${subnet === undefined ? `cannot be compared, because subnet ${link.subnet} is not one of the network's` : `is not in the link's subnet ${subnet.id} (${subnet.cidr})`}; no name is moved to it`,
    };
  }
  const [first, other] = links.filter((candidate) => candidate.address === address);
  if (first !== undefined && other !== undefined) {
    return {
      code: "held/address-of-another-link",
      sentence: `${change}, which the network's links at registry "${first.registry}" (${first.part}) and "${other.registry}" (${other.part}) both have; no name is moved to it`,
    };
  }
  return null;
}
