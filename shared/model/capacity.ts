/** A number of things and how many there may be; `source` says how much that is worth. */
export interface Room {
  readonly used: number;
  /** `null`: nobody says. */
  readonly limit: number | null;
  readonly source: "vendor" | "assumed" | "configured" | "unknown";
}

/** What one registry can still take. */
export interface Capacity {
  /** The alias. */
  readonly registry: string;
  /** Unknown where the links could not be read. */
  readonly links: Room | null;
  /** Links that this plan would make, those held back included. */
  readonly needed: number;
  /** Networks that wish for a link and would get none, in the order in which they are to get one. */
  readonly waiting: readonly string[];
  /** Networks whose new link a rule wants approved, and nobody did: they take no place, and keep nobody waiting. */
  readonly unapproved: readonly string[];
  /** Zones of the account against its limit; `null` where nobody had to ask. */
  readonly zones: Room | null;
  /** Subnets that a plan looked at, of networks that wish or are linked, with their free addresses; `null`: not known. */
  readonly subnets: readonly { readonly network: string; readonly subnet: string; readonly free: number | null }[];
}
