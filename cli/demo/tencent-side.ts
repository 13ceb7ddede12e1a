import type { Emulated } from "../emulated.ts";
import { listIn, objectIn } from "./fields.ts";
import type { Side, Telling } from "./side.ts";
import type { TencentUser } from "./tencent-user.ts";

const region = "ap-guangzhou";
const registry = { RegistryId: "tcr-moordemo", InstanceId: "tcr-moordemo" } as const;

/** The teams on Tencent Cloud, and what they do to a link and to the private resolution of its name. */
export interface TencentSide extends Side {
  /** Turns the private resolution of the registry's name for networks off. */
  switchOff(network: string): Promise<void>;
  /** Deletes the link and makes it again, which gives it another address. */
  remakeLink(network: string): Promise<void>;
}

export function createTencentSide(emulated: Emulated, user: TencentUser, { did, name, label }: Telling): TencentSide {
  async function linkOf(network: string) {
    const { RegistryId } = registry;
    const answer = await user.call("tcr", "DescribeInternalEndpoints", { RegistryId });
    return listIn(answer, "AccessVpcSet").find((candidate) => candidate["VpcId"] === network);
  }

  async function turnOff(network: string, address: unknown): Promise<void> {
    const { InstanceId } = registry;
    await user.call("tcr", "DeleteInternalEndpointDns", {
      InstanceId,
      VpcId: network,
      EniLBIp: address,
      UsePublicDomain: false,
      RegionName: region,
    });
  }

  const side: TencentSide = {
    cloud: "tencent",
    registry: "harbor",
    calls: user.calls,
    async createNetwork(title, cidr, wish) {
      const Tags = wish ? [{ Key: "registry-link", Value: "harbor" }] : [];
      const answer = await user.call("vpc", "CreateVpc", { VpcName: title, CidrBlock: cidr, Tags });
      did(`CreateVpc: "${title}", ${cidr}${wish ? ", tagged registry-link=harbor" : ", no tag"}`);
      const id = String(objectIn(answer, "Vpc")["VpcId"]);
      name(id, title);
      return id;
    },
    async createSubnet(network, cidr) {
      const parameters = { VpcId: network, SubnetName: cidr, CidrBlock: cidr, Zone: `${region}-3` };
      const answer = await user.call("vpc", "CreateSubnet", parameters);
      did(`CreateSubnet: ${cidr} in ${label(network)}`);
      name(String(objectIn(answer, "Subnet")["SubnetId"]), cidr);
    },
    async tag(network) {
      const [account] = emulated.emulator.world.tencent.accounts.keys();
      const Resource = `qcs::vpc:${region}:uin/${account}:vpc/${network}`;
      await user.call("tag", "ModifyResourceTags", {
        Resource,
        ReplaceTags: [{ TagKey: "registry-link", TagValue: "harbor" }],
      });
      did(`ModifyResourceTags: registry-link=harbor on ${label(network)}`);
    },
    loseNextEvents: (count) => emulated.emulator.tencent.eventBus.control({ lose: count }),
    async linkState(network) {
      const link = await linkOf(network);
      return link === undefined ? null : String(link["Status"]);
    },
    async switchOff(network) {
      await turnOff(network, (await linkOf(network))?.["AccessIp"]);
      did(`DeleteInternalEndpointDns: private resolution of the registry's name in ${label(network)} is off`);
    },
    async remakeLink(network) {
      const link = await linkOf(network);
      if (link === undefined) throw new Error(`${label(network)} has no link`);
      const target = { ...registry, VpcId: network, SubnetId: link["SubnetId"], RegionName: region };
      const { InstanceId: _, ...request } = target;
      await turnOff(network, link["AccessIp"]);
      await user.call("tcr", "ManageInternalEndpoint", { ...request, Operation: "Delete" });
      did(`DeleteInternalEndpointDns, ManageInternalEndpoint Delete: the link of ${label(network)} is deleted`);
      // Between two timers of Mooring, so that the link is theirs again and not Mooring's.
      await emulated.emulator.world.clock.advance(15_000);
      await user.call("tcr", "ManageInternalEndpoint", { ...request, Operation: "Create" });
      did(`ManageInternalEndpoint Create: the link of ${label(network)} is made again`);
    },
  };
  return side;
}
