import { type TencentAction, tencentAction } from "../../action.ts";
import type { TencentVpc } from "../../state.ts";
import { vpcErrors } from "./errors.ts";
import { conditionOf, filtersParameter, isTrue, type Matches, never, tagKeyFilter } from "./filters.ts";
import { stringPage, stringPaging } from "./paging.ts";
import { pickById } from "./pick.ts";
import { vpcView } from "./views.ts";

const filters: Readonly<Record<string, Matches<TencentVpc>>> = {
  ...tagKeyFilter,
  "vpc-name": ({ name }, value) => name.includes(value),
  "is-default": isTrue(({ isDefault }) => isDefault),
  "vpc-id": ({ id }, value) => id === value,
  "cidr-block": ({ cidr }, value) => cidr === value,
  "ipv6-cidr-block": never,
  "isp-type": never,
  "address-type": never,
};

export const describeVpcs: TencentAction = tencentAction({
  product: "vpc",
  name: "DescribeVpcs",
  access: "read",
  callsPerSecond: 100,
  parameters: {
    VpcIds: { type: "list", of: { type: "string" }, means: "ids, at most 100; not together with Filters" },
    Filters: filtersParameter,
    ...stringPaging,
  },
  errors: [
    vpcErrors.coexist,
    vpcErrors.filterInvalidKey,
    vpcErrors.filterValuesNotList,
    vpcErrors.limitExceeded,
    vpcErrors.malformed,
    vpcErrors.range,
    vpcErrors.notFound,
  ],
  run(call) {
    const all = [...call.account.vpcs.values()].filter(({ region }) => region === call.region);
    const found = pickById(call, "vpc", "VpcIds", all).filter(conditionOf(call, filters));
    return { TotalCount: found.length, VpcSet: stringPage(call, found).map((vpc) => vpcView(call, vpc)) };
  },
});
