import type { SettingValue } from "../../emulator/settings.ts";
import { defaultTencentAccount, type TencentAccountSeed } from "../../emulator/tencent/accounts.ts";
import { startTencent } from "./tencent-client.ts";

export const registry = defaultTencentAccount.registries[0];
export const RegistryId = registry.id;

type Settings = Readonly<Record<string, SettingValue>>;

/** Another main account with a user's keys. */
export const otherAccount = {
  id: "100000000009",
  users: [{ name: "other", secretId: "AKIDother", secretKey: "emulated-other" }],
} as const satisfies TencentAccountSeed;

/** A listening emulated cloud with a premium registry in Guangzhou and a replica in Shanghai, and what a user does with it. */
export async function startNetworks(settings: Settings = {}, more: readonly TencentAccountSeed[] = []) {
  const account = {
    ...defaultTencentAccount,
    registries: [{ ...registry, replicas: ["ap-shanghai"] }],
  } satisfies TencentAccountSeed;
  // Time stands still but for what a test lets pass.
  const startedAt = Date.now();
  const cloud = await startTencent({
    wall: () => startedAt,
    settings: { publishedLimits: "off", ...settings },
    tencentAccounts: [account, ...more],
  });
  const { tcr, world } = cloud;
  const inRegion = (region: string) => (region === "ap-guangzhou" ? cloud : cloud.clientsWith({ region }));
  let made = 0;

  /** A VPC with one subnet. */
  const newNetwork = async ({ region = "ap-guangzhou", DnsServers = [] as string[], mask = 24 } = {}) => {
    const { vpc } = inRegion(region);
    made += 1;
    const servers = DnsServers.length > 0 && { DnsServers };
    const { Vpc } = await vpc.CreateVpc({ VpcName: "team", CidrBlock: `10.${made}.0.0/16`, ...servers });
    const VpcId = Vpc?.VpcId ?? "";
    const CidrBlock = `10.${made}.1.0/${mask}`;
    const zone = { Zone: `${region}-3`, SubnetName: "one" };
    const { Subnet } = await vpc.CreateSubnet({ VpcId, CidrBlock, ...zone });
    return { VpcId, SubnetId: Subnet?.SubnetId ?? "" };
  };
  type Network = Awaited<ReturnType<typeof newNetwork>>;

  const links = async (id: string = RegistryId) =>
    (await tcr.DescribeInternalEndpoints({ RegistryId: id })).AccessVpcSet ?? [];
  const linkOf = async ({ VpcId }: Network) => (await links()).find((link) => link.VpcId === VpcId);
  const manage = (Operation: string, { VpcId, SubnetId }: Network, more: object = {}) =>
    tcr.ManageInternalEndpoint({ RegistryId, Operation, VpcId, SubnetId, ...more });
  /** Lets everything that is under way come to its end. */
  const settle = () => world.clock.advance(600_000);

  return {
    ...cloud,
    newNetwork,
    links,
    linkOf,
    manage,
    settle,
    /** Links a network, waits until the link is there, and returns its address. */
    link: async (network: Network, more: object = {}) => {
      await manage("Create", network, more);
      await settle();
      return (await linkOf(network))?.AccessIp ?? "";
    },
    unlink: async (network: Network) => {
      await manage("Delete", network);
      await settle();
    },
    /** Turns a switch on or off. */
    dns: async (on: boolean, { VpcId }: Network, EniLBIp: string, more: object = {}) => {
      const asked = { InstanceId: RegistryId, VpcId, EniLBIp, ...more };
      await (on ? tcr.CreateInternalEndpointDns(asked) : tcr.DeleteInternalEndpointDns(asked));
    },
    /** The status of one switch. */
    dnsStatus: async ({ VpcId }: Network, EniLBIp: string, more: object = {}) => {
      const VpcSet = [{ InstanceId: RegistryId, VpcId, EniLBIp, ...more }];
      const answer = await tcr.DescribeInternalEndpointDnsStatus({ VpcSet });
      return answer.VpcSet?.[0]?.Status;
    },
  };
}

export type Networks = Awaited<ReturnType<typeof startNetworks>>;
export type Network = Awaited<ReturnType<Networks["newNetwork"]>>;
