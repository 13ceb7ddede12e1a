import type { Faults } from "../../emulator/faults.ts";
import type { WorldOptions } from "../../emulator/index.ts";
import { readAlibabaPayload } from "../../shared/events/alibaba.ts";
import { readTencentPayload } from "../../shared/events/tencent.ts";
import type { Trigger } from "../../shared/model/hint.ts";
import type { Report } from "../../shared/model/report.ts";
import type { Settings } from "../../shared/model/settings.ts";
import type { Store } from "../../shared/store/port.ts";
import type { BothAnswers } from "../emulator/dns-client.ts";
import type { createPasses, PassOptions } from "./direct-passes.ts";
import { createDirectStage } from "./direct-stage.ts";
import { configurationText, names, region } from "./stage.ts";
import {
  createTencentStage,
  registryId,
  tencentConfiguration,
  tencentRegion,
  vpcName,
} from "./tencent-direct-stage.ts";

type Passes = Omit<ReturnType<typeof createPasses>, "explain">;

/** One cloud with moored networks, as its own users would see and change it; the same words for both clouds. */
export interface LeavingStage extends Passes {
  readonly store: Store;
  readonly settings: Settings;
  /** What goes wrong with the vendor's calls. */
  readonly faults: Faults;
  /** Calls `begin` before each of the passes' requests. */
  readonly watch: (begin: (action: string) => () => void) => void;
  /** Changes the answers of the passes' requests on their way. */
  readonly alterAnswers: (to: (action: string, answer: unknown) => unknown) => void;
  /** The vendor's own count of what the passes asked, by `product:Action`. */
  readonly calls: ReadonlyMap<string, number>;
  /** Lets world time go by. */
  wait(milliseconds: number): Promise<void>;
  /** A network with a subnet that wishes for the registry, or for nothing. */
  network(wish?: string | null): Promise<string>;
  /** Full passes, a minute apart, until every network is moored. */
  moor(...networks: readonly string[]): Promise<void>;
  tag(network: string, value: string | null): Promise<void>;
  /** Networks that the registry links, whatever their state. */
  linked(): Promise<readonly string[]>;
  /** Links a network as somebody would who does not know of Mooring. */
  linkByHand(network: string): Promise<void>;
  /** Takes the link of a network away as somebody would who does not know of Mooring. */
  unlinkByHand(network: string): Promise<void>;
  /** What the registry's name, or another one, answers inside the network. */
  ask(network: string, name?: string): Promise<BothAnswers>;
  /** Deletes the network with its subnets as its owner would; the vendor's code when that was refused. */
  deleteNetwork(network: string): Promise<string | null>;
  /** The trigger of an event that tells of a refused deletion of the network's subnet, or of the network. */
  refused(network: string): Trigger;
  stop(): Promise<void>;
}

export interface LeavingOptions extends WorldOptions {
  readonly store?: Store;
  /** A name of the user's own, so that there are zones of Mooring's own. */
  readonly domain?: string;
}

export const hour = 3_600_000;
export const gone = (answers: BothAnswers) => answers.udp.length === 0 && answers.tcp.length === 0;

export const clouds = {
  alibaba: alibabaStage,
  tencent: tencentStage,
} as const;

export const codesOf = (report: Report | undefined, network: string) =>
  report?.findings.filter((finding) => finding.network === network).map(({ code }) => code) ?? [];

/** What a pass wrote, as `detach vpc-1 applied`. */
export const written = (report: Report) => report.outcomes.map(({ change, result }) => `${change.kind} ${result}`);

async function alibabaStage({ domain, store, ...world }: LeavingOptions = {}): Promise<LeavingStage> {
  const extra = domain === undefined ? "" : `    customDomains: [${domain}]\n`;
  const configuration = configurationText({ parts: "[registry]", mode: "full", extra });
  const stage = await createDirectStage({ configuration, ...world, ...(store === undefined ? {} : { store }) });
  const subnets = new Map<string, string>();
  const wait = (milliseconds: number) => stage.world.clock.advance(milliseconds).then(() => undefined);
  return {
    ...common(stage, wait),
    faults: stage.world.faults,
    watch: stage.watchRequests,
    alterAnswers: stage.alterAnswers,
    calls: stage.calls,
    async network(wish = "prod") {
      const vpc = await stage.createVpc(wish === null ? {} : { "registry-link": wish });
      subnets.set(vpc, await stage.createVSwitch(vpc));
      return vpc;
    },
    async tag(vpc, value) {
      const base = { RegionId: region, ResourceType: "VPC", ResourceId: [vpc] };
      if (value === null) await stage.call("vpc", "UnTagResources", { ...base, TagKey: ["registry-link"] });
      else await stage.call("vpc", "TagResources", { ...base, Tag: [{ Key: "registry-link", Value: value }] });
      await wait(5_000);
    },
    linked: async () => (await stage.links()).map((link) => String(link["VpcId"])),
    async linkByHand(vpc) {
      await stage.call("cr", "CreateInstanceVpcEndpointLinkedVpc", {
        InstanceId: "cri-mooringdemo01",
        VpcId: vpc,
        VswitchId: subnets.get(vpc),
        ModuleName: "Registry",
        EnableCreateDNSRecordInPvzt: true,
      });
      await wait(10 * 60_000);
    },
    async unlinkByHand(vpc) {
      await stage.call("cr", "DeleteInstanceVpcEndpointLinkedVpc", {
        InstanceId: "cri-mooringdemo01",
        VpcId: vpc,
        VswitchId: subnets.get(vpc),
        ModuleName: "Registry",
      });
      await wait(10 * 60_000);
    },
    ask: (vpc, name = names.registry) => stage.ask(vpc, name),
    async deleteNetwork(vpc) {
      return refusal(async () => {
        await stage.call("vpc", "DeleteVSwitch", { RegionId: region, VSwitchId: subnets.get(vpc) });
        await wait(10_000);
        await stage.call("vpc", "DeleteVpc", { RegionId: region, VpcId: vpc });
      });
    },
    refused: (vpc) => {
      const trigger = readAlibabaPayload(
        Buffer.from(
          JSON.stringify({
            id: "e-refused",
            type: "vpc:ActionTrail:ApiCall",
            source: "acs.vpc",
            specversion: "1.0",
            data: {
              eventName: "DeleteVSwitch",
              acsRegion: region,
              errorCode: "DependencyViolation",
              requestParameters: { RegionId: region, VSwitchId: subnets.get(vpc) },
            },
          }),
        ),
      );
      if (trigger.kind === "ignored") throw new Error(trigger.because);
      return trigger;
    },
    stop: stage.stop,
  };
}

async function tencentStage({ domain, store, ...world }: LeavingOptions = {}): Promise<LeavingStage> {
  const more = domain === undefined ? [] : [`customDomains: [${domain}]`];
  const configuration = tencentConfiguration(more, "full");
  const stage = await createTencentStage({ configuration, ...world, ...(store === undefined ? {} : { store }) });
  const subnets = new Map<string, string>();
  const wait = (milliseconds: number) => stage.world.clock.advance(milliseconds).then(() => undefined);
  return {
    ...common(stage, wait),
    faults: stage.world.faults,
    watch: stage.watchRequests,
    alterAnswers: stage.alterAnswers,
    calls: stage.calls,
    async network(wish = "harbor") {
      const vpc = await stage.createVpc(wish === null ? {} : { "registry-link": wish });
      subnets.set(vpc, await stage.createSubnet(vpc));
      return vpc;
    },
    async tag(vpc, value) {
      if (value !== null) await stage.tag(vpc, value);
      else
        await stage.user.tag.UnTagResources({
          ResourceList: [`qcs::vpc:${tencentRegion}:uin/${stage.account.uin}:vpc/${vpc}`],
          TagKeys: ["registry-link"],
        });
      await wait(5_000);
    },
    linked: async () => (await stage.links(registryId)).map(({ VpcId }) => VpcId ?? ""),
    linkByHand: (vpc) => stage.link(vpc, subnets.get(vpc) ?? ""),
    unlinkByHand: (vpc) => stage.unlink(vpc),
    ask: (vpc, name = vpcName) => stage.ask(vpc, name),
    async deleteNetwork(vpc) {
      return refusal(async () => {
        await stage.user.vpc.DeleteSubnet({ SubnetId: subnets.get(vpc) ?? "" });
        await wait(10_000);
        await stage.user.vpc.DeleteVpc({ VpcId: vpc });
      });
    },
    refused: (vpc) => {
      const trigger = readTencentPayload({
        id: "e-refused",
        type: "vpc:CloudEvent:ApiCall",
        source: "vpc.cloud.tencent",
        data: {
          eventName: "DeleteSubnet",
          eventRegion: tencentRegion,
          apiErrorCode: "ResourceInUse",
          requestParameters: JSON.stringify({ SubnetId: subnets.get(vpc) }),
        },
      });
      if (trigger.kind === "ignored") throw new Error(trigger.because);
      return trigger;
    },
    stop: stage.stop,
  };
}

function common(
  stage: Passes & { readonly store: Store; readonly settings: Settings },
  wait: (milliseconds: number) => Promise<void>,
) {
  return {
    pass: (options?: PassOptions) => stage.pass(options),
    minutes: (count: number, options?: PassOptions) => stage.minutes(count, options),
    store: stage.store,
    settings: stage.settings,
    wait,
    async moor(...networks: readonly string[]) {
      let last: Report | undefined;
      for (let minute = 0; minute < 30; minute++) {
        last = await stage.pass();
        if (networks.every((id) => last?.findings.find(({ network }) => network === id)?.state === "moored")) return;
        await wait(60_000);
      }
      throw new Error(`not moored: ${JSON.stringify(last?.findings)}`);
    },
  };
}

/** The code with which the vendor refused; `null` when it did not. */
async function refusal(work: () => Promise<void>): Promise<string | null> {
  try {
    await work();
    return null;
  } catch (error) {
    const code: unknown = error instanceof Error ? Reflect.get(error, "code") : undefined;
    return typeof code === "string" ? code : String(error);
  }
}
