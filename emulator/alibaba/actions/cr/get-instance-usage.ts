import { type Action, action } from "../../action.ts";
import { crErrors } from "./errors.ts";
import { findRunningInstance, instanceParameter } from "./find.ts";
import { quotaUsed } from "./links.ts";

export const getInstanceUsage: Action = action({
  product: "cr",
  version: "2018-12-01",
  name: "GetInstanceUsage",
  access: "read",
  parameters: { InstanceId: instanceParameter },
  errors: [crErrors.instanceNotExist, crErrors.statusNotSupport],
  run(call) {
    const instance = findRunningInstance(call);
    // All numbers are texts.
    return {
      NamespaceQuota: "100",
      NamespaceUsage: "4",
      RepoQuota: "1000",
      RepoUsage: "2",
      ChartNamespaceQuota: "50",
      ChartNamespaceUsage: "2",
      ChartRepoQuota: "5000",
      ChartRepoUsage: "5",
      ...(call.settings.quotaShown === "strings" && {
        VpcQuota: String(instance.vpcQuota),
        VpcUsage: String(quotaUsed(call, instance)),
      }),
    };
  },
});
