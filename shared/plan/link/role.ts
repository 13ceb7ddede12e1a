import { type CreateRole, changeKey } from "../../model/change.ts";
import type { Publishing } from "../../model/estate.ts";
import { elapsed, type Instant } from "../../model/known.ts";
import type { LedgerEntry } from "../../model/ledger.ts";
import type { Part } from "../../model/link.ts";
import type { Network } from "../../model/network.ts";
import type { RegistrySettings } from "../../model/settings.ts";
import { refusalWords } from "../limits/refusal.ts";
import { whoseLink } from "./whose.ts";

/** A refusal to make the role is believed this long, milliseconds. */
const refusalTime = 3_600_000;

export interface RoleInput {
  readonly registry: RegistrySettings;
  readonly network: Network;
  readonly part: Part;
  readonly entry: LedgerEntry | null;
  /** The other deployment that has the link in its ledger. */
  readonly otherDeployment: string | null;
  readonly publishing: Publishing | null;
  /** The account that Mooring's credentials belong to; `null` when it is not known. */
  readonly account: string | null;
  /** Codes of the link's names. */
  readonly codes: readonly string[];
  readonly at: Instant;
}

/** What is to be done about a role that is gone: the change, or why there is none. */
export interface RolePlan {
  readonly change: CreateRole | null;
  readonly sentence: string;
}

/**
 * The service-linked role with which a registry publishes names, where a link misses it: a name of it was never
 * published for want of it, or the role with which its zone was made is gone. Networks whose names are answered without
 * a zone never needed it. `null`: nothing is missing.
 */
export function rolePlan(input: RoleInput): RolePlan | null {
  const { registry, network, part, entry, publishing, account, codes, at } = input;
  const published = entry !== null && hasVendorsZone(entry);
  if (!codes.includes("blocked/no-zone-role") && !(publishing?.authorized === false && published)) return null;
  const none = (sentence: string): RolePlan => ({ change: null, sentence });
  if (!registry.createServiceLinkedRole)
    return none(
      `create the registry's service-linked role, or let Mooring make it (createServiceLinkedRole of registry "${registry.alias}"); then detach the network and attach it again if it stays unpublished`,
    );
  if (entry === null) return none(`${whoseLink(part, input.otherDeployment)}, so the role is somebody else's to make`);
  if (publishing === null || account === null) return none("a pass that knows the account's roles makes the role");
  if (publishing.authorized !== false) return none("the role is there by now");
  if (network.account !== account)
    return none(`the role is missing in account ${network.account}, whose owner must make it`);
  const change: CreateRole = {
    kind: "create-role",
    registry: registry.alias,
    cloud: registry.cloud,
    instance: registry.instance,
    network: network.id,
    account: network.account,
    region: network.region,
    part,
    because: `the service-linked role with which registry "${registry.alias}" publishes names is gone`,
  };
  const refused = entry.failures.find(
    (failure) => failure.change === changeKey(change) && elapsed(failure.at, at) < refusalTime,
  );
  if (refused !== undefined)
    return none(
      `making the role was refused at ${refused.at}: ${refusalWords(refused.failure)}; it is tried again an hour after that`,
    );
  return { change, sentence: "the role is to be made" };
}

/** A name of the link was seen to answer from a zone that the registry made with its role. */
export function hasVendorsZone({ names }: LedgerEntry): boolean {
  return names.some(({ baseline, ownZone }) => baseline !== null && ownZone === null);
}
