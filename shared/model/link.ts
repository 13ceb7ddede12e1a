import type { Known } from "./known.ts";

/** The section of a registry that is linked on its own: images (`registry`) or Helm charts (`chart`). */
export type Part = (typeof parts)[number];

export const parts = ["registry", "chart"] as const;

/** The registry's entry for one network and part. */
export interface Link {
  readonly network: string;
  readonly part: Part;
  readonly subnet: string;
  /** Unknown until the registry took one: an empty address is no address. */
  readonly address: Known<string>;
  /** `ready` only in the one state that the vendor documents as working; every other word is `changing`. */
  readonly state: "ready" | "changing";
  /** The vendor's own word, for people. */
  readonly vendorState: string;
  /** The provider answers the registry's names in this network by itself, without a zone. */
  readonly providerResolved: boolean;
  /** What the vendor says is wrong with the link, in its own words. */
  readonly issue: LinkIssue | null;
}

export interface LinkIssue {
  readonly text: string;
  /** A zone of the same name, made by somebody else, that the registry refused to touch. */
  readonly conflictingZone?: string;
  /** The registry may not write private zones in the network's account. */
  readonly notAuthorized?: true;
}
