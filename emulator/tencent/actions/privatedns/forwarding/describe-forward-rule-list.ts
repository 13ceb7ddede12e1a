import { pageOf, pagingFields } from "../../../paging.ts";
import { errorsOf } from "../errors.ts";
import { filtersField } from "../find.ts";
import { privatednsAction } from "../privatedns-action.ts";
import { meetsFilters } from "./find.ts";
import { ruleView } from "./views.ts";

export const describeForwardRuleList = privatednsAction({
  name: "DescribeForwardRuleList",
  access: "read",
  callsPerSecond: 10,
  parameters: {
    ...pagingFields(100),
    Filters: { ...filtersField, means: "RuleId, RuleName, RuleType, ZoneId, EndPointId, EndPointName" },
  },
  errors: errorsOf("InvalidParameterValue"),
  run(call) {
    const found = [...call.account.forwardRules.values()].filter((rule) =>
      meetsFilters(call, {
        RuleId: rule.id,
        RuleName: rule.name,
        RuleType: rule.type,
        ZoneId: rule.zoneId,
        EndPointId: rule.endpointId,
        EndPointName: call.account.outboundEndpoints.get(rule.endpointId)?.name ?? "",
      }),
    );
    return {
      TotalCount: found.length,
      ForwardRuleSet: pageOf(found, call.parameters).map((rule) => ruleView(call, rule)),
    };
  },
});
