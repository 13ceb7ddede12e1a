import { type Action, type ActionCall, ApiError, action } from "../../action.ts";
import type { VSwitch } from "../../state.ts";
import { meetsTags, tagErrors, tagFilters, tagParameter } from "../../tags.ts";
import { vpcErrors } from "./errors.ts";
import { inRegion, isListed } from "./find.ts";
import { pageOf, pageParameters } from "./paging.ts";
import { vswitchView } from "./views.ts";

export const describeVSwitches: Action = action({
  product: "vpc",
  version: "2016-04-28",
  name: "DescribeVSwitches",
  access: "read",
  parameters: {
    RegionId: { type: "string", means: "the region; this or VpcId is required" },
    VpcId: { type: "string", means: "the VPC" },
    VSwitchId: { type: "string", means: "the vSwitch" },
    VSwitchName: { type: "string", means: "the exact name" },
    ZoneId: { type: "string", means: "the zone" },
    IsDefault: { type: "boolean", means: "default vSwitches alone, or all others" },
    RouteTableId: { type: "string", means: "the route table" },
    ResourceGroupId: { type: "string", means: "the resource group" },
    VSwitchOwnerId: { type: "integer", means: "the owner's account id" },
    EnableIpv6: { type: "boolean", means: "vSwitches with IPv6, which the emulated cloud has none of" },
    DryRun: { type: "boolean", means: "check the request alone" },
    ...tagParameter,
    ...pageParameters,
  },
  errors: [vpcErrors.regionOrVpcMissing, vpcErrors.dryRun, ...Object.values(tagErrors)],
  run(call) {
    if (!call.parameters.string("RegionId") && !call.parameters.string("VpcId"))
      throw new ApiError(vpcErrors.regionOrVpcMissing);
    const wanted = conditions(call);
    if (call.parameters.boolean("DryRun") === true) throw new ApiError(vpcErrors.dryRun);
    const { items, counters } = pageOf(
      call,
      [...call.account.vswitches.values()].filter(
        (vswitch) => inRegion(call, vswitch) && isListed(call, vswitch) && wanted(vswitch),
      ),
    );
    return { ...counters, VSwitches: { VSwitch: items.map((vswitch) => vswitchView(call, vswitch)) } };
  },
});

function conditions(call: ActionCall): (vswitch: VSwitch) => boolean {
  const { parameters, account, settings } = call;
  const filters = tagFilters(parameters.objects("Tag"));
  const equal = (name: string, actual: string | undefined) => {
    const asked = parameters.string(name);
    return asked === undefined || asked === "" || asked === actual;
  };
  const owner = parameters.integer("VSwitchOwnerId");
  const isDefault = parameters.boolean("IsDefault");
  return (vswitch) =>
    equal("VpcId", vswitch.vpcId) &&
    equal("VSwitchId", vswitch.id) &&
    equal("VSwitchName", vswitch.name) &&
    equal("ZoneId", vswitch.zoneId) &&
    equal("RouteTableId", account.vpcs.get(vswitch.vpcId)?.routeTableId) &&
    equal("ResourceGroupId", vswitch.resourceGroupId) &&
    (owner === undefined || owner === Number(account.id)) &&
    (isDefault === undefined || isDefault === vswitch.isDefault) &&
    parameters.boolean("EnableIpv6") !== true &&
    meetsTags(vswitch.tags, filters, settings.keyOnlyTagFilter);
}
