import type { CloudName } from "../../shared/model/network.ts";

/** One cloud of the story: what its teams do with the vendor's own client, told in the vendor's words. */
export interface Side {
  readonly cloud: CloudName;
  /** The alias of its registry. */
  readonly registry: string;
  /** A tagged network without a subnet where `wish` is true; answers its id. */
  createNetwork(name: string, cidr: string, wish: boolean): Promise<string>;
  createSubnet(network: string, cidr: string): Promise<void>;
  tag(network: string): Promise<void>;
  loseNextEvents(count: number): void;
  /** The vendor's word for the state of the network's link; `null` when the registry lists none. */
  linkState(network: string): Promise<string | null>;
  /** Calls made so far, by `product:Action`. */
  readonly calls: ReadonlyMap<string, number>;
}

/** How a side tells what its team does, and what its networks and subnets are called in the story. */
export interface Telling {
  did(words: string): void;
  /** Gives an id the name that the story calls it by. */
  name(id: string, name: string): void;
  label(id: string): string;
}
