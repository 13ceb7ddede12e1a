import type { Deed, Hint, Trigger } from "../model/hint.ts";
import type { CloudName } from "../model/network.ts";
import { type Ignored, ignored } from "./ignored.ts";
import { idShape } from "./message.ts";
import { distinct, fieldsOf, shaped } from "./payload.ts";

const typeShape = /^[\w.:-]{1,128}$/;

/** Of more deeds than this in one payload the newest are told. */
const mostDeeds = 50;

/** An event's envelope, with the type only where it has the shape of one. */
export interface Envelope {
  readonly type: string | null;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** One trigger for the events of one cloud: `hintsOf` gives the hints of one event, or why it gives none. */
export function eventsTrigger(
  cloud: CloudName,
  events: readonly unknown[],
  hintsOf: (envelope: Envelope) => readonly Hint[] | string,
): Trigger | Ignored {
  const ids: string[] = [];
  const hints: Hint[] = [];
  const skipped: Ignored[] = [];
  for (const event of events) {
    const fields = fieldsOf(event);
    const id = shaped(fields["id"], idShape);
    const type = shaped(fields["type"], typeShape);
    const found = hintsOf({ type, fields });
    if (typeof found === "string") {
      skipped.push(ignored(found, id, type));
    } else {
      hints.push(...found);
      if (id !== null) ids.push(id);
    }
  }
  if (hints.length > 0) return { kind: "event", ids: [...new Set(ids)], hints: merged(cloud, hints) };
  return skipped[0] ?? ignored("the payload holds no event");
}

/** One hint a region, in which a hint for the whole of it swallows those for single networks; and one for all zones. */
function merged(cloud: CloudName, hints: readonly Hint[]): readonly Hint[] {
  const ofNetworks = hints.filter(({ zones }) => zones === undefined);
  const aboutNetworks = [...new Set(ofNetworks.map(({ region }) => region))].map((region): Hint => {
    const own = ofNetworks.filter((hint) => hint.region === region);
    const whole = own.some(({ networks }) => networks === null);
    const networks = whole ? null : distinct(own.flatMap((hint) => hint.networks ?? []));
    const refused = distinct(own.flatMap(({ refusedDeletions }) => refusedDeletions ?? []));
    return { cloud, region, networks, ...refusedIn(refused), ...deedsOf(own) };
  });
  const zoneHints = hints.flatMap((hint) => (hint.zones === undefined ? [] : [{ ...hint, zones: hint.zones }]));
  return zoneHints.length === 0 ? aboutNetworks : [...aboutNetworks, ofZones(cloud, zoneHints)];
}

/** The mark of deletions that were refused; nothing where none was. */
export function refusedIn(ids: readonly string[]): Pick<Hint, "refusedDeletions"> {
  return ids.length === 0 ? {} : { refusedDeletions: ids };
}

/** A zone that is not told may be any, so the others need not be told either. */
function ofZones(cloud: CloudName, hints: readonly (Hint & { readonly zones: readonly string[] })[]): Hint {
  const untold = hints.some(({ zones }) => zones.length === 0);
  const networks = distinct(hints.flatMap((hint) => hint.networks ?? []));
  return {
    cloud,
    region: null,
    networks: networks.length > 0 ? networks : null,
    zones: untold ? [] : distinct(hints.flatMap(({ zones }) => zones)),
    ...deedsOf(hints),
  };
}

function deedsOf(hints: readonly Hint[]): { readonly deeds?: readonly Deed[] } {
  const deeds = hints.flatMap((hint) => hint.deeds ?? []);
  if (deeds.length === 0) return {};
  return { deeds: deeds.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)).slice(-mostDeeds) };
}
