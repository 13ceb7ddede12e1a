import type { LedgerEntry, OwnZone, PublishedName } from "../../model/ledger.ts";
import type { Link } from "../../model/link.ts";
import type { Resolution } from "../../model/name.ts";
import { isTaken, seenZone } from "../name/own-zones.ts";

/** A zone that Mooring made for a link before the link was released, and what becomes of it when the link is adopted. */
export interface ReleasedZone {
  readonly part: Link["part"];
  /** The name that it was made for. */
  readonly name: string;
  readonly zone: OwnZone;
  /** Why it stays by hand; `null`: it is Mooring's again. */
  readonly stays: string | null;
}

/** What an adopted link has again, and what is to be told of it. */
export interface TakenBack {
  readonly names: readonly PublishedName[];
  readonly zones: readonly ReleasedZone[];
}

interface Found {
  readonly told: ReleasedZone;
  readonly published: PublishedName | null;
}

/**
 * The zones of a link as its release recorded them, as far as they are there still. The record proves that Mooring made a
 * zone of this id; its remark, that nobody took it over since. A zone that the ledger has is nothing to take back.
 * @param seen what can answer a name in the link's network, where it was read.
 */
export function takenBack(
  link: Link,
  region: string,
  entry: LedgerEntry,
  released: LedgerEntry | undefined,
  seen: (name: string) => Resolution | null,
): TakenBack {
  const address = link.address.known ? link.address.value : null;
  const found = (released?.names ?? []).flatMap(({ name, kind, ownZone }): readonly Found[] => {
    const before = entry.names.find((one) => one.name === name);
    if (ownZone === null || (before !== undefined && before.ownZone !== null)) return [];
    const resolution = seen(name);
    const zone = resolution === null ? null : seenZone(ownZone, resolution);
    const stays =
      resolution === null || address === null
        ? "what answers the name could not be read, or the configuration does not want it any more"
        : zone === null
          ? "it is not there any more, or not bound to the network"
          : isTaken(ownZone, zone)
            ? `it has ${zone.remark === "" ? "no remark" : `the remark "${zone.remark}"`} instead of "${ownZone.remark}": somebody took it over`
            : null;
    const told: ReleasedZone = { part: link.part, name, zone: ownZone, stays };
    if (stays !== null || zone === null || address === null) return [{ told, published: null }];
    const own = { id: zone.id, name: zone.name, remark: ownZone.remark };
    const anew = { region, address, publishedAt: null, withdrawnAt: null, baseline: null };
    const published: PublishedName = { ...(before ?? { name, kind, ...anew }), ownZone: own };
    return [{ told, published }];
  });
  return {
    names: found.flatMap(({ published }) => (published === null ? [] : [published])),
    zones: found.map(({ told }) => told),
  };
}
