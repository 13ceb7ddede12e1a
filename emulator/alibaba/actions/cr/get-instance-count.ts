import { type Action, action } from "../../action.ts";
import { instancesOf } from "./find.ts";

export const getInstanceCount: Action = action({
  product: "cr",
  version: "2018-12-01",
  name: "GetInstanceCount",
  access: "read",
  parameters: {},
  errors: [],
  run: (call) => ({ Count: instancesOf(call).length }),
});
