import { tencentAction } from "../../action.ts";
import { pageOf, pagingFields } from "../../paging.ts";
import { errorsOf } from "./errors.ts";
import { findRegistry, registryField } from "./find.ts";
import { replicaView } from "./views.ts";

export const describeReplicationInstances = tencentAction({
  product: "tcr",
  name: "DescribeReplicationInstances",
  access: "read",
  callsPerSecond: 20,
  parameters: { RegistryId: registryField, ...pagingFields(100) },
  errors: errorsOf("ResourceNotFound"),
  run(call) {
    const registry = findRegistry(call);
    const shown = pageOf(registry.replicas, call.parameters);
    return {
      TotalCount: registry.replicas.length,
      ReplicationRegistries: shown.length === 0 ? null : shown.map((replica) => replicaView(registry, replica)),
    };
  },
});
