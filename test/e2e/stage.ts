import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { deploy } from "../../emulator/deploy/deploy.ts";
import {
  type AccountSeed,
  defaultAccount,
  type HttpAnswer,
  type HttpRequest,
  startEmulator,
} from "../../emulator/index.ts";
import type { SettingValue } from "../../emulator/settings.ts";
import { pushConfiguration } from "../../shared/config/load.ts";
import type { Finding } from "../../shared/model/finding.ts";
import { withIntents } from "../../shared/model/intents.ts";
import type { Report } from "../../shared/model/report.ts";
import type { Summary } from "../../shared/reconcile/summary.ts";
import { createFolderStore } from "../../shared/store/folder.ts";
import { readLedger } from "../../shared/store/objects/ledger.ts";
import { listReports, readLatest, readReport } from "../../shared/store/objects/reports.ts";
import { clientFor, type Product } from "../emulator/cloud-client.ts";
import { askBoth, type BothAnswers } from "../emulator/dns-client.ts";

export const region = "cn-hangzhou";

/** A link is ready after seconds, so that tests that are not about waiting do not wait. */
export const quick = { linkReadyMs: 5_000 };
const root = fileURLToPath(new URL("../..", import.meta.url));

export interface StageOptions {
  readonly settings?: Readonly<Record<string, SettingValue>>;
  readonly accounts?: readonly AccountSeed[];
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

/** Answers some requests in the cloud's place; `undefined` leaves one to the cloud. */
export type Intruder = (action: string, request: HttpRequest) => HttpAnswer | undefined;

export interface ZoneRow {
  readonly id: string;
  readonly name: string;
}

export interface RecordRow {
  readonly RecordId: string;
  readonly Rr: string;
  readonly Type: string;
  readonly Value: string;
  readonly Status: string;
}

/**
 * The emulated cloud with the real manifest deployed onto it: the built bundle runs as the function, its store is a
 * folder, and the test is a user with a client of the vendor's own. World time moves only when the test says so.
 */
export async function createStage(options: StageOptions = {}) {
  const folder = await mkdtemp(join(tmpdir(), "mooring-stage-"));
  const storePath = join(folder, "store");
  const store = createFolderStore(storePath);
  const configure = async (text: string) => {
    const pushed = await pushConfiguration(store, text);
    if (!pushed.ok) throw new Error(JSON.stringify(pushed.problems));
  };
  await configure(options.configuration ?? configurationText());
  const { settings, accounts } = options;
  const started = await startEmulator({
    ...(settings === undefined ? {} : { settings }),
    ...(accounts === undefined ? {} : { accounts }),
  });
  const { emulator, url } = started;
  const { world, platform } = emulator;
  const place = () =>
    deploy(emulator, {
      manifest: join(root, "s.yaml"),
      env: {
        MOORING_STORE: `folder:${storePath}`,
        MOORING_ENDPOINT: url,
        MOORING_MODE: options.mode ?? "full",
        MOORING_WAIT_SECONDS: "0",
      },
    });
  const deployment = await place();
  const client = clientFor(started.endpoint);
  const own = new Map<string, number>();
  const call = (product: Product, action: string, query: object = {}) => {
    own.set(`${product}:${action}`, (own.get(`${product}:${action}`) ?? 0) + 1);
    return client.call(product, action, query);
  };
  const blocks = new Map<string, { readonly block: number; subnets: number }>();

  const stage = {
    emulator,
    world,
    url,
    store,
    storePath,
    deployment,
    /** Puts the function there once more: instances at work are killed on the spot. */
    redeploy: place,
    /** Puts another configuration into the store. */
    configure,
    /** A call of the user's own, through the vendor's core. */
    call,
    advance: (milliseconds: number) => world.clock.advance(milliseconds),
    minutes: (count: number) => world.clock.advance(count * 60_000),
    pauseTimers: (paused = true) => platform.timers.pause(paused),

    async createVpc(tags: Readonly<Record<string, string>> = {}): Promise<string> {
      const Tag = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
      const block = blocks.size;
      const answer = await call("vpc", "CreateVpc", {
        RegionId: region,
        CidrBlock: `10.${block}.0.0/16`,
        VpcName: `team-${block + 1}`,
        Tag,
      });
      const vpcId = String(answer["VpcId"]);
      blocks.set(vpcId, { block, subnets: 0 });
      return vpcId;
    },
    async createVSwitch(vpcId: string, more: Readonly<Record<string, unknown>> = {}): Promise<string> {
      const own = blocks.get(vpcId);
      if (own === undefined) throw new Error(`${vpcId} was not made on this stage`);
      const answer = await call("vpc", "CreateVSwitch", {
        RegionId: region,
        VpcId: vpcId,
        ZoneId: `${region}-h`,
        CidrBlock: `10.${own.block}.${++own.subnets}.0/24`,
        ...more,
      });
      return String(answer["VSwitchId"]);
    },
    /** A network with one subnet. */
    async createNetwork(tag?: string): Promise<string> {
      const vpcId = await stage.createVpc(tag === undefined ? {} : { "registry-link": tag });
      await stage.createVSwitch(vpcId);
      return vpcId;
    },
    tag: (vpcId: string, value: string) =>
      call("vpc", "TagResources", {
        RegionId: region,
        ResourceType: "VPC",
        ResourceId: [vpcId],
        Tag: [{ Key: "registry-link", Value: value }],
      }),
    untag: (vpcId: string) =>
      call("vpc", "UnTagResources", {
        RegionId: region,
        ResourceType: "VPC",
        ResourceId: [vpcId],
        TagKey: ["registry-link"],
      }),

    async ask(vpcId: string, name: string): Promise<BothAnswers> {
      const network = (await started.networks()).find((candidate) => candidate.vpcId === vpcId);
      if (network === undefined) throw new Error(`the emulated cloud lists no resolver for ${vpcId}`);
      return askBoth(network, name);
    },
    /** The links of a part as the registry tells them. */
    async links(
      module: "Registry" | "Chart" = "Registry",
      InstanceId = "cri-mooringdemo01",
    ): Promise<readonly Readonly<Record<string, unknown>>[]> {
      const answer = await call("cr", "GetInstanceVpcEndpoint", { InstanceId, ModuleName: module });
      return (answer["LinkedVpcs"] ?? []) as readonly Readonly<Record<string, unknown>>[];
    },
    /** The networks that the registry links, one mention a link. */
    async linked(module: "Registry" | "Chart" = "Registry"): Promise<readonly unknown[]> {
      return (await stage.links(module)).map((link) => link["VpcId"]);
    },
    /** The zones bound to a network, as its owner sees them. */
    async zonesOf(vpcId: string, ZoneType = "AUTH_ZONE"): Promise<readonly ZoneRow[]> {
      const { Zones } = await call("pvtz", "DescribeZones", { QueryVpcId: vpcId, QueryRegionId: region, ZoneType });
      const rows = (Zones as { Zone: readonly { ZoneId: string; ZoneName: string }[] }).Zone;
      return rows.map(({ ZoneId: id, ZoneName: name }) => ({ id, name }));
    },
    async recordsOf(ZoneId: string): Promise<readonly RecordRow[]> {
      const { Records } = await call("pvtz", "DescribeZoneRecords", { ZoneId });
      return (Records as { Record: readonly RecordRow[] }).Record.map(({ RecordId, Rr, Type, Value, Status }) => ({
        RecordId: String(RecordId),
        Rr,
        Type,
        Value,
        Status,
      }));
    },

    /** What is done and what is announced, as a pass reads it. */
    async ledger() {
      const { entries, intents } = await readLedger(store);
      return withIntents(entries, intents);
    },
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
      platform.functions.invoke(
        "mooring-reconcile",
        Buffer.isBuffer(event) ? event : Buffer.from(typeof event === "string" ? event : JSON.stringify(event)),
      ),
    /** One pass at once, and its summary. */
    async pass(depth: "frequent" | "full" = "full"): Promise<Summary> {
      const outcome = await stage.invoke({ kind: "pass", depth });
      if (outcome.kind !== "value")
        throw new Error(outcome.kind === "error" ? outcome.body.toString("utf8") : "the pass was throttled");
      return JSON.parse(outcome.body.toString("utf8")) as Summary;
    },
    /** Lets minutes go by until every network is moored; throws after `most` of them. */
    async untilMoored(vpcIds: readonly string[], most = 15, registry = "prod"): Promise<void> {
      for (let minute = 0; minute < most; minute++) {
        await stage.minutes(1);
        const found = await Promise.all(vpcIds.map((vpcId) => stage.finding(vpcId, registry)));
        if (found.every((finding) => finding?.state === "moored")) return;
      }
      const found = await Promise.all(vpcIds.map((vpcId) => stage.finding(vpcId, registry)));
      throw new Error(`not moored after ${most} minutes: ${JSON.stringify(found)}`);
    },

    /** The function's own vendor calls, refused ones included, by `product:Action`. */
    calls(): Readonly<Record<string, number>> {
      const all = Object.entries(world.calls.counts()).map(([name, count]) => [name, count - (own.get(name) ?? 0)]);
      return Object.fromEntries(all.filter(([, count]) => count !== 0)) as Readonly<Record<string, number>>;
    },
    /** Those of them that write. */
    writes(): Readonly<Record<string, number>> {
      return Object.fromEntries(Object.entries(stage.calls()).filter(([name]) => !/:(Describe|Get|List)/.test(name)));
    },
    /** Puts somebody between the function and the cloud; returns how to send them away. */
    intrude(intruder: Intruder): () => void {
      let answer: HttpAnswer | undefined;
      return emulator.addRoute({
        name: "intruder",
        claims(request) {
          const action = request.headers["x-acs-action"];
          answer = action === undefined ? undefined : intruder(action, request);
          return answer !== undefined;
        },
        handle: () => answer ?? { broken: "reset" },
      });
    },
    /** Resolves when the next request of an action arrives, before it is answered. */
    nextRequest(action: string): Promise<void> {
      return new Promise((resolve) => {
        const leave = stage.intrude((seen) => {
          if (seen !== action) return undefined;
          leave();
          resolve();
          return undefined;
        });
      });
    },
    deadLetters: () => platform.functions.deadLetters(),
    logs: () => world.logs.list("mooring-reconcile").map(({ text }) => text),
    /** Everything that the function ever wrote down: its log and all of its store. */
    async written(): Promise<string> {
      const files = await readdir(storePath, { recursive: true, withFileTypes: true });
      const texts = files
        .filter((file) => file.isFile())
        .map((file) => readFile(join(file.parentPath, file.name), "utf8"));
      return [...stage.logs(), ...(await Promise.all(texts))].join("\n");
    },
    async stop() {
      await started.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
  return stage;
}

export type Stage = Awaited<ReturnType<typeof createStage>>;

/** A stage on which one network is moored, so that links are no longer made one at a time, and no timer runs. */
export async function createQuietStage(options: StageOptions = {}): Promise<Stage> {
  const stage = await createStage({
    configuration: configurationText({ parts: "[registry]" }),
    settings: quick,
    ...options,
  });
  const first = await stage.createNetwork("prod");
  await stage.untilMoored([first]);
  stage.pauseTimers();
  return stage;
}

/** What an API answers when it refuses a call. */
export function refusal(status: number, Code: string, Message: string, RequestId: string): HttpAnswer {
  return {
    status,
    headers: { "content-type": "application/json;charset=utf-8" },
    body: JSON.stringify({ Code, Message, RequestId, HostId: "emulated" }),
  };
}

/** Whether a request names something in its parameters. */
export function mentions(request: HttpRequest, text: string): boolean {
  return `${request.query} ${request.body.toString("utf8")}`.includes(text);
}

export const names = {
  registry: "prod-registry-vpc.cn-hangzhou.cr.aliyuncs.com",
  chart: "prod-chart-vpc.cn-hangzhou.cr.aliyuncs.com",
} as const;
