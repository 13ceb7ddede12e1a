import type { Sea } from "./sea.ts";

export type PassKind =
  | "daily"
  | "frequent"
  | "frequent, after one zone was changed"
  | "event of that zone"
  | "event of another zone"
  | "event of another zone, by its id"
  | "event of a new network";

const pages = (items: number, size: number) => Math.max(1, Math.ceil(items / size));

/**
 * The least calls that the APIs of Alibaba Cloud allow for what a pass must know. GetInstance, GetInstanceUsage and
 * GetInstanceVpcEndpoint for each registry, DescribeVpcs by pages of 50: no API gives two of these at once. A zone's
 * bindings are only in DescribeZoneInfo, its records only in DescribeZoneRecords; the zones of both types are listed by
 * pages of 100, forwarding rules too; whether names can be published is DescribeUserServiceStatus and GetRole. What
 * changed is in DescribeChangeLogs.
 */
export function leastOnAlibaba(kind: PassKind, { berths }: Sea): number | null {
  const networks = berths.length;
  const registries = new Set(berths.map(({ registry }) => registry)).size;
  const lists = 3 * registries + pages(networks, 50);
  const zoneLists = pages(networks, 100) + 1 + 1;
  switch (kind) {
    case "daily":
      return lists + 2 + zoneLists + 2 * networks;
    case "frequent":
      return lists + 1;
    case "frequent, after one zone was changed":
      return lists + 1 + zoneLists + 2;
    case "event of that zone":
      // The network, its registry, the zone and its like.
      return 1 + 3 + zoneLists + 2;
    case "event of another zone":
      return 0;
    case "event of another zone, by its id":
      // What it is called.
      return 1;
    case "event of a new network":
      // The network, its subnets, the links before the attach and once more right before it, the attach itself; the
      // other registries of the region, any of which the tag may name.
      return 2 + 3 * registries + 1 + 1;
  }
}

/**
 * The least calls on Tencent Cloud: DescribeReplicationInstances (only it tells where replicas are) and
 * DescribeInternalEndpoints for each registry, DescribeInstances and DescribeVpcs by pages of 100, the switches of 20
 * networks of a registry in one call, the zones by pages of 100 and the records of each; whether names can be published is
 * one call.
 */
export function leastOnTencent(kind: PassKind, { berths }: Sea, zones: number): number | null {
  const counts = new Map<string, number>();
  for (const { registry } of berths) counts.set(registry, (counts.get(registry) ?? 0) + 1);
  const lists = 2 * counts.size + pages(counts.size, 100) + pages(berths.length, 100);
  const switches = [...counts.values()].reduce((sum, count) => sum + pages(count, 20), 0);
  switch (kind) {
    case "daily":
      return lists + switches + pages(zones, 100) + zones + 1;
    case "frequent":
      return lists + switches + pages(zones, 100);
    case "frequent, after one zone was changed":
      return lists + switches + pages(zones, 100) + 1;
    case "event of that zone":
      return 1 + 3 + 1 + pages(zones, 100) + 1;
    case "event of another zone":
      return 0;
    case "event of another zone, by its id":
      // What it is called.
      return 1;
    case "event of a new network":
      return null;
  }
}
