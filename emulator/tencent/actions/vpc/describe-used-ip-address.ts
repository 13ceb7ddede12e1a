import { RefusedError, type TencentAction, tencentAction } from "../../action.ts";
import { pageOf, pagingFields } from "../../paging.ts";
import { vpcErrors } from "./errors.ts";
import { conditionOf, filtersParameter, type Matches } from "./filters.ts";
import { findSubnet, findVpc, subnetsOf } from "./find.ts";

import { type TakenAddress, takenAddressesOf } from "./taken.ts";

const filters: Readonly<Record<string, Matches<TakenAddress>>> = {
  "ip-addresses": ({ address }, value) => address === value,
  "resource-id": ({ owner }, value) => owner === value,
};

export const describeUsedIpAddress: TencentAction = tencentAction({
  product: "vpc",
  name: "DescribeUsedIpAddress",
  access: "read",
  parameters: {
    VpcId: { type: "string", required: true, means: "the VPC" },
    SubnetId: { type: "string", means: "the subnet" },
    IpAddresses: { type: "list", of: { type: "string" }, means: "addresses, at most 100; not together with Filters" },
    Filters: filtersParameter,
    ...pagingFields(100),
  },
  errors: [
    vpcErrors.malformed,
    vpcErrors.notFound,
    vpcErrors.coexist,
    vpcErrors.limitExceeded,
    vpcErrors.filterInvalidKey,
    vpcErrors.filterValuesNotList,
  ],
  run(call) {
    const { parameters } = call;
    const vpc = findVpc(call, parameters.string("VpcId") ?? "");
    const subnetId = parameters.string("SubnetId") ?? "";
    const asked = parameters.strings("IpAddresses");
    if (asked.length > 0 && parameters.objects("Filters").length > 0) throw new RefusedError(vpcErrors.coexist);
    if (asked.length > 100) throw new RefusedError(vpcErrors.limitExceeded);
    const subnets = subnetId === "" ? subnetsOf(call, vpc.id) : [findSubnet(call, subnetId)];
    const found = takenAddressesOf(subnets.filter((subnet) => subnet.vpcId === vpc.id))
      .filter(({ address }) => asked.length === 0 || asked.includes(address))
      .filter(conditionOf(call, filters));
    return {
      IpAddressStates: pageOf(found, call.parameters).map(({ address, owner, subnet }) => ({
        VpcId: vpc.id,
        SubnetId: subnet.id,
        IpAddress: address,
        ResourceType: call.settings.usedIpResourceType,
        ResourceId: owner,
      })),
      TotalCount: found.length,
    };
  },
});
