import type { Account } from "./alibaba/state.ts";
import type { World } from "./world.ts";

/** The world as plain data, in the shape of a world file; secrets are left out. */
export function describeWorld(world: World): Readonly<Record<string, unknown>> {
  return {
    now: new Date(world.clock.now()).toISOString(),
    settings: world.settings,
    accounts: [...world.alibaba.accounts.values()].map(describeAccount),
  };
}

function describeAccount(account: Account): Readonly<Record<string, unknown>> {
  return {
    cloud: "alibaba",
    id: account.id,
    users: account.users.map(({ name, accessKeyId }) => ({ name, accessKeyId })),
    roles: [...account.roles.values()].map(({ name, serviceName }) => ({ name, serviceName })),
    services: { pvtz: account.privateZoneService },
    registries: [...account.instances.values()].map((instance) => ({
      id: instance.id,
      name: instance.name,
      region: instance.region,
      status: instance.status,
      edition: instance.specification,
      vpcQuota: instance.vpcQuota,
      parts: instance.modules,
      links: instance.links.map(({ zones, ...link }) => ({ ...link, zones: [...zones] })),
    })),
    networks: [...account.vpcs.values()].map((vpc) => ({
      id: vpc.id,
      name: vpc.name,
      region: vpc.region,
      cidr: vpc.cidr,
      status: vpc.status,
      tags: Object.fromEntries(vpc.tags),
      subnets: [...account.vswitches.values()]
        .filter(({ vpcId }) => vpcId === vpc.id)
        .map((vswitch) => ({
          id: vswitch.id,
          zone: vswitch.zoneId,
          cidr: vswitch.cidr,
          status: vswitch.status,
          tags: Object.fromEntries(vswitch.tags),
          takenAddresses: Object.fromEntries(vswitch.takenAddresses),
        })),
    })),
    zones: [...account.zones.values()],
  };
}
