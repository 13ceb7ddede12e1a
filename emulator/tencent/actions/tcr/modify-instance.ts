import { tencentAction } from "../../action.ts";
import { errorsOf } from "./errors.ts";
import { findRegistry, registryField, registryResource } from "./find.ts";

const editions = ["basic", "standard", "premium"] as const;

export const modifyInstance = tencentAction({
  product: "tcr",
  name: "ModifyInstance",
  access: "write",
  parameters: {
    RegistryId: registryField,
    RegistryType: { type: "string", oneOf: editions, means: "the edition, and with it the quota" },
    DeletionProtection: { type: "boolean", means: "refuses DeleteInstance" },
    EnableCosVersioning: { type: "boolean", means: "bucket keeps versions" },
  },
  errors: errorsOf("ResourceNotFound"),
  run(call) {
    const { parameters } = call;
    const registry = findRegistry(call);
    registry.edition = editions.find((one) => one === parameters.string("RegistryType")) ?? registry.edition;
    registry.deletionProtection = parameters.boolean("DeletionProtection") ?? registry.deletionProtection;
    registry.enableCosVersioning = parameters.boolean("EnableCosVersioning") ?? registry.enableCosVersioning;
    return {};
  },
  resources: (call) => registryResource(call),
});
