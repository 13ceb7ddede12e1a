import { RefusedError, type TencentAction, type TencentCall, tencentAction } from "../../action.ts";
import type { TencentSubnet } from "../../state.ts";
import { vpcErrors } from "./errors.ts";
import { conditionOf, filtersParameter, isTrue, type Matches, never, ofWords, tagKeyFilter } from "./filters.ts";
import { stringPage, stringPaging, tokenPage } from "./paging.ts";
import { pickById } from "./pick.ts";
import { subnetView } from "./views.ts";

const filters: Readonly<Record<string, Matches<TencentSubnet>>> = {
  ...tagKeyFilter,
  "subnet-id": ({ id }, value) => id === value,
  "vpc-id": ({ vpcId }, value) => vpcId === value,
  "cidr-block": ({ cidr }, value) => cidr === value,
  "is-default": isTrue(({ isDefault }) => isDefault),
  "is-remote-vpc-snat": isTrue(({ isRemoteVpcSnat }) => isRemoteVpcSnat),
  "subnet-name": ({ name }, value) => name.includes(value),
  zone: ({ zone }, value) => zone === value,
  "cdc-id": ({ cdcId }, value) => cdcId === value,
  "is-cdc-subnet": ofWords(["0", "1"], ({ cdcId }) => cdcId !== ""),
  "ipv6-cidr-block": never,
  "isp-type": never,
  "address-type": never,
};

export const describeSubnets: TencentAction = tencentAction({
  product: "vpc",
  name: "DescribeSubnets",
  access: "read",
  callsPerSecond: 100,
  parameters: {
    SubnetIds: { type: "list", of: { type: "string" }, means: "ids, at most 100; not together with Filters" },
    Filters: filtersParameter,
    ...stringPaging,
    MaxResults: { type: "integer", minimum: 1, maximum: 100, means: "page size, in the place of Offset and Limit" },
    NextToken: { type: "string", means: "where the last page ended; 24 hours long" },
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
    const all = [...call.account.subnets.values()].filter(({ region }) => region === call.region);
    const found = pickById(call, "subnet", "SubnetIds", all).filter(conditionOf(call, filters));
    const { items, nextToken } = pageOf(call, found);
    return {
      TotalCount: found.length,
      SubnetSet: items.map((subnet) => subnetView(call, subnet)),
      NextToken: nextToken,
    };
  },
});

/** By token where the call asks so; `NextToken` is `null` in the other way of paging. */
function pageOf(
  call: TencentCall,
  found: readonly TencentSubnet[],
): { readonly items: readonly TencentSubnet[]; readonly nextToken: string | null } {
  const { parameters } = call;
  if (!parameters.has("MaxResults") && !parameters.has("NextToken"))
    return { items: stringPage(call, found), nextToken: null };
  if (parameters.has("Offset") || parameters.has("Limit")) throw new RefusedError(vpcErrors.coexist);
  const asked = [
    parameters.strings("SubnetIds"),
    parameters.objects("Filters").map((filter) => [filter.string("Name"), filter.strings("Values")]),
    parameters.integer("MaxResults"),
  ];
  return tokenPage(call, found, asked);
}
