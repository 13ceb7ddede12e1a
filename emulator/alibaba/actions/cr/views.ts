import type { ActionCall } from "../../action.ts";
import type { LinkedVpc, RegistryInstance } from "../../state.ts";

/** What ListInstance and GetInstance have in common. */
export function instanceView(instance: RegistryInstance): Readonly<Record<string, unknown>> {
  return {
    InstanceId: instance.id,
    InstanceName: instance.name,
    InstanceSpecification: instance.specification,
    InstanceStatus: instance.status,
    InstanceIssue: "",
    ResourceGroupId: instance.resourceGroupId,
    Tags: [...instance.tags].map(([TagKey, TagValue]) => ({ TagKey, TagValue })),
  };
}

/** An element of `LinkedVpcs` in GetInstanceVpcEndpoint. */
export function linkView(link: LinkedVpc, call: ActionCall): Readonly<Record<string, unknown>> {
  const { settings } = call;
  const hidden = link.status === "CREATING" && settings.addressWhileCreating !== "present";
  const address = hidden ? "" : (link.ip ?? "");
  return {
    VpcId: link.vpcId,
    // The product spells it so; the VPC product writes VSwitchId.
    VswitchId: link.vswitchId,
    ...(hidden && settings.addressWhileCreating === "absent" ? {} : { Ip: address }),
    Status: link.status === "DELETING" ? settings.deletingLink : link.status,
    DefaultAccess: link.defaultAccess,
    ...(link.issue !== null && { Issue: link.issue }),
  };
}
