import { tencentAction } from "../../action.ts";
import { errorsOf } from "./errors.ts";
import { findRegistry, registryField, registryResource } from "./find.ts";
import { continuePublicEntry } from "./instances.ts";

/** The public entry; links of VPCs do not need it. */
export const manageExternalEndpoint = tencentAction({
  product: "tcr",
  name: "ManageExternalEndpoint",
  access: "write",
  callsPerSecond: 20,
  parameters: {
    RegistryId: registryField,
    Operation: { type: "string", required: true, oneOf: ["Create", "Delete"], means: "open or close" },
  },
  errors: errorsOf("ResourceNotFound"),
  run(call) {
    const registry = findRegistry(call);
    if (call.parameters.string("Operation") === "Delete") registry.publicEntry = "Closed";
    else if (registry.publicEntry === "Closed") {
      registry.publicEntry = "Opening";
      continuePublicEntry(call, registry);
    }
    return { RegistryId: registry.id };
  },
  resources: (call) => registryResource(call),
});
