import { regionNumbers } from "../../accounts.ts";
import { tencentAction } from "../../action.ts";
import type { TencentReplica } from "../../state.ts";
import { errorsOf, refuse } from "./errors.ts";
import { findRegistry, regionGiven, registryField, registryResource } from "./find.ts";
import { continueReplica } from "./instances.ts";

/** Only a premium instance has replicas. */
export const createReplicationInstance = tencentAction({
  product: "tcr",
  name: "CreateReplicationInstance",
  access: "write",
  parameters: {
    RegistryId: registryField,
    ReplicationRegionId: { type: "integer", minimum: 0, means: "number of the replica's region" },
    ReplicationRegionName: { type: "string", means: "name of the replica's region, before the number" },
    SyncTag: { type: "boolean", means: "tags the bucket too; without effect here" },
  },
  errors: errorsOf(
    "ResourceNotFound",
    "ResourceInsufficient.ErrorInstanceNotRunning",
    "UnsupportedOperation",
    "InvalidParameter.UnsupportedRegion",
    "InvalidParameter.ReplicationExists",
  ),
  run(call) {
    const { parameters, ids, clock } = call;
    const registry = findRegistry(call);
    if (registry.status !== "Running") refuse("ResourceInsufficient.ErrorInstanceNotRunning");
    if (registry.edition !== "premium") refuse("UnsupportedOperation");
    const unsupported = "InvalidParameter.UnsupportedRegion";
    const [name, number] = [parameters.string("ReplicationRegionName"), parameters.integer("ReplicationRegionId")];
    const region = regionGiven(name, number, unsupported) ?? refuse(unsupported);
    if (region === registry.region || registry.replicas.some((replica) => replica.region === region))
      refuse("InvalidParameter.ReplicationExists");
    const replica: TencentReplica = {
      id: `${registry.id}-${regionNumbers[region]}-${ids.letters(6)}`,
      region,
      createdAt: clock.now(),
      status: "Deploying",
    };
    registry.replicas.push(replica);
    continueReplica(call, registry, replica);
    return { ReplicationRegistryId: replica.id };
  },
  resources: (call) => registryResource(call),
});
