import { type Action, type ActionCall, ApiError, action } from "../../action.ts";
import type { Vpc } from "../../state.ts";
import { meetsTags, tagErrors, tagFilters, tagParameter } from "../../tags.ts";
import { shownSetId } from "./dhcp-options/association.ts";
import { vpcErrors, vpcNotFound, vpcNotFoundErrors } from "./errors.ts";
import { inRegion, isListed } from "./find.ts";
import { pageOf, pageParameters } from "./paging.ts";
import { regionParameter } from "./parameters.ts";
import { vpcView } from "./views.ts";

export const describeVpcs: Action = action({
  product: "vpc",
  version: "2016-04-28",
  name: "DescribeVpcs",
  access: "read",
  parameters: {
    RegionId: regionParameter,
    VpcId: { type: "string", means: "ids, separated by commas, at most 20" },
    VpcName: { type: "string", means: "the exact name" },
    IsDefault: { type: "boolean", means: "default VPCs alone, or all others" },
    ResourceGroupId: { type: "string", means: "the resource group" },
    VpcOwnerId: { type: "integer", means: "the owner's account id" },
    DhcpOptionsSetId: { type: "string", means: "the DHCP options set" },
    EnableIpv6: { type: "boolean", means: "VPCs with IPv6, which the emulated cloud has none of" },
    DryRun: { type: "boolean", means: "check the request alone" },
    ...tagParameter,
    ...pageParameters,
  },
  errors: [vpcErrors.tooManyVpcIds, vpcErrors.dryRun, ...vpcNotFoundErrors, ...Object.values(tagErrors)],
  run(call) {
    const wanted = conditions(call);
    if (call.parameters.boolean("DryRun") === true) throw new ApiError(vpcErrors.dryRun);
    const { items, counters } = pageOf(
      call,
      [...call.account.vpcs.values()].filter((vpc) => inRegion(call, vpc) && isListed(call, vpc) && wanted(vpc)),
    );
    return { ...counters, Vpcs: { Vpc: items.map((vpc) => vpcView(call, vpc)) } };
  },
});

function conditions(call: ActionCall): (vpc: Vpc) => boolean {
  const { parameters, settings } = call;
  const ids = (parameters.string("VpcId") ?? "").split(",").filter((id) => id !== "");
  if (ids.length > 20) throw new ApiError(vpcErrors.tooManyVpcIds);
  if (settings.unknownVpcFilter === "refused" && ids.some((id) => !call.account.vpcs.has(id)))
    throw new ApiError(vpcNotFound(settings));
  const filters = tagFilters(parameters.objects("Tag"));
  const equal = (asked: string | undefined, actual: string) => asked === undefined || asked === "" || asked === actual;
  const owner = parameters.integer("VpcOwnerId");
  const isDefault = parameters.boolean("IsDefault");
  return (vpc) =>
    (ids.length === 0 || ids.includes(vpc.id)) &&
    equal(parameters.string("VpcName"), vpc.name) &&
    equal(parameters.string("ResourceGroupId"), vpc.resourceGroupId) &&
    equal(parameters.string("DhcpOptionsSetId"), shownSetId(vpc)) &&
    (owner === undefined || owner === Number(call.account.id)) &&
    (isDefault === undefined || isDefault === vpc.isDefault) &&
    parameters.boolean("EnableIpv6") !== true &&
    meetsTags(vpc.tags, filters, settings.keyOnlyTagFilter);
}
