export interface ZoneBinding {
  readonly network: string;
  readonly region: string;
  /** Set when the network belongs to another account than the zone. */
  readonly account: string | null;
  /** The vendor's kind of network, sent back unchanged when the set is written again. */
  readonly kind: string;
}

export interface ZoneRecord {
  readonly id: string;
  /** Host part relative to the zone; `@` is the zone's own name. */
  readonly host: string;
  readonly type: string;
  readonly value: string;
  /** Seconds. */
  readonly ttl: number;
  readonly enabled: boolean;
  readonly remark: string;
}

export interface Zone {
  readonly id: string;
  /** Lower case, no trailing dot. */
  readonly name: string;
  /** `product` zones belong to the provider and refuse writes. */
  readonly origin: "customer" | "product";
  /** A name without a record goes on to public resolution instead of answering NXDOMAIN. */
  readonly fallsThrough: boolean;
  readonly bindings: readonly ZoneBinding[];
  readonly records: readonly ZoneRecord[];
  readonly remark: string;
  /** Changes with every write to the zone, as far as the vendor shows. */
  readonly revision: string;
}

/** A rule by which the provider's resolver asks others for every name under a zone name. */
export interface ForwardingRule {
  readonly id: string;
  /** Lower case, no trailing dot. */
  readonly zone: string;
  /** Who is asked. */
  readonly servers: readonly string[];
  /** It is a zone's own: that zone sends its names on instead of answering them. Else it is the network's. */
  readonly ofZone?: true;
}
