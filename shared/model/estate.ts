import type { Approval } from "./approval.ts";
import type { Instant, Known } from "./known.ts";
import type { Detachment, Inventory, LedgerEntry } from "./ledger.ts";
import type { Link, Part } from "./link.ts";
import type { RegistryName, Resolution } from "./name.ts";
import type { CloudName, Network, Subnet } from "./network.ts";
import type { Settings } from "./settings.ts";

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
