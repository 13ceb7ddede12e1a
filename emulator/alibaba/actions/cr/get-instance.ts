import { type Action, action } from "../../action.ts";
import { crErrors } from "./errors.ts";
import { findInstance, instanceParameter } from "./find.ts";
import { instanceView } from "./views.ts";

export const getInstance: Action = action({
  product: "cr",
  version: "2018-12-01",
  name: "GetInstance",
  access: "read",
  parameters: { InstanceId: instanceParameter },
  errors: [crErrors.instanceNotExist],
  run(call) {
    const instance = findInstance(call);
    return { ...instanceView(instance), CreateTime: instance.createdAt, ModifiedTime: instance.createdAt };
  },
});
