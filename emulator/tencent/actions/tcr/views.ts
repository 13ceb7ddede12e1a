import { createHash } from "node:crypto";
import { regionNumbers } from "../../accounts.ts";
import type { TencentRegistry, TencentReplica } from "../../state.ts";
import { isoInBeijing } from "../../times.ts";
import { defaultName } from "../../zones/names.ts";

/** `Registry` of DescribeInstances. */
export function registryView(registry: TencentRegistry) {
  const { prepaid } = registry;
  return {
    RegistryId: registry.id,
    RegistryName: registry.name,
    RegistryType: registry.edition,
    Status: registry.status,
    PublicDomain: defaultName(registry),
    CreatedAt: isoInBeijing(registry.createdAt),
    RegionName: registry.region,
    RegionId: regionNumbers[registry.region] ?? 0,
    EnableAnonymous: false,
    TokenValidTime: 1,
    InternalEndpoint: entryAddress(registry),
    TagSpecification: {
      ResourceType: "instance",
      Tags: [...registry.tags].map(([Key, Value]) => ({ Key, Value })),
    },
    ExpiredAt: prepaid === null ? "" : isoInBeijing(afterMonths(registry.createdAt, prepaid.months)),
    PayMod: prepaid === null ? 0 : 1,
    RenewFlag: prepaid?.renewFlag ?? 0,
    DeletionProtection: registry.deletionProtection,
    AIFeature: null,
    EnableCosMAZ: registry.enableCosMAZ,
    EnableCosVersioning: registry.enableCosVersioning,
  };
}

/** `ReplicationRegistry`; it names no endpoint. */
export function replicaView(registry: TencentRegistry, replica: TencentReplica) {
  return {
    RegistryId: registry.id,
    ReplicationRegistryId: replica.id,
    ReplicationRegionId: regionNumbers[replica.region] ?? 0,
    ReplicationRegionName: replica.region,
    Status: replica.status,
    CreatedAt: isoInBeijing(replica.createdAt),
  };
}

/** The instance's own internal entry, which is no VPC's link: always the same for one instance. */
function entryAddress({ id }: TencentRegistry): string {
  const [third, fourth] = createHash("sha256").update(id).digest();
  return `10.1.${third}.${1 + ((fourth ?? 0) % 254)}`;
}

function afterMonths(time: number, months: number): number {
  const end = new Date(time);
  end.setUTCMonth(end.getUTCMonth() + months);
  return end.getTime();
}
