import type { ActionCall } from "../../../action.ts";
import type { DhcpOptionsSet, Vpc } from "../../../state.ts";
import { timeView } from "../views.ts";
import { associated, associationStatus } from "./association.ts";

type Shape = Readonly<Record<string, unknown>>;

/** An element of `DhcpOptionsSets` in ListDhcpOptionsSets. */
export function listedSet(call: ActionCall, set: DhcpOptionsSet): Shape {
  return { ...common(call, set), AssociateVpcCount: associated(call.account, set.id).length };
}

/** GetDhcpOptionsSet. */
export function setInFull(call: ActionCall, set: DhcpOptionsSet): Shape {
  const vpcs = associated(call.account, set.id);
  return { ...common(call, set), AssociateVpcs: vpcs.map(associateVpc) };
}

function common({ account }: ActionCall, set: DhcpOptionsSet): Shape {
  const inUse = set.status === "Available" && associated(account, set.id).length > 0;
  return {
    DhcpOptionsSetId: set.id,
    DhcpOptionsSetName: set.name,
    DhcpOptionsSetDescription: set.description,
    Status: inUse ? "InUse" : set.status,
    OwnerId: Number(account.id),
    ResourceGroupId: set.resourceGroupId,
    CreationTime: timeView(set.createdAt),
    DhcpOptions: {
      DomainName: set.domainName,
      DomainNameServers: set.domainNameServers.join(","),
      LeaseTime: set.leaseTime,
      Ipv6LeaseTime: set.ipv6LeaseTime,
    },
    Tags: [...set.tags].map(([Key, Value]) => ({ Key, Value })),
  };
}

function associateVpc(vpc: Vpc): Shape {
  return { VpcId: vpc.id, AssociateStatus: associationStatus(vpc) };
}
