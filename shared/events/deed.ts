import type { Deed, Hint } from "../model/hint.ts";
import { type Instant, instant } from "../model/known.ts";
import { type IdentityWords, identityOf } from "./identity.ts";
import { distinct, type Fields, shaped } from "./payload.ts";

/** What a call was about, without who made it. */
export interface About {
  readonly did: Deed["did"];
  readonly networks?: readonly string[];
  readonly zones?: readonly string[];
  readonly registry?: string | null;
  readonly part?: Deed["part"];
  readonly nameKind?: Deed["nameKind"];
  /** Which of several things the action does, where the action's own word does not tell. */
  readonly more?: string | null;
}

const actionShape = /^[A-Za-z]{1,64}$/;
const zonedShape = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/;
const digitsShape = /^\d{10,13}$/;

/** Moments of no audit record are outside of these, milliseconds: 2015 and 2100. */
const [earliest, latest] = [1_420_070_400_000, 4_102_444_800_000];

/** More networks or zones than this are not told. */
const mostNamed = 50;

/**
 * The part of a hint that says who did it. Nothing where the record leaves out who, when or to what: a deed that fits
 * any name fits none.
 */
export function deedIn(audit: Fields, envelope: Fields, about: About, words: IdentityWords): Pick<Hint, "deeds"> {
  const { did, networks = [], zones = [], registry = null, part = null, nameKind = null, more = null } = about;
  const action = shaped(audit["eventName"], actionShape);
  const by = identityOf(audit["userIdentity"], words);
  const at = momentOf(audit["eventTime"]) ?? momentOf(envelope["time"]);
  if (action === null || by === null || at === null || networks.length + zones.length === 0) return {};
  const what = more === null ? action : `${action} ${more}`;
  const told = { networks: distinct(networks).slice(0, mostNamed), zones: distinct(zones).slice(0, mostNamed) };
  return { deeds: [{ by, at, what, did, ...told, registry, part, nameKind }] };
}

/** Seconds or milliseconds since the epoch, as a number or as text, or a moment with its zone; a local time is none. */
function momentOf(value: unknown): Instant | null {
  const moment =
    typeof value === "number"
      ? value
      : typeof value !== "string"
        ? Number.NaN
        : digitsShape.test(value)
          ? Number(value)
          : zonedShape.test(value)
            ? Date.parse(value)
            : Number.NaN;
  const milliseconds = moment < 1e11 ? moment * 1_000 : moment;
  return milliseconds >= earliest && milliseconds < latest ? instant(Math.floor(milliseconds)) : null;
}
