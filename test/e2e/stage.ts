import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { deploy } from "../../emulator/deploy/deploy.ts";
import { defaultAccount, startEmulator } from "../../emulator/index.ts";
import type { SettingValue } from "../../emulator/settings.ts";
import type { Finding } from "../../shared/model/finding.ts";
import type { Report } from "../../shared/model/report.ts";
import { createFolderStore } from "../../shared/store/folder.ts";
import { pushConfiguration } from "../../shared/config/load.ts";
import { readLedger } from "../../shared/store/objects/ledger.ts";
import { listReports, readLatest, readReport } from "../../shared/store/objects/reports.ts";
import { type Body, clientFor } from "../emulator/cloud-client.ts";
import { overTcp, overUdp, question } from "../emulator/dns-client.ts";

export const region = "cn-hangzhou";
const root = fileURLToPath(new URL("../..", import.meta.url));

export interface StageOptions {
  readonly settings?: Readonly<Record<string, SettingValue>>;
  /** Text of `mooring.yaml`. */
  readonly configuration?: string;
  readonly mode?: "observe" | "attach" | "repair" | "full";
}

export const configurationText = (
  more: { readonly mode?: string; readonly parts?: string; readonly extra?: string } = {},
): string => `version: 1
registries:
  prod:
    cloud: alibaba
    region: cn-hangzhou
    instance: cri-mooringdemo01
    parts: ${more.parts ?? "[registry, chart]"}
    mode: ${more.mode ?? "repair"}
    accept:
      accounts: ["${defaultAccount.id}"]
${more.extra ?? ""}`;

/**
 * The emulated cloud with the real manifest deployed onto it: the built bundle runs as the function, its store is a
 * folder, and the test is a user with a client of the vendor's own. World time moves only when the test says so.
 */
export async function createStage(options: StageOptions = {}) {
  const folder = await mkdtemp(join(tmpdir(), "mooring-stage-"));
  const store = createFolderStore(join(folder, "store"));
  const pushed = await pushConfiguration(store, options.configuration ?? configurationText());
  if (!pushed.ok) throw new Error(JSON.stringify(pushed.problems));
  const started = await startEmulator(options.settings === undefined ? {} : { settings: options.settings });
  const { emulator, url } = started;
  const { world } = emulator;
  const deployment = await deploy(emulator, {
    manifest: join(root, "s.yaml"),
    env: {
      MOORING_STORE: `folder:${join(folder, "store")}`,
      MOORING_ENDPOINT: url,
      MOORING_MODE: options.mode ?? "full",
      MOORING_WAIT_SECONDS: "0",
    },
  });
  const { call } = clientFor(started.endpoint);
  let made = 0;

  const stage = {
    emulator,
    world,
    url,
    store,
    deployment,
    /** A call of the user's own, through the vendor's core. */
    call,
    advance: (milliseconds: number) => world.clock.advance(milliseconds),
    minutes: (count: number) => world.clock.advance(count * 60_000),
    async createVpc(tags: Readonly<Record<string, string>> = {}): Promise<string> {
      const Tag = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
      const answer = await call("vpc", "CreateVpc", {
        RegionId: region,
        CidrBlock: `10.${made++}.0.0/16`,
        VpcName: `team-${made}`,
        Tag,
      });
      return String(answer["VpcId"]);
    },
    async createVSwitch(vpcId: string, cidr = `10.${made - 1}.1.0/24`): Promise<string> {
      const answer = await call("vpc", "CreateVSwitch", {
        RegionId: region,
        VpcId: vpcId,
        ZoneId: `${region}-h`,
        CidrBlock: cidr,
      });
      return String(answer["VSwitchId"]);
    },
    tag: (vpcId: string, value: string) =>
      call("vpc", "TagResources", {
        RegionId: region,
        ResourceType: "VPC",
        ResourceId: [vpcId],
        Tag: [{ Key: "registry-link", Value: value }],
      }),
    async ask(
      vpcId: string,
      name: string,
    ): Promise<{ readonly udp: readonly string[]; readonly tcp: readonly string[] }> {
      const network = (await started.networks()).find((candidate) => candidate.vpcId === vpcId);
      if (network === undefined) throw new Error(`the emulated cloud lists no resolver for ${vpcId}`);
      const message = question(name);
      const length = Buffer.alloc(2);
      length.writeUInt16BE(message.length);
      const [udp] = await overUdp(network, [message]);
      const [tcp] = await overTcp(network, [Buffer.concat([length, message])]);
      const addresses = (answer: typeof udp) =>
        (answer?.answers ?? []).flatMap((record) => (record.type === "A" ? [record.data] : [])).sort();
      return { udp: addresses(udp), tcp: addresses(tcp) };
    },
    /** The links of a part as the registry tells them. */
    async links(module: "Registry" | "Chart" = "Registry"): Promise<readonly Readonly<Record<string, unknown>>[]> {
      const answer = await call("cr", "GetInstanceVpcEndpoint", {
        InstanceId: "cri-mooringdemo01",
        ModuleName: module,
      });
      return (answer["LinkedVpcs"] ?? []) as readonly Readonly<Record<string, unknown>>[];
    },
    ledger: () => readLedger(store),
    async finding(vpcId: string, registry = "prod"): Promise<Finding | undefined> {
      return (await readLatest(store, registry))?.findings.find((finding) => finding.network === vpcId);
    },
    async reports(): Promise<readonly Report[]> {
      const all: Report[] = [];
      for (const key of await listReports(store)) {
        const report = await readReport(store, key);
        if (report !== null) all.push(report);
      }
      return all;
    },
    /** Calls the function with any event, synchronously, as an invoke call would. */
    invoke: (event: unknown) =>
      emulator.platform.functions.invoke(
        "mooring-reconcile",
        Buffer.from(typeof event === "string" ? event : JSON.stringify(event)),
      ),
    calls: () => world.calls.counts(),
    async stop() {
      await started.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
  return stage;
}

export type Stage = Awaited<ReturnType<typeof createStage>>;

export const names = {
  registry: "prod-registry-vpc.cn-hangzhou.cr.aliyuncs.com",
  chart: "prod-chart-vpc.cn-hangzhou.cr.aliyuncs.com",
} as const;

export type { Body };
