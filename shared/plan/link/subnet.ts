import type { Network, Subnet } from "../../model/network.ts";
import type { SubnetPolicy } from "../../model/settings.ts";
import { isInside } from "./address.ts";

export type SubnetChoice =
  | { readonly chosen: true; readonly subnet: Subnet; readonly sentence: string }
  | { readonly chosen: false; readonly code: string; readonly sentence: string };

/** The tag on a subnet that chooses it. */
const subnetTag = "registry-link-subnet";

/** Addresses that container hosts use for their own bridge; a link there is unreachable from such a host. */
const bridgeBlock = "172.17.0.0/16";

/**
 * The subnet that gives the link its address: the one the wish names, else one tagged `registry-link-subnet`, else by
 * policy: available, with the reserve left after one address was taken, outside 172.17.0.0/16, in a preferred zone,
 * with most free addresses; ties go to the smaller id.
 * @param preferred the one that was approved: of those that the policy may choose from it is chosen, so that an approval
 * holds although free addresses come and go.
 */
export function chooseSubnet(
  network: Network,
  subnets: readonly Subnet[],
  wished: string | null,
  policy: SubnetPolicy,
  preferred: string | null = null,
): SubnetChoice {
  if (wished !== null) {
    const named = subnets.find((subnet) => subnet.id === wished);
    if (named === undefined) {
      return {
        chosen: false,
        code: "blocked/subnet-not-found",
        sentence: `the tag names subnet ${wished}, which is not a subnet of this network; correct the tag, or leave the option out`,
      };
    }
    return usable(named, 0) ?? chosen(named, "the tag names it");
  }
  if (subnets.length === 0) return waiting(network);
  const tagged = subnets.filter((subnet) => subnet.tags[subnetTag] !== undefined).sort(byId);
  const candidates = tagged.length > 0 ? tagged : subnets;
  const ranked = candidates.filter((subnet) => usable(subnet, policy.reserve) === null).sort(ranking(policy));
  const first = ranked.find(({ id }) => id === preferred) ?? ranked[0];
  if (first !== undefined)
    return chosen(
      first,
      tagged.length > 0
        ? `it is tagged ${subnetTag}`
        : first.id === preferred
          ? "it is the one that was approved"
          : `the subnet policy chose it, with ${free(first)} addresses free`,
    );
  const [only] = [...candidates].sort(byId);
  const refusal = only === undefined ? null : usable(only, policy.reserve);
  return refusal !== null && candidates.length === 1
    ? refusal
    : noneFree(candidates, policy.reserve, tagged.length > 0);
}

/** Of a network's subnets those through which a registry of `account` can be linked: of another account's only lent ones. */
export function offered(network: Network, subnets: readonly Subnet[], account: string | null): readonly Subnet[] {
  return account === null || account === network.account ? subnets : subnets.filter(({ shared }) => shared);
}

function ranking(policy: SubnetPolicy): (a: Subnet, b: Subnet) => number {
  const preference = (subnet: Subnet) => {
    const index = policy.zones.indexOf(subnet.zone);
    return index === -1 ? policy.zones.length : index;
  };
  return (a, b) =>
    Number(isInside(a.cidr, bridgeBlock)) - Number(isInside(b.cidr, bridgeBlock)) ||
    preference(a) - preference(b) ||
    free(b) - free(a) ||
    byId(a, b);
}

function free(subnet: Subnet): number {
  return subnet.freeAddresses.known ? subnet.freeAddresses.value : 0;
}

function byId(a: Subnet, b: Subnet): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

/** `null` when the subnet can give an address and keep `reserve`. */
function usable(subnet: Subnet, reserve: number): Extract<SubnetChoice, { chosen: false }> | null {
  if (!subnet.available) {
    return {
      chosen: false,
      code: "pending/subnet-not-available",
      sentence: `subnet ${subnet.id} is not available yet`,
    };
  }
  if (!subnet.freeAddresses.known) {
    return {
      chosen: false,
      code: "unknown/subnet-addresses",
      sentence: `how many addresses subnet ${subnet.id} has free could not be read: ${subnet.freeAddresses.reason}`,
    };
  }
  if (subnet.freeAddresses.value < reserve + 1) {
    return {
      chosen: false,
      code: "blocked/subnet-full",
      sentence: `subnet ${subnet.id} has ${subnet.freeAddresses.value} free ${subnet.freeAddresses.value === 1 ? "address" : "addresses"}; a link takes one and ${reserve} must be left`,
    };
  }
  return null;
}

function noneFree(subnets: readonly Subnet[], reserve: number, tagged: boolean): SubnetChoice {
  const pending = subnets.some((subnet) => !subnet.available);
  const [unread] = subnets.filter((subnet) => subnet.available && !subnet.freeAddresses.known).sort(byId);
  const unreadable = unread === undefined ? null : usable(unread, reserve);
  if (unreadable !== null) return unreadable;
  return {
    chosen: false,
    code: pending ? "pending/subnet-not-available" : "blocked/subnet-full",
    sentence: `none of the ${subnets.length} ${tagged ? `subnets tagged ${subnetTag}` : "subnets"} is available with one address for the link and ${reserve} left after it`,
  };
}

function waiting(network: Network): SubnetChoice {
  return {
    chosen: false,
    code: "pending/waiting-for-subnet",
    sentence: `network ${network.id} has no subnet yet; a link takes one address of a subnet, and the first one will be used`,
  };
}

function chosen(subnet: Subnet, because: string): SubnetChoice {
  const warning = isInside(subnet.cidr, bridgeBlock)
    ? `; warning: ${subnet.cidr} lies in 172.17.0.0/16, which container hosts use for their own bridge`
    : "";
  return { chosen: true, subnet, sentence: `subnet ${subnet.id} in ${subnet.zone}: ${because}${warning}` };
}
