import type { Emulated } from "../emulated.ts";
import type { AlibabaUser } from "./alibaba-user.ts";
import { listIn, objectIn } from "./fields.ts";
import type { Side, Telling } from "./side.ts";

const region = "cn-hangzhou";

/** The teams on Alibaba Cloud, and what they do to the zones that a registry published its names in. */
export interface AlibabaSide extends Side {
  /** Answers the name that now points elsewhere. */
  changeRecord(network: string, value: string): Promise<string>;
  disableRecord(network: string): Promise<void>;
  unbindZone(network: string): Promise<void>;
}

export function createAlibabaSide(
  { emulator }: Emulated,
  user: AlibabaUser,
  { did, name, label }: Telling,
): AlibabaSide {
  async function firstRecord(network: string) {
    const zones = await user.call("pvtz", "DescribeZones", {
      QueryVpcId: network,
      QueryRegionId: region,
      PageSize: 100,
    });
    const [zone] = listIn(objectIn(zones, "Zones"), "Zone");
    if (zone === undefined) throw new Error(`no zone is bound to ${label(network)}`);
    const records = await user.call("pvtz", "DescribeZoneRecords", { ZoneId: zone["ZoneId"], PageSize: 100 });
    const [record] = listIn(objectIn(records, "Records"), "Record");
    if (record === undefined) throw new Error(`zone ${String(zone["ZoneName"])} has no record`);
    const rr = String(record["Rr"]);
    return { zone, record, host: rr === "@" ? String(zone["ZoneName"]) : `${rr}.${String(zone["ZoneName"])}` };
  }

  return {
    cloud: "alibaba",
    registry: "prod",
    calls: user.calls,
    async createNetwork(title, cidr, wish) {
      const Tag = wish ? [{ Key: "registry-link", Value: "prod" }] : [];
      const answer = await user.call("vpc", "CreateVpc", { RegionId: region, CidrBlock: cidr, VpcName: title, Tag });
      did(`CreateVpc: "${title}", ${cidr}${wish ? ", tagged registry-link=prod" : ", no tag"}`);
      const id = String(answer["VpcId"]);
      name(id, title);
      return id;
    },
    async createSubnet(network, cidr) {
      const parameters = { RegionId: region, VpcId: network, ZoneId: `${region}-h`, CidrBlock: cidr };
      const answer = await user.call("vpc", "CreateVSwitch", parameters);
      did(`CreateVSwitch: ${cidr} in ${label(network)}`);
      name(String(answer["VSwitchId"]), cidr);
    },
    async tag(network) {
      const Tag = [{ Key: "registry-link", Value: "prod" }];
      await user.call("vpc", "TagResources", { RegionId: region, ResourceType: "VPC", ResourceId: [network], Tag });
      did(`TagResources: registry-link=prod on ${label(network)}`);
    },
    loseNextEvents: (count) => emulator.platform.eventBridge.control({ lose: count }),
    async linkState(network) {
      const answer = await user.call("cr", "GetInstanceVpcEndpoint", {
        InstanceId: "cri-mooringdemo01",
        ModuleName: "Registry",
      });
      const link = listIn(answer, "LinkedVpcs").find((candidate) => candidate["VpcId"] === network);
      return link === undefined ? null : String(link["Status"]);
    },
    async changeRecord(network, value) {
      const { record, host } = await firstRecord(network);
      const { RecordId, Rr, Ttl } = record;
      await user.call("pvtz", "UpdateZoneRecord", { RecordId, Rr, Type: "A", Value: value, Ttl });
      did(`UpdateZoneRecord: ${host} in ${label(network)} now points to ${value}`);
      return host;
    },
    async disableRecord(network) {
      const { record, host } = await firstRecord(network);
      await user.call("pvtz", "SetZoneRecordStatus", { RecordId: record["RecordId"], Status: "DISABLE" });
      did(`SetZoneRecordStatus: ${host} in ${label(network)} is disabled`);
    },
    async unbindZone(network) {
      const { zone, host } = await firstRecord(network);
      await user.call("pvtz", "BindZoneVpc", { ZoneId: zone["ZoneId"] });
      did(`BindZoneVpc: the zone of ${host} is unbound from ${label(network)}`);
    },
  };
}
