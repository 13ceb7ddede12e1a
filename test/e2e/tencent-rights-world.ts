import { readFileSync } from "node:fs";
import { defaultTencentAccount } from "../../emulator/index.ts";
import type { SettingValue } from "../../emulator/settings.ts";
import { newTencentPolicy } from "../../emulator/tencent/rights/custom-policy.ts";
import type { Report } from "../../shared/model/report.ts";
import type { Mode } from "../../shared/model/settings.ts";
import { PassError } from "../../shared/reconcile/pass.ts";
import { createBucketStore } from "../../shared/store/bucket.ts";
import { type Store, StoreError } from "../../shared/store/port.ts";
import {
  createTencentStage,
  registryId,
  tencentBucket,
  tencentConfiguration,
  tencentRegion,
} from "./tencent-direct-stage.ts";

const { id: account, appId: appid } = defaultTencentAccount;
const shanghai = "ap-shanghai";

interface PolicyFile {
  readonly version: "2.0";
  readonly statement: readonly {
    readonly effect: string;
    readonly action: readonly string[];
    readonly resource: readonly string[];
  }[];
}

/** The policy of a mode, from its file, for the default account. */
function policyOf(mode: Mode): PolicyFile {
  const values = { account, appid, bucket: tencentBucket, region: tencentRegion, instance: registryId };
  const text = readFileSync(new URL(`../../policies/tencent/${mode}.json`, import.meta.url), "utf8");
  const filled = Object.entries(values).reduce((part, [name, value]) => part.replaceAll(`\${${name}}`, value), text);
  return JSON.parse(filled) as PolicyFile;
}

/** The rights of a mode, as its file lists them. */
export function tencentRightsOf(mode: Mode): readonly string[] {
  return policyOf(mode).statement.flatMap(({ action }) => action);
}

/** What a pass came to: its report, or why there is none. */
export type Told = { readonly report: Report | null; readonly text: string };

/**
 * The main job as a deployed function has it: the mode's role with the policy from its file and temporary keys, the
 * store in a bucket of COS. Whoever breaks things is the account's owner.
 */
export async function createTencentRightsWorld(mode: Mode, settings: Readonly<Record<string, SettingValue>> = {}) {
  const role = `mooring-${mode}`;
  let inner: Store | null = null;
  const opened = (): Store => {
    if (inner === null) throw new Error("the store is not open yet");
    return inner;
  };
  const store: Store = {
    location: `cos://${tencentBucket}?region=${tencentRegion}`,
    read: (key) => opened().read(key),
    write: (key, text) => opened().write(key, text),
    remove: (key) => opened().remove(key),
    list: (prefix) => opened().list(prefix),
  };
  const document = policyOf(mode);
  const stage = await createTencentStage({
    mode,
    store,
    settings: {
      ...{ tcrLinkReadyMs: 0, tcrLinkGoneMs: 0, linkDeleteWithDnsOn: "stale-record" },
      // So that there are records to read.
      managedZoneVisibility: "visible",
      ...settings,
    },
    configuration: `${tencentConfiguration([`replicas: [${shanghai}]`], mode)}limits: { repairsPerDay: 100 }\n`,
    credentials: async () => session(),
    tencentAccounts: [
      {
        ...defaultTencentAccount,
        registries: [{ ...defaultTencentAccount.registries[0], replicas: [shanghai] }],
        policies: [{ name: role, document }],
        roles: [{ name: role, policies: [role] }],
      },
    ],
  });
  const { world } = stage;
  const session = () => {
    const { secretId, secretKey, token } = world.tencentKeys.issue({ account, role, session: "test", seconds: 900 });
    return { secretId, secretKey, token };
  };
  if (world.buckets.find("cos", tencentBucket) === undefined)
    world.buckets.add({ provider: "cos", name: tencentBucket, region: tencentRegion, account, createdAt: 0 });
  inner = createBucketStore({
    location: { kind: "cos", bucket: tencentBucket, region: tencentRegion },
    endpoint: stage.url,
    async credentials() {
      const { secretId, secretKey, token } = session();
      return { accessKeyId: secretId, accessKeySecret: secretKey, securityToken: token };
    },
    clock: { now: () => world.clock.now(), sleep: (milliseconds) => world.clock.advance(milliseconds) },
    random: () => 0.5,
  });
  const put = (file: PolicyFile) =>
    void stage.account.policies.set(
      role,
      newTencentPolicy({ name: role, document: JSON.stringify(file), ids: world.tencentIds, now: 0 }),
    );

  const rightsWorld = {
    ...stage,
    /** Takes one action out of the role's policy until `restore`. */
    take(right: string): void {
      const statement = document.statement
        .map((one) => ({ ...one, action: one.action.filter((action) => action !== right) }))
        .filter(({ action }) => action.length > 0);
      put({ ...document, statement });
    },
    restore: () => put(document),
    /** A pass, and everything that its findings, notices and outcomes say. */
    async told(depth: "frequent" | "full" = "full"): Promise<Told> {
      try {
        const report = await stage.pass({ trigger: { kind: "timer", depth }, around: () => stage.newCloud() });
        const { findings, notices, outcomes } = report;
        return { report, text: JSON.stringify({ findings, notices, outcomes }) };
      } catch (error) {
        if (error instanceof PassError || error instanceof StoreError) return { report: null, text: error.message };
        throw error;
      }
    },
    /** Passes until every network is moored. */
    async settle(): Promise<Told> {
      let told = await rightsWorld.told();
      for (let tries = 0; tries < 6 && !isSettled(told); tries++) {
        await world.clock.advance(61_000);
        told = await rightsWorld.told();
      }
      return told;
    },
    /** Long enough that no limit counts what was before. */
    nextDay: () => world.clock.advance(25 * 3_600_000),
  };
  return rightsWorld;
}

export type TencentRightsWorld = Awaited<ReturnType<typeof createTencentRightsWorld>>;

/** Nothing but moored networks, and those that left; and nothing done. */
export function isSettled({ report }: Told): boolean {
  return (
    report !== null &&
    report.outcomes.length === 0 &&
    report.findings.every(({ state, code }) => state === "moored" || code === "leaving/gone")
  );
}
