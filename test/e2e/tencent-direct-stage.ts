import { defaultTencentAccount, startEmulator, type WorldOptions } from "../../emulator/index.ts";
import { createTencent } from "../../shared/clouds/tencent/driver.ts";
import { parseConfiguration } from "../../shared/config/parse.ts";
import type { Mode } from "../../shared/model/settings.ts";
import { createBucketStore } from "../../shared/store/bucket.ts";
import type { Store } from "../../shared/store/port.ts";
import { askBoth, type BothAnswers } from "../emulator/dns-client.ts";
import { tencentClients } from "../emulator/tencent-client.ts";
import { createMemoryStore } from "../unit/store/memory-store.ts";
import { createPasses, drivenClock, seededRandom } from "./direct-passes.ts";

export const tencentRegion = "ap-guangzhou";
export const registryId = "tcr-moordemo";
export const vpcName = "harbor-vpc.tencentcloudcr.com";
export const defaultName = "harbor.tencentcloudcr.com";

/** One registry on Tencent Cloud under the alias `harbor`; lines are added to it as they are. */
export function tencentConfiguration(more: readonly string[] = [], mode: Mode = "repair"): string {
  return `version: 1
registries:
  harbor:
    cloud: tencent
    region: ${tencentRegion}
    instance: ${registryId}
    mode: ${mode}
    accept:
      accounts: ["${defaultTencentAccount.id}"]
${more.map((line) => `    ${line}\n`).join("")}`;
}

export interface TencentStageOptions extends WorldOptions {
  readonly configuration?: string;
  readonly mode?: Mode;
  /** Who the passes act as; the emulated account's user without it. */
  readonly credentials?: () => Promise<{
    readonly secretId: string;
    readonly secretKey: string;
    readonly token?: string;
  }>;
  /** `bucket`: the emulated cloud's own, over the S3 protocol; in memory without it. */
  readonly store?: Store | "bucket";
}

/**
 * The main job on Tencent Cloud without the function host: passes of the real loop and driver run in this process
 * against the emulated cloud over HTTP. Waits move world time, so nothing sleeps.
 */
export async function createTencentStage(options: TencentStageOptions = {}) {
  const { configuration, mode = "full", credentials, store: kept, ...world } = options;
  const parsed = parseConfiguration(configuration ?? tencentConfiguration());
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const started = await startEmulator(world);
  const { emulator, url } = started;
  const [{ secretId, secretKey }] = defaultTencentAccount.users;
  const user = tencentClients(started.endpoint);
  const clock = drivenClock(emulator.world);
  const random = seededRandom();
  const calls = new Map<string, number>();
  const cloud = createTencent({
    region: tencentRegion,
    endpoint: url,
    credentials: credentials ?? (async () => ({ secretId, secretKey })),
    clock,
    random,
    onCall: (name) => calls.set(name, (calls.get(name) ?? 0) + 1),
  });
  const store =
    kept !== "bucket"
      ? (kept ?? createMemoryStore())
      : createBucketStore({
          location: { kind: "cos", bucket: `mooring-state-${defaultTencentAccount.appId}`, region: tencentRegion },
          endpoint: url,
          credentials: async () => ({ accessKeyId: secretId, accessKeySecret: secretKey }),
          clock,
          random: () => 0,
        });
  let made = 0;

  const stage = {
    emulator,
    world: emulator.world,
    url,
    store,
    /** The official clients with the user's keys. */
    user,
    usersIn: (region: string) => tencentClients(started.endpoint, { region }),
    calls,
    settings: parsed.settings,
    cloud,
    ...createPasses({
      world: emulator.world,
      url,
      cloud,
      clock,
      random,
      store,
      mode,
      calls,
      settings: parsed.settings,
    }),
    async createVpc(
      tags: Readonly<Record<string, string>> = {},
      more: { readonly region?: string; readonly dns?: string[] } = {},
    ): Promise<string> {
      const { vpc } = stage.usersIn(more.region ?? tencentRegion);
      const { Vpc } = await vpc.CreateVpc({
        VpcName: `team-${++made}`,
        CidrBlock: `10.${made}.0.0/16`,
        Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
        ...(more.dns === undefined ? {} : { DnsServers: more.dns }),
      });
      return Vpc?.VpcId ?? "";
    },
    async createSubnet(vpcId: string, region: string = tencentRegion, cidr = `10.${made}.1.0/24`): Promise<string> {
      const { vpc } = stage.usersIn(region);
      const { Subnet } = await vpc.CreateSubnet({
        VpcId: vpcId,
        SubnetName: cidr,
        CidrBlock: cidr,
        Zone: `${region}-3`,
      });
      return Subnet?.SubnetId ?? "";
    },
    async ask(vpcId: string, name: string = vpcName): Promise<BothAnswers> {
      const network = (await started.networks()).find((candidate) => candidate.vpcId === vpcId);
      if (network === undefined) throw new Error(`the emulated cloud lists no resolver for ${vpcId}`);
      return askBoth(network, name);
    },
    async links() {
      const { AccessVpcSet } = await user.tcr.DescribeInternalEndpoints({ RegistryId: registryId });
      return AccessVpcSet ?? [];
    },
    /** Frequent passes until the network's finding has this code, for so many minutes at most. */
    async until(vpcId: string, code: string, minutes = 20) {
      for (let minute = 0; minute < minutes; minute++) {
        const [report] = await stage.minutes(1);
        const found = report?.findings.find(({ network }) => network === vpcId);
        if (found?.code === code || minute === minutes - 1) return found;
      }
      return undefined;
    },
    stop: () => started.close(),
  };
  return stage;
}

export type TencentStage = Awaited<ReturnType<typeof createTencentStage>>;
