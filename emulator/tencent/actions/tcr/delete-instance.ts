import { tencentAction } from "../../action.ts";
import { errorsOf, refuse } from "./errors.ts";
import { findRegistry, registryField, registryResource } from "./find.ts";
import { continueInstance } from "./instances.ts";

export const deleteInstance = tencentAction({
  product: "tcr",
  name: "DeleteInstance",
  access: "write",
  parameters: {
    RegistryId: registryField,
    DeleteBucket: { type: "boolean", means: "the bucket too; without effect here" },
    DryRun: { type: "boolean", means: "checks only" },
  },
  errors: errorsOf("ResourceNotFound", "OperationDenied"),
  run(call) {
    const registry = findRegistry(call);
    if (registry.deletionProtection) refuse("OperationDenied");
    if (call.parameters.boolean("DryRun") === true || registry.status === "Deleting") return {};
    registry.status = "Deleting";
    continueInstance(call, registry);
    return {};
  },
  resources: (call) => registryResource(call),
});
