import { defaultAccount } from "../emulator/index.ts";
import { type Berth, blockOf, configurationOf, entryOf, mark, type Sea } from "./sea.ts";

/** Links are sold singly; a registry with more of them is rare. */
const linksOfARegistry = 250;
const region = "cn-hangzhou";
/** The registries' own, by which they publish names. */
const publishingRole = "AliyunServiceRoleForContainerRegistryAccessCustomerPrivateZone";

/** An account with so many moored networks, a zone for each; more than 500 are more than the vendor allows. */
export function alibabaSea(networks: number): Sea {
  const registries = Array.from({ length: Math.ceil(networks / linksOfARegistry) }, (_, index) => ({
    alias: mark("r", index, 2),
    cloud: "alibaba" as const,
    region,
    instance: mark("cri-bench", index, 7),
  }));
  const berths = Array.from({ length: networks }, (_, index): Berth => {
    const { alias, instance } = registries[Math.floor(index / linksOfARegistry)] ?? { alias: "", instance: "" };
    return {
      registry: alias,
      instance,
      network: mark("vpc-bp1", index, 16),
      subnet: mark("vsw-bp1", index, 16),
      address: blockOf(index).address,
      name: `${alias}-registry-vpc.${region}.cr.aliyuncs.com`,
      zone: index.toString(16).padStart(32, "0"),
    };
  });
  const world = {
    accounts: [
      {
        cloud: "alibaba",
        ...defaultAccount,
        services: { pvtz: "OPENED" },
        roles: [{ name: publishingRole, serviceName: "access-customer-privatezone.cr.aliyuncs.com" }],
        registries: registries.map(({ alias, instance }) => ({
          id: instance,
          name: alias,
          vpcQuota: 10_000,
          createdAt: "2026-01-01T00:00:00Z",
          links: berths
            .filter((berth) => berth.instance === instance)
            .map(({ network, subnet, address, zone }) => ({
              part: "Registry",
              network,
              subnet,
              address,
              zones: [zone],
            })),
        })),
        networks: berths.map(({ registry, network, subnet }, index) => ({
          id: network,
          region,
          cidr: blockOf(index).network,
          tags: { "registry-link": registry },
          subnets: [{ id: subnet, zone: `${region}-h`, cidr: blockOf(index).subnet }],
        })),
        zones: berths.map(({ network, address, name, zone }, index) => ({
          id: zone,
          name,
          records: [{ id: 1_000_000 + index, rr: "@", type: "A", value: address }],
          networks: [{ id: network, region }],
        })),
      },
    ],
  };
  const place = { cloud: "alibaba", account: defaultAccount.id, region } as const;
  return {
    world: JSON.stringify(world),
    configuration: configurationOf(registries, defaultAccount.id),
    entries: berths.map((berth) => entryOf(berth, place, false)),
    berths,
  };
}
