import { defaultTencentAccount } from "../emulator/index.ts";
import { type Berth, blockOf, configurationOf, entryOf, mark, type Sea } from "./sea.ts";

/** What the vendor publishes for the largest edition. */
const linksOfARegistry = 20;
const region = "ap-guangzhou";

/**
 * An account with so many moored networks, whose names are published by switches; the registries of the first `owning`
 * of them have a domain of the user's own as well.
 */
export function tencentSea(networks: number, owning = 0): Sea {
  const registries = Array.from({ length: Math.ceil(networks / linksOfARegistry) }, (_, index) => ({
    alias: mark("r", index, 2),
    cloud: "tencent" as const,
    region,
    instance: mark("tcr-", index),
  }));
  const berths = Array.from({ length: networks }, (_, index): Berth => {
    const { alias, instance } = registries[Math.floor(index / linksOfARegistry)] ?? { alias: "", instance: "" };
    return {
      registry: alias,
      instance,
      network: mark("vpc-", index),
      subnet: mark("subnet-", index),
      address: blockOf(index).address,
      name: `bench-${alias}-vpc.tencentcloudcr.com`,
      zone: null,
    };
  });
  const world = {
    accounts: [
      {
        cloud: "tencent",
        ...defaultTencentAccount,
        services: { privatedns: "ENABLED", audit: true },
        registries: registries.map(({ alias, instance }) => ({
          id: instance,
          name: `bench-${alias}`,
          edition: "premium",
          createdAt: "2026-01-01T00:00:00Z",
          links: berths
            .filter((berth) => berth.instance === instance)
            .map(({ network, subnet, address }) => ({ network, subnet, address, step: "running" })),
        })),
        networks: berths.map(({ registry, network, subnet }, index) => ({
          id: network,
          region,
          cidr: blockOf(index).network,
          tags: { "registry-link": registry },
          subnets: [{ id: subnet, zone: `${region}-3`, cidr: blockOf(index).subnet }],
        })),
      },
    ],
  };
  const place = { cloud: "tencent", account: defaultTencentAccount.id, region } as const;
  return {
    world: JSON.stringify(world),
    configuration: configurationOf(registries, defaultTencentAccount.id, (registry) =>
      registry * linksOfARegistry < owning ? ["customDomains: [images.example.com]"] : [],
    ),
    entries: berths.map((berth) => entryOf(berth, place, true)),
    berths,
  };
}
