import type { Changed } from "./finding.ts";
import type { Part } from "./link.ts";
import type { NameKind } from "./name.ts";
import type { CloudName } from "./network.ts";

/** How much a timer pass reads: `frequent` narrows the per-zone reads, `full` reads everything. */
export type Depth = "frequent" | "full";

/** Somebody's call that may be why a name is not right, as its event tells it: said to people, and it decides nothing. */
export interface Deed extends Omit<Changed, "ofZone"> {
  /** What was written: a link, a name's switch, a zone or a record of it, a forwarding rule, a network's resolvers. */
  readonly did: "link" | "name-on" | "name-off" | "zone" | "rule" | "resolvers";
  /** The networks that the call names, sorted. */
  readonly networks: readonly string[];
  /** The zones that it names, by id or by name, sorted. */
  readonly zones: readonly string[];
  /** The registry's instance id; `null` where none is told. */
  readonly registry: string | null;
  readonly part: Part | null;
  /** Which name a switch publishes; `null` where it is not told. */
  readonly nameKind: NameKind | null;
}

/**
 * Where a pass looks and why it runs. An event never says more than this: its body decides nothing.
 * `networks: null` is the whole region; a hint without a region is for every region.
 */
export interface Hint {
  readonly cloud: CloudName;
  readonly region: string | null;
  readonly networks: readonly string[] | null;
  /**
   * Absent: anything about the networks may have changed. Else only these zones were, by id or by name, for whichever
   * networks they answer, those of `networks` among them; empty: zones that the event does not tell.
   */
  readonly zones?: readonly string[];
  /** Ids of networks and subnets that somebody wanted to delete and was refused to: a link may stand in the way. */
  readonly refusedDeletions?: readonly string[];
  /** Who did it, where the events tell; the newest last. */
  readonly deeds?: readonly Deed[];
}

/** One share of a timer's pass: one registry, and of its networks those whose ids fall into part `index` of `of`. */
interface Shard {
  readonly kind: "shard";
  readonly depth: Depth;
  /** The registry's alias. */
  readonly registry: string;
  readonly region: string;
  /** From 0 to `of - 1`. */
  readonly index: number;
  readonly of: number;
  /** The pass that split its work. */
  readonly pass: string;
}

export type Trigger =
  | { readonly kind: "timer"; readonly depth: Depth }
  | Shard
  | { readonly kind: "event"; readonly ids: readonly string[]; readonly hints: readonly Hint[] }
  | {
      readonly kind: "command";
      readonly command: string;
      readonly depth: Depth;
      readonly networks: readonly string[] | null;
    };
