import type { Fault } from "../../emulator/index.ts";
import { createTencent } from "../../shared/clouds/tencent/driver.ts";
import type { Clock } from "../../shared/kernel/clock.ts";
import type { ResolutionChange } from "../../shared/model/change.ts";
import type { Zone, ZoneRecord } from "../../shared/model/zone.ts";
import { startTencent } from "../emulator/tencent-client.ts";
import type { Trouble, Troubled } from "./cloud-stage.ts";
import type { DetachWorld } from "./detach.contract.ts";
import type { OwnZoneWorld } from "./own-zones.contract.ts";
import type { SwitchWorld } from "./switches.contract.ts";

const region = "ap-guangzhou";

const actions: Readonly<Record<Troubled, readonly [product: string, action: string]>> = {
  networks: ["vpc", "DescribeVpcs"],
  part: ["tcr", "DescribeInternalEndpoints"],
  attach: ["tcr", "ManageInternalEndpoint"],
  detach: ["tcr", "ManageInternalEndpoint"],
  resolution: ["privatedns", "DescribePrivateZoneList"],
};

const faults: Readonly<Record<Trouble, Fault>> = {
  throttled: "throttling",
  denied: { status: 200, code: "UnauthorizedOperation", message: "you are not authorized to perform operation" },
  "lost-after-write": "reset-after-write",
  lost: "reset",
};

/** The call behind each write that can go wrong. */
const writes: Readonly<Record<ResolutionChange["kind"], readonly [product: string, action: string]>> = {
  "switch-on": ["tcr", "CreateInternalEndpointDns"],
  "switch-off": ["tcr", "DeleteInternalEndpointDns"],
  "create-zone": ["privatedns", "CreatePrivateZone"],
  "set-fall-through": ["privatedns", "ModifyPrivateZone"],
  "delete-zone": ["privatedns", "DeletePrivateZone"],
  "bind-zone": ["privatedns", "AddSpecifyPrivateZoneVpc"],
  "create-record": ["privatedns", "CreatePrivateZoneRecord"],
  "correct-record": ["privatedns", "ModifyPrivateZoneRecord"],
  "enable-record": ["privatedns", "ModifyRecordsStatus"],
  "delete-record": ["privatedns", "DeletePrivateZoneRecord"],
};

export type Settings = Parameters<typeof startTencent>[0];

/** The emulated Tencent Cloud with the driver, and somebody else with the vendor's own clients. */
export interface TencentWorld extends SwitchWorld, OwnZoneWorld, DetachWorld {
  /** Of the account's owner. */
  readonly clients: Awaited<ReturnType<typeof startTencent>>;
  /** The next write of this kind goes wrong. */
  troubleWriting(kind: ResolutionChange["kind"], trouble: Trouble): void;
  /** Somebody binds a zone to exactly these networks. */
  rebind(zone: Zone, networks: readonly string[]): Promise<void>;
  /** Somebody changes a record: its value, or whether it answers. */
  change(zone: Zone, record: ZoneRecord, to: { readonly value: string } | { readonly enabled: boolean }): Promise<void>;
}

export const createTencentWorld =
  (options: Settings = {}) =>
  async (): Promise<TencentWorld> => {
    const clients = await startTencent(options);
    const { emulator, world, account, user, url, vpc, tcr, privatedns } = clients;
    const clock: Clock = {
      now: () => world.clock.now(),
      monotonic: () => world.clock.now(),
      sleep: (milliseconds) => world.clock.advance(milliseconds),
    };
    const credentials = async () => ({ secretId: user.secretId, secretKey: user.secretKey });
    const [instance = ""] = [...account.registries.keys()];
    let made = 0;
    const linkOf = (network: string, subnet: string) => ({
      RegistryId: instance,
      VpcId: network,
      SubnetId: subnet,
      RegionName: region,
    });

    return {
      clients,
      cloud: createTencent({ endpoint: url, credentials, clock, random: () => 0, region }),
      account: account.uin,
      registry: { alias: "prod", instance, region },
      severalPages: 103,
      async makeNetwork({ tags = {}, bare = false }) {
        const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
        const number = made++;
        // Somebody else keeps the published pace.
        await world.clock.advance(100);
        const { Vpc } = await vpc.CreateVpc({ VpcName: `n${number}`, CidrBlock: `10.${number % 16}.0.0/16`, Tags });
        const network = Vpc?.VpcId ?? "";
        if (bare) return { network, subnet: "" };
        const { Subnet } = await vpc.CreateSubnet({
          VpcId: network,
          SubnetName: "a",
          CidrBlock: `10.${number % 16}.0.0/24`,
          Zone: `${region}-3`,
        });
        return { network, subnet: Subnet?.SubnetId ?? "" };
      },
      wait: (milliseconds) => world.clock.advance(milliseconds),
      trouble(what, trouble, times) {
        const [product, action] = actions[what];
        const fault = typeof trouble === "string" ? faults[trouble] : { ...trouble, status: 200, message: "no" };
        world.faults.add({ product, action, times, fault });
      },
      async unlink({ network, subnet }) {
        await tcr.ManageInternalEndpoint({ ...linkOf(network, subnet), Operation: "Delete" });
      },
      async moveLink({ network, subnet }) {
        await tcr.ManageInternalEndpoint({ ...linkOf(network, subnet), Operation: "Delete" });
        await world.clock.advance(600_000);
        const cidr = `10.${(made - 1) % 16}.7.0/24`;
        const place = { SubnetName: "b", CidrBlock: cidr, Zone: `${region}-3` };
        const { Subnet } = await vpc.CreateSubnet({ VpcId: network, ...place });
        await tcr.ManageInternalEndpoint({ ...linkOf(network, Subnet?.SubnetId ?? ""), Operation: "Create" });
        await world.clock.advance(600_000);
      },
      troubleSwitching(kind, trouble) {
        const [product, action] = writes[kind];
        world.faults.add({ product, action, times: 1, fault: faults[trouble] });
      },
      troubleWriting(kind, trouble) {
        const [product, action] = writes[kind];
        world.faults.add({ product, action, times: 1, fault: faults[trouble] });
      },
      loseMaking(times) {
        const [product, action] = writes["create-zone"];
        world.faults.add({ product, action, times, fault: faults["lost-after-write"] });
      },
      async addRecord(ZoneId, SubDomain, RecordValue) {
        await privatedns.CreatePrivateZoneRecord({ ZoneId, RecordType: "A", SubDomain, RecordValue });
      },
      async rebind({ id: ZoneId }, networks) {
        // Somebody else keeps the published pace.
        await world.clock.advance(500);
        const VpcSet = networks.map((UniqVpcId) => ({ UniqVpcId, Region: region }));
        await privatedns.ModifyPrivateZoneVpc({ ZoneId, VpcSet });
      },
      async change({ id: ZoneId }, { id: RecordId, host, type }, to) {
        if ("enabled" in to) {
          const Status = to.enabled ? "enabled" : "disabled";
          await privatedns.ModifyRecordsStatus({ ZoneId, RecordIds: [Number(RecordId)], Status });
          return;
        }
        const record = { RecordType: type, SubDomain: host, RecordValue: to.value };
        await privatedns.ModifyPrivateZoneRecord({ ZoneId, RecordId, ...record });
      },
      async turn(to, { network, address, nameKind }) {
        const parameters = {
          InstanceId: instance,
          VpcId: network,
          EniLBIp: address,
          UsePublicDomain: nameKind === "default",
          RegionName: region,
        };
        if (to === "on") await tcr.CreateInternalEndpointDns(parameters);
        else await tcr.DeleteInternalEndpointDns(parameters);
      },
      async relink(network, subnet) {
        await tcr.ManageInternalEndpoint({ ...linkOf(network, subnet), Operation: "Delete" });
        await world.clock.advance(600_000);
        await tcr.ManageInternalEndpoint({ ...linkOf(network, subnet), Operation: "Create" });
        await world.clock.advance(600_000);
      },
      stop: () => emulator.stop(),
    };
  };
