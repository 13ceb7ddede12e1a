import type { CallFailure } from "./known.ts";
import type { Part } from "./link.ts";
import type { ForwardingRule, Zone } from "./zone.ts";

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
