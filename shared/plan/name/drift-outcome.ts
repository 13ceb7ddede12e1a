import type { Change, ResolutionChange } from "../../model/change.ts";
import type { Baseline, LedgerEntry } from "../../model/ledger.ts";
import type { Link } from "../../model/link.ts";
import type { Resolution } from "../../model/name.ts";
import type { OptIn } from "../../model/settings.ts";

/** What the zones of one name come to, and the writes that return it to its baseline. */
export interface Drift {
  readonly state: "moored" | "pending" | "drifted" | "blocked" | "unknown";
  readonly code: string;
  readonly sentence: string;
  /** In the order in which they leave no window with a wrong answer: records first, bindings after. */
  readonly repairs: readonly Repair[];
  /** Where the name is answered, when it is answered rightly from a zone. */
  readonly baseline: Baseline | null;
  /** Why the repairs must wait, where what they would write to says so. */
  readonly doubt?: { readonly code: string; readonly sentence: string };
}

export type Repair = DistributivePick<ResolutionChange>;
type DistributivePick<T> = T extends Change
  ? Omit<T, "registry" | "cloud" | "instance" | "network" | "account" | "region" | "part" | "repoints">
  : never;

export interface DriftInput {
  readonly resolution: Resolution;
  readonly link: Link;
  readonly region: string;
  /** The address that the link and the ledger agree on. */
  readonly address: string;
  readonly entry: LedgerEntry | null;
  /** Milliseconds since the link was asked for, when that is known. */
  readonly age: number | null;
  readonly optIn: readonly OptIn[];
  /** The registry holds the role it publishes names with; `null` where it needs none, or nobody asked. */
  readonly authorized: boolean | null;
  readonly at: string;
}

/** A drift that nothing is written for. */
export function reported(code: string, sentence: string): Drift {
  return { state: "drifted", code, sentence, repairs: [], baseline: null };
}
