/** Record types that the private zones of both clouds hold. */
export type RecordType = "A" | "AAAA" | "CNAME" | "TXT" | "MX" | "PTR" | "SRV";

/** One record as a resolver sees it; names are lower case without a trailing dot. */
export interface ViewRecord {
  /** The whole name; the first label may be `*`. */
  readonly name: string;
  readonly type: RecordType;
  /** As written in the zone, e.g. `10.0.0.1`, or `priority weight port target` for SRV. */
  readonly value: string;
  /** Seconds. */
  readonly ttl: number;
  /** Preference of an MX record. */
  readonly priority: number;
  /** Counts for the records of a zone; the others are there or not. */
  readonly enabled: boolean;
}

/** A private zone bound to the network. */
export interface ViewZone {
  readonly name: string;
  /** Where a name that the zone does not hold is looked up; `nowhere` is NXDOMAIN. */
  readonly missing: "nowhere" | "public" | "next-zone";
  readonly records: readonly ViewRecord[];
}

/** All that decides what a resolver inside one network answers. */
export interface NetworkView {
  /** Whom the network asks: the provider's resolvers, others that know public names alone, or others that fail. */
  readonly resolver: "provider" | "public-only" | "servfail" | "refused";
  readonly zones: readonly ViewZone[];
  /** What the provider answers of itself, for names that no bound zone covers. */
  readonly provided: readonly ViewRecord[];
  /** What anybody can resolve. */
  readonly public: readonly ViewRecord[];
  /** A resolver that keeps answers for their TTL, so that changes show late. */
  readonly keepsAnswers: boolean;
}

/** One network and how it resolves now. */
export interface ResolvingNetwork {
  readonly cloud: string;
  readonly account: string;
  readonly region: string;
  readonly vpcId: string;
}

/** What a cloud tells the DNS servers. */
export interface NetworkSource {
  /** The networks that exist now. */
  networks(): readonly ResolvingNetwork[];
  /** `undefined` when the network is gone. */
  view(network: ResolvingNetwork): NetworkView | undefined;
}
