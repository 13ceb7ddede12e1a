import { tencentAction } from "../../action.ts";
import { errorsOf, refuse } from "./errors.ts";
import { registryField, registryResource } from "./find.ts";
import { continueReplica } from "./instances.ts";
import { findReplica, replicaFields } from "./replica.ts";

export const deleteReplicationInstance = tencentAction({
  product: "tcr",
  name: "DeleteReplicationInstance",
  access: "write",
  parameters: { RegistryId: registryField, ...replicaFields },
  errors: errorsOf("ResourceNotFound", "InternalError.ErrorConflict"),
  run(call) {
    const { registry, replica } = findReplica(call, call.parameters.string("RegistryId"));
    const isUsed = registry.links.some(({ region }) => region === replica.region);
    if (isUsed || replica.status !== "Running") refuse("InternalError.ErrorConflict");
    replica.status = "Deleting";
    continueReplica(call, registry, replica);
    return {};
  },
  resources: (call) => registryResource(call),
});
