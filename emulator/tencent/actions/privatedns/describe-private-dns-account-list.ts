import { pageOf, pagingFields } from "../../paging.ts";
import { accountView } from "./dns-account.ts";
import { errorsOf, refuse } from "./errors.ts";
import { filtersField } from "./find.ts";
import { privatednsAction } from "./privatedns-action.ts";

export const describePrivateDnsAccountList = privatednsAction({
  name: "DescribePrivateDNSAccountList",
  access: "read",
  callsPerSecond: 20,
  parameters: {
    Offset: pagingFields(100).Offset,
    // The vendor's own example asks for 200.
    Limit: pagingFields(200).Limit,
    Filters: { ...filtersField, means: "AccountUin" },
  },
  errors: errorsOf("InvalidParameterValue"),
  run({ account, parameters }) {
    const filters = parameters.objects("Filters");
    if (filters.some((filter) => filter.string("Name") !== "AccountUin")) refuse("InvalidParameterValue");
    const found = [...account.dnsAccounts].filter((uin) =>
      filters.every((filter) => filter.strings("Values").includes(uin)),
    );
    return { TotalCount: found.length, AccountSet: pageOf(found, parameters).map(accountView) };
  },
});
