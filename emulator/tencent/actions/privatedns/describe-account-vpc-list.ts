import type { Fields } from "../../action.ts";
import { pageOf, pagingFields } from "../../paging.ts";
import type { TencentVpc } from "../../state.ts";
import { errorsOf, refuse } from "./errors.ts";
import { filtersField } from "./find.ts";
import { privatednsAction } from "./privatedns-action.ts";

/** The VPCs of an account that is associated. */
export const describeAccountVpcList = privatednsAction({
  name: "DescribeAccountVpcList",
  access: "read",
  parameters: {
    AccountUin: { type: "string", required: true, means: "the associated account" },
    ...pagingFields(100),
    Filters: { ...filtersField, means: "Region, VpcName, VpcId" },
  },
  errors: errorsOf("UnsupportedOperation.AccountNotBound", "InvalidParameterValue"),
  run({ account, state, parameters }) {
    const uin = parameters.string("AccountUin") ?? "";
    if (!account.dnsAccounts.has(uin)) refuse("UnsupportedOperation.AccountNotBound");
    const filters = parameters.objects("Filters");
    const found = [...(state.accounts.get(uin)?.vpcs.values() ?? [])].filter((vpc) =>
      filters.map((filter) => meets(vpc, filter)).every(Boolean),
    );
    return {
      TotalCount: found.length,
      VpcSet: pageOf(found, parameters).map(({ id, region, name }) => ({
        VpcId: id,
        Region: region,
        Uin: uin,
        VpcName: name,
      })),
    };
  },
});

function meets({ id, region, name }: TencentVpc, filter: Fields): boolean {
  const values = filter.strings("Values");
  switch (filter.string("Name") ?? "") {
    case "Region":
      return values.includes(region);
    case "VpcName":
      return values.some((value) => name.includes(value));
    case "VpcId":
      return values.includes(id);
    default:
      return refuse("InvalidParameterValue");
  }
}
