import { tencentAction } from "../../action.ts";
import { errorsOf, messageOf, refuse } from "./errors.ts";

export const queryAsyncBindVpcStatus = tencentAction({
  product: "privatedns",
  name: "QueryAsyncBindVpcStatus",
  access: "read",
  callsPerSecond: 10,
  parameters: { UniqId: { type: "string", required: true, means: "of AddSpecify or DeleteSpecifyPrivateZoneVpc" } },
  errors: errorsOf("InvalidParameter.UniqueIdNotExist"),
  run({ account, parameters }) {
    const task = account.bindTasks.get(parameters.string("UniqId") ?? "");
    if (task === undefined) return refuse("InvalidParameter.UniqueIdNotExist");
    return {
      Status: task.status,
      ErrorMsg: task.status === "failed" ? messageOf("FailedOperation.BindZoneVpcFailed") : null,
    };
  },
});
