import type { Instant, Known } from "./known.ts";

export type CloudName = "alibaba" | "tencent";

export interface Subnet {
  readonly id: string;
  readonly network: string;
  readonly zone: string;
  readonly cidr: string;
  readonly available: boolean;
  /** Addresses that can still be taken. */
  readonly freeAddresses: Known<number>;
  readonly tags: Readonly<Record<string, string>>;
  /** Lent by another account. */
  readonly shared: boolean;
}

export interface Network {
  readonly cloud: CloudName;
  /** The account that owns it. */
  readonly account: string;
  readonly region: string;
  readonly id: string;
  readonly label: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly available: boolean;
  readonly resourceGroup: string;
  /** How many subnets the listing showed, `0` as every network is born; `null` where the listing does not say. */
  readonly subnetCount: number | null;
  readonly resolvers: Known<Resolvers>;
  /** What "the oldest comes first" goes by; in the far future where the vendor does not tell it. */
  readonly createdAt: Instant;
}

/** Whom the machines of a network ask for names. */
export interface Resolvers {
  /** The provider's own resolvers are asked, alone or beside others: nobody else knows private zones. */
  readonly provider: boolean;
  /** The addresses that are handed to the machines, where they are not the provider's usual ones. */
  readonly servers: readonly string[];
}
