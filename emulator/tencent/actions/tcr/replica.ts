import { regionNumbers } from "../../accounts.ts";
import type { FieldSpec, TencentCall } from "../../action.ts";
import type { TencentRegistry, TencentReplica } from "../../state.ts";
import { refuse } from "./errors.ts";

export const replicaFields = {
  ReplicationRegistryId: { type: "string", required: true, means: "the replica" },
  ReplicationRegionId: { type: "integer", required: true, means: "number of the replica's region" },
} as const satisfies Record<string, FieldSpec>;

/** The replica that a call names, with its primary; throws `RefusedError`. @param primary its id, where it is told */
export function findReplica(
  { account, parameters }: TencentCall,
  primary?: string,
): { readonly registry: TencentRegistry; readonly replica: TencentReplica } {
  const number = parameters.integer("ReplicationRegionId");
  for (const registry of account.registries.values()) {
    if (primary !== undefined && registry.id !== primary) continue;
    const replica = registry.replicas.find(({ id }) => id === parameters.string("ReplicationRegistryId"));
    if (replica !== undefined && (number === undefined || regionNumbers[replica.region] === number))
      return { registry, replica };
  }
  return refuse("ResourceNotFound");
}
