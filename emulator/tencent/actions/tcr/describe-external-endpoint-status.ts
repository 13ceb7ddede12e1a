import { tencentAction } from "../../action.ts";
import { errorsOf } from "./errors.ts";
import { findRegistry, registryField } from "./find.ts";

export const describeExternalEndpointStatus = tencentAction({
  product: "tcr",
  name: "DescribeExternalEndpointStatus",
  access: "read",
  parameters: { RegistryId: registryField },
  errors: errorsOf("ResourceNotFound"),
  run: (call) => ({ Status: findRegistry(call).publicEntry, Reason: "" }),
});
