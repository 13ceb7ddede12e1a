import type { CallFailure, Instant } from "./known.ts";
import type { Part } from "./link.ts";
import type { CloudName } from "./network.ts";

/** From best to worst; the state of several parts is the worst of them. */
export const states = [
  "moored",
  "leaving",
  "foreign",
  "pending",
  "held",
  "unmoored",
  "drifted",
  "blocked",
  "unknown",
] as const;
export type State = (typeof states)[number];

/** Who last wrote what answers a name, as far as the vendor's log tells. */
export interface Changed {
  /** A user's or role's name or id, in the vendor's words. */
  readonly by: string;
  readonly at: Instant;
  /** The vendor's word for what was done, and to what. */
  readonly what: string;
  /** It is the last change of the name's zone, and may have been about another name of it. */
  readonly ofZone?: true;
}

export interface NameFinding {
  readonly name: string;
  readonly part: Part;
  readonly state: State;
  readonly code: string;
  readonly sentence: string;
  /** The link's address, which the name must answer with; `null` while there is none. */
  readonly address: string | null;
  /** The addresses that the observed zones answer with in this network. */
  readonly answers: readonly string[];
  /** The first pass in a row that said this code of it; `null` while it is moored, and where no earlier report is known. */
  readonly since: Instant | null;
  /** Who changed it, where it is not as it should be and somebody tells. */
  readonly changed: Changed | null;
}

export interface PartFinding {
  readonly part: Part;
  readonly state: State;
  /** `<state>/<reason>`, stable: for filters and alarms. */
  readonly code: string;
  readonly sentence: string;
  readonly subnet: string | null;
  readonly address: string | null;
  /** Mooring made the link or adopted it. */
  readonly owned: boolean;
  readonly names: readonly NameFinding[];
  readonly failure?: CallFailure;
}

/** The state of one (registry, network); `registry` is `null` where the wish names none. */
export interface Finding {
  readonly registry: string | null;
  readonly cloud: CloudName;
  readonly account: string;
  readonly region: string;
  readonly network: string;
  readonly label: string;
  readonly state: State;
  readonly code: string;
  readonly sentence: string;
  /** The name of the rule that decided whether the registry takes the network; `null`: none did, or nobody asked. */
  readonly rule: string | null;
  readonly parts: readonly PartFinding[];
  /** The first pass in a row that said this code of it; absent while it is moored, and where no earlier report is known. */
  readonly since?: Instant;
}

export function worst(all: readonly State[]): State {
  return all.reduce<State>((a, b) => (states.indexOf(b) > states.indexOf(a) ? b : a), "moored");
}
