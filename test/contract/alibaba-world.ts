import { createEmulator, defaultAccount, type Fault, listen } from "../../emulator/index.ts";
import type { SettingValue } from "../../emulator/settings.ts";
import { createAlibaba } from "../../shared/clouds/alibaba/driver.ts";
import type { Parameters } from "../../shared/clouds/alibaba/exchange.ts";
import type { Product } from "../../shared/clouds/alibaba/products.ts";
import { type Body, createTransport } from "../../shared/clouds/alibaba/transport.ts";
import type { CallContext } from "../../shared/clouds/port.ts";
import type { Clock } from "../../shared/kernel/clock.ts";
import { silentLog } from "../../shared/kernel/log.ts";
import type { Trouble, Troubled } from "./cloud-stage.ts";
import type { DetachWorld } from "./detach.contract.ts";
import type { OwnZoneWorld } from "./own-zones.contract.ts";
import type { ZoneWorld } from "./zones.contract.ts";

export const region = "cn-hangzhou";

const actions: Readonly<Record<Troubled, readonly [product: string, action: string]>> = {
  networks: ["vpc", "DescribeVpcs"],
  part: ["cr", "GetInstanceVpcEndpoint"],
  attach: ["cr", "CreateInstanceVpcEndpointLinkedVpc"],
  detach: ["cr", "DeleteInstanceVpcEndpointLinkedVpc"],
  resolution: ["pvtz", "DescribeZoneInfo"],
};

const faults: Readonly<Record<Trouble, Fault>> = {
  throttled: "throttling",
  denied: { status: 403, code: "NoPermission", message: "You are not authorized to do this action." },
  "lost-after-write": "reset-after-write",
  lost: "reset",
};

export interface AlibabaWorld extends ZoneWorld, OwnZoneWorld, DetachWorld {
  /** Somebody else's call, with the rights of the account's owner. */
  call(product: Product, action: string, parameters: Parameters): Promise<Body>;
  /** Every request of the driver since the world began, as `product:Action`. */
  readonly calls: readonly string[];
}

/** The emulated Alibaba Cloud and the driver, one account with a running registry. */
export async function createAlibabaWorld(settings: Readonly<Record<string, SettingValue>> = {}): Promise<AlibabaWorld> {
  const [user] = defaultAccount.users;
  const [{ id: instance }] = defaultAccount.registries;
  const emulator = createEmulator({ settings });
  const { url } = await listen(emulator);
  const { world } = emulator;
  const clock: Clock = {
    now: () => world.clock.now(),
    monotonic: () => world.clock.now(),
    sleep: (milliseconds) => world.clock.advance(milliseconds),
  };
  const options = { endpoint: url, credentials: async () => user, clock, random: () => 0, region };
  const calls: string[] = [];
  const cloud = createAlibaba({ ...options, onCall: (name) => calls.push(name) });
  // Somebody else, with a pace of their own.
  const transport = createTransport({ ...options, callsPerSecond: 1000 });
  const context: CallContext = { log: silentLog, signal: new AbortController().signal };
  const call = (product: Product, action: string, parameters: Parameters) =>
    transport.call(product, action, parameters, { region, context });
  let made = 0;
  const manageLink = async (what: "Create" | "Delete", VpcId: string, VswitchId: string) => {
    const parameters = { InstanceId: instance, ModuleName: "Registry", VpcId, VswitchId };
    await call("cr", `${what}InstanceVpcEndpointLinkedVpc`, parameters);
  };

  return {
    cloud,
    call,
    calls,
    account: defaultAccount.id,
    registry: { alias: "prod", instance, region },
    severalPages: 53,
    async makeNetwork({ tags = {}, bare = false }) {
      const Tag = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
      const number = made++;
      const { VpcId } = await call("vpc", "CreateVpc", { RegionId: region, CidrBlock: `10.${number}.0.0/16`, Tag });
      if (bare) return { network: String(VpcId), subnet: "" };
      await world.clock.advance(60_000);
      const { VSwitchId } = await call("vpc", "CreateVSwitch", {
        RegionId: region,
        VpcId: String(VpcId),
        ZoneId: `${region}-h`,
        CidrBlock: `10.${number}.0.0/24`,
      });
      await world.clock.advance(60_000);
      return { network: String(VpcId), subnet: String(VSwitchId) };
    },
    wait: (milliseconds) => world.clock.advance(milliseconds),
    trouble(what, trouble, times) {
      const [product, action] = actions[what];
      const fault = typeof trouble === "string" ? faults[trouble] : { ...trouble, status: 400, message: "no" };
      world.faults.add({ product, action, times, fault });
    },
    unlink: ({ network, subnet }) => manageLink("Delete", network, subnet),
    async moveLink({ network, subnet }) {
      await manageLink("Delete", network, subnet);
      await world.clock.advance(600_000);
      const { VSwitchId } = await call("vpc", "CreateVSwitch", {
        RegionId: region,
        VpcId: network,
        ZoneId: `${region}-h`,
        CidrBlock: `10.${made - 1}.7.0/24`,
      });
      await world.clock.advance(60_000);
      await manageLink("Create", network, String(VSwitchId));
      await world.clock.advance(600_000);
    },
    loseEnabling(times) {
      world.faults.add({ product: "pvtz", action: "SetZoneRecordStatus", times, fault: "reset-after-write" });
    },
    async disable(_, { id }) {
      await call("pvtz", "SetZoneRecordStatus", { RecordId: id, Status: "DISABLE" });
    },
    async overwrite(_, { id, host, type }, value) {
      await call("pvtz", "UpdateZoneRecord", { RecordId: id, Rr: host, Type: type, Value: value });
    },
    async rebind({ id }, networks) {
      const Vpcs = networks.map((VpcId) => ({ VpcId, RegionId: region }));
      await call("pvtz", "BindZoneVpc", { ZoneId: id, Vpcs });
    },
    loseMaking(times) {
      world.faults.add({ product: "pvtz", action: "AddZone", times, fault: "reset-after-write" });
    },
    async addRecord(ZoneId, Rr, Value) {
      await call("pvtz", "AddZoneRecord", { ZoneId, Rr, Type: "A", Value });
    },
    stop: () => emulator.stop(),
  };
}
