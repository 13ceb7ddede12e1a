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

/** Servers that are not the provider's: they know public names alone, or they fail. */
export type OtherServers = "public-only" | "servfail" | "refused";

/** A private zone bound to the network. */
export interface ViewZone {
  readonly name: string;
  /** Other servers that are asked in the zone's place: for all names below it, or for those that it does not hold. */
  readonly forwarded?: { readonly names: "all" | "missing"; readonly servers: OtherServers };
  /** Where a name that the zone does not hold is looked up; `nowhere` is NXDOMAIN. */
  readonly missing: "nowhere" | "public" | "next-zone";
  readonly records: readonly ViewRecord[];
}

/** A rule of the network, without a zone: other servers are asked for a name and for all names below it. */
export interface ViewRule {
  readonly name: string;
  readonly servers: OtherServers;
}

/** All that decides what a resolver inside one network answers. */
export interface NetworkView {
  /** Whom the network asks: the provider's resolvers, or others. */
  readonly resolver: "provider" | OtherServers;
  readonly zones: readonly ViewZone[];
  readonly rules: readonly ViewRule[];
  /** The names that rules get: all, those that no bound zone holds, or those that no bound zone keeps to itself. */
  readonly rulesGet: "all" | "unheld" | "let-through";
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
