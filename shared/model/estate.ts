import type { Approval } from "./approval.ts";
import type { CallFailure, Instant, Known } from "./known.ts";
import type { Detachment, Inventory, LedgerEntry } from "./ledger.ts";
import type { Settings } from "./settings.ts";

export type CloudName = "alibaba" | "tencent";

/** The section of a registry that is linked on its own: images (`registry`) or Helm charts (`chart`). */
export type Part = "registry" | "chart";

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

/** How a name belongs to a registry: its name inside networks, its public name, or a domain of the user's own. */
export type NameKind = "vpc" | "default" | "custom";

/** A name of a registry that must resolve to the link's address inside each linked network. */
export interface RegistryName {
  readonly name: string;
  readonly kind: NameKind;
}

/** A vendor's own switch that publishes one name in one network, where it has one. */
export interface NameSwitch {
  /** `unclear`: the vendor's word says neither; nothing is written on account of it. */
  readonly state: "on" | "off" | "error" | "unclear";
  /** The vendor's own word, for people. */
  readonly vendorState: string;
  /** It is on under this region too, which is not the network's: somebody named none, or a wrong one. */
  readonly elsewhere: string | null;
}

/** One name in one network: everything known that could answer it there. */
export interface Resolution {
  readonly network: string;
  readonly part: Part;
  readonly name: string;
  /** `null`: the registry publishes its names in zones that can be seen. */
  readonly switch: NameSwitch | null;
  /** The rule bound to the network that covers the name, the most specific one; `null`: none was seen. */
  readonly forwarding: ForwardingRule | null;
  /** Why the rules could not be read: one may be bound all the same. */
  readonly forwardingUnread?: CallFailure;
  /** Every zone whose name is `name` or a parent of it: those bound to the network and those that only could be. */
  readonly zones: readonly Zone[];
}

/** A resolution together with what could not be read of it. */
export interface ResolutionView {
  readonly network: string;
  readonly part: Part;
  readonly name: string;
  readonly resolution: Known<Resolution>;
}

export interface Instance {
  readonly running: boolean;
  readonly vendorState: string;
  readonly edition: string;
  /** Where its replicas run: it links networks of these regions and of its own. */
  readonly replicas: readonly string[];
  /** Which networks of other accounts it links: those that lend a subnet, or none. */
  readonly otherAccounts: "shared-subnets" | "none";
}

export interface Quota {
  readonly links: number;
  readonly used: number;
  /** The vendor tells no quota: `links` is what it publishes for the edition, and only its refusal is certain. */
  readonly assumed: boolean;
}

/** Whether names can be published in an account's networks. */
export interface Publishing {
  /** The state of the account's private DNS service. */
  readonly service: "open" | "closed" | "in-debt";
  /** The vendor's own word, for people. */
  readonly vendorState: string;
  /** The registry holds the role it publishes names with; `null` where the vendor needs none. */
  readonly authorized: boolean | null;
}

/** What the registry says of one part. */
export interface PartView {
  readonly part: Part;
  /** Every name the registry has; which of them are published is the configuration's to say. */
  readonly names: readonly RegistryName[];
  readonly links: readonly Link[];
}

export interface RegistryView {
  readonly alias: string;
  /** `false`: this pass only knows the registry by name; its parts were not asked for. */
  readonly looked: boolean;
  readonly instance: Known<Instance>;
  readonly quota: Known<Quota>;
  readonly parts: readonly { readonly part: Part; readonly view: Known<PartView> }[];
  /** Only of networks whose link is ready, and only as far as this pass reads them. */
  readonly resolutions: readonly ResolutionView[];
}

/** The networks of one region as far as this pass looked: all of them, or those with the ids it asked for. */
export interface RegionView {
  readonly cloud: CloudName;
  readonly region: string;
  /** `null`: the whole region was listed. */
  readonly ids: readonly string[] | null;
  /** Of the whole region only the pass's own share is told. */
  readonly shared?: true;
  readonly networks: Known<readonly Network[]>;
}

/** The subnets of one network; read only where the plan needs them. */
export interface SubnetsView {
  readonly cloud: CloudName;
  readonly network: string;
  readonly subnets: Known<readonly Subnet[]>;
}

/** The account whose credentials a cloud is read with, and whether names can be published in its networks. */
export interface AccountView {
  readonly cloud: CloudName;
  readonly account: Known<string>;
  /** Unknown without a cause: this pass had no need to ask. */
  readonly publishing: Known<Publishing>;
  /** Unknown without a cause: this pass had no need to ask. */
  readonly zones: Known<ZoneAccount>;
}

/** What limits zones of Mooring's own in an account, and how the vendor wants them laid out. */
export interface ZoneAccount {
  readonly count: number;
  readonly limit: number;
  /** `name`: a zone a (name, network). `main-domain`: a network takes one zone of a main domain, so it holds all names. */
  readonly layout: "name" | "main-domain";
  /** What one zone costs a day, in words, for people; `null` where nothing is published. */
  readonly price: string | null;
}

/** Who changed a zone or a record of it, as far as the vendor's log tells. */
export interface ZoneEdit {
  /** The zone's id. */
  readonly zone: string;
  readonly at: Instant;
  /** A user's or role's name or id, in the vendor's words. */
  readonly by: string;
  /** The vendor's word for what was done, and to what. */
  readonly what: string;
  /**
   * Which hosts of the zone it may have been about: all words of its log that could be one. Empty: it was about the zone
   * itself, as its bindings; absent: nobody tells.
   */
  readonly hosts?: readonly string[];
  /** It was told before as no more than the zone's last change. */
  readonly ofZone?: true;
}

/** Who last changed what answers one name in one network, as an event told it to this pass or to an earlier one. */
export interface NameEdit {
  /** The registry's alias. */
  readonly registry: string;
  readonly network: string;
  readonly part: Part;
  readonly name: string;
  readonly at: Instant;
  readonly by: string;
  readonly what: string;
}

/** Who wrote one link that is not there, as an event told it. */
export interface LinkEdit extends Omit<NameEdit, "name"> {
  readonly name?: never;
}

export type Edit = ZoneEdit | NameEdit | LinkEdit;

/** Everything one pass observed, as plain data: it can be saved, redacted and planned from again. */
export interface Estate {
  readonly version: 1;
  readonly at: Instant;
  readonly deployment: string;
  /** `false`: a person asked for this pass, so what was refused lately is tried again at once. */
  readonly believesRefusals: boolean;
  readonly settings: Settings;
  readonly accounts: readonly AccountView[];
  readonly registries: readonly RegistryView[];
  readonly regions: readonly RegionView[];
  readonly subnets: readonly SubnetsView[];
  readonly ledger: Known<readonly LedgerEntry[]>;
  /** What the last report said of names that this pass did not read again, because nothing changed since. */
  readonly carried: readonly CarriedName[];
  /** Who last changed the zones, or else, of names that are not as they should be, and links that do not stay; of one call told twice the best first. */
  readonly edits: readonly Edit[];
  /** Regions whose networks this pass listed to the end, and how many there were; `regions` may look at few of them. */
  readonly listed: readonly ListedRegion[];
  /** Ids of networks and subnets whose deletion was just refused to somebody. */
  readonly refusedDeletions: readonly string[];
  /** Networks that were read by id, because a detach would follow from what the lists show. */
  readonly reread: readonly RegionView[];
  /** What earlier passes saw of the lists, and of which networks they had read by id that they were gone. */
  readonly inventory: Known<readonly Inventory[]>;
  /** Detaches that were announced lately, this deployment's and others'. */
  readonly detachments: Known<readonly Detachment[]>;
  /** Unknown without a cause: nothing asks for approval. */
  readonly approvals: Known<readonly Approval[]>;
}

/** How many networks a region had when it was listed in this pass. */
export interface ListedRegion {
  readonly cloud: CloudName;
  readonly region: string;
  readonly networks: Known<number>;
}

/** A name that was moored in the last report and whose zones nobody changed since. */
export interface CarriedName {
  readonly registry: string;
  readonly network: string;
  readonly part: Part;
  readonly name: string;
  readonly address: string;
  readonly at: Instant;
}
