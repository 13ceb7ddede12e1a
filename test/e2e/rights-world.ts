import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { newPolicy } from "../../emulator/alibaba/rights/custom-policy.ts";
import type { CustomPolicy } from "../../emulator/alibaba/state.ts";
import { giveRole } from "../../emulator/deploy/role.ts";
import { defaultAccount } from "../../emulator/index.ts";
import type { SettingValue } from "../../emulator/settings.ts";
import type { Report } from "../../shared/model/report.ts";
import type { Mode } from "../../shared/model/settings.ts";
import { PassError } from "../../shared/reconcile/pass.ts";
import { createBucketStore } from "../../shared/store/bucket.ts";
import { type Store, StoreError } from "../../shared/store/port.ts";
import { createDirectStage } from "./direct-stage.ts";
import { configurationText, region } from "./stage.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const bucket = "mooring-state";
const hour = 3_600_000;

interface PolicyFile {
  readonly Version: "1";
  readonly Statement: readonly { readonly Action: readonly string[]; readonly Resource: readonly string[] }[];
}

/** The rights of a mode, as its file lists them. */
export function rightsOf(mode: Mode): readonly string[] {
  const text = readFileSync(new URL(`../../policies/alibaba/${mode}.json`, import.meta.url), "utf8");
  return (JSON.parse(text) as PolicyFile).Statement.flatMap(({ Action }) => Action);
}

/** What a pass came to: its report, or why there is none. */
export type Told = { readonly report: Report | null; readonly text: string };

/**
 * The main job as a deployed function has it: the mode's role with the policy from its file, the store in a bucket, and
 * two moored networks, of which the provider itself answers in the first. Whoever breaks things is the account's owner.
 */
export async function createRightsWorld(mode: Mode, settings: Readonly<Record<string, SettingValue>> = {}) {
  const role = `mooring-${mode}`;
  let inner: Store | null = null;
  const opened = (): Store => {
    if (inner === null) throw new Error("the store is not open yet");
    return inner;
  };
  const store: Store = {
    location: `oss://${bucket}?region=${region}`,
    read: (key) => opened().read(key),
    write: (key, text) => opened().write(key, text),
    remove: (key) => opened().remove(key),
    list: (prefix) => opened().list(prefix),
  };
  const stage = await createDirectStage({
    mode,
    store,
    settings: { linkReadyMs: 1_000, linkGoneMs: 0, ...settings },
    accounts: [{ ...defaultAccount, registries: [{ ...defaultAccount.registries[0], vpcQuota: 500 }] }],
    configuration: configurationText({
      mode,
      parts: "[registry]",
      extra: "    optIn: [recreate-zone]\nlimits: { repairsPerDay: 100 }\n",
    }),
    credentials: async () => session(),
  });
  const { world, call } = stage;
  const account = world.alibaba.accounts.get(defaultAccount.id);
  if (account === undefined) throw new Error("the world has no account");
  const session = () => {
    const key = world.credentials.issue({ account: defaultAccount.id, role, session: "test", seconds: 900 });
    return { accessKeyId: key.accessKeyId, accessKeySecret: key.secret, securityToken: key.securityToken };
  };
  world.buckets.add({ provider: "oss", name: bucket, region, account: account.id, createdAt: 0 });
  giveRole(
    account,
    {
      name: "mooring-reconcile",
      account: account.id,
      region,
      runtime: "nodejs20",
      handler: "index.handler",
      code: root,
      timeoutSeconds: 300,
      memoryMegabytes: 256,
      environment: { MOORING_STORE: store.location },
      role,
      asynchronous: { retries: 0, eventAgeSeconds: 60, onFailure: null },
      reservedConcurrency: 1,
    },
    root,
    world.clock.now(),
  );
  inner = createBucketStore({
    location: { kind: "oss", bucket, region, internal: false },
    endpoint: stage.url,
    credentials: async () => session(),
    clock: { now: () => world.clock.now(), sleep: (milliseconds) => world.clock.advance(milliseconds) },
    random: () => 0.5,
  });
  const policy = account.policies.get(role);
  if (policy === undefined) throw new Error(`${role} has no policy`);

  const linkOf = (vpc: string) => {
    const instance = [...account.instances.values()].find(({ links }) => links.some(({ vpcId }) => vpcId === vpc));
    if (instance === undefined) throw new Error(`${vpc} has no link`);
    return instance;
  };

  const rightsWorld = {
    ...stage,
    account,
    /** Takes one action out of the role's policy until `restore`. */
    take(action: string): void {
      account.policies.set(role, without(policy, action));
    },
    restore(): void {
      account.policies.set(role, policy);
    },
    /** A pass, and everything that its findings, notices and outcomes say. */
    async told(depth: "frequent" | "full" = "full"): Promise<Told> {
      try {
        const report = await stage.pass({ trigger: { kind: "timer", depth } });
        const { findings, notices, outcomes } = report;
        return { report, text: JSON.stringify({ findings, notices, outcomes }) };
      } catch (error) {
        if (error instanceof PassError || error instanceof StoreError) return { report: null, text: error.message };
        throw error;
      }
    },
    async network(): Promise<string> {
      const vpc = await stage.createVpc({ "registry-link": "prod" });
      await stage.createVSwitch(vpc);
      return vpc;
    },
    /** Passes until every network is moored. */
    async settle(): Promise<Told> {
      let told = await rightsWorld.told();
      for (let tries = 0; tries < 6 && !settled(told); tries++) {
        await world.clock.advance(61_000);
        told = await rightsWorld.told();
      }
      return told;
    },
    /** Long enough that no limit counts what was before. */
    nextDay: () => world.clock.advance(25 * hour),
    /** The zone that answers in a network. */
    zone(vpc: string) {
      const zone = [...account.zones.values()].find(({ bindings }) => bindings.some(({ vpcId }) => vpcId === vpc));
      const [record] = zone?.records ?? [];
      if (zone === undefined || record === undefined) throw new Error(`no zone answers in ${vpc}`);
      return { ZoneId: zone.id, RecordId: record.id, Rr: record.rr };
    },
    /** As somebody would who thinks nobody needs the zone. */
    async deleteZone(vpc: string): Promise<void> {
      const { ZoneId } = rightsWorld.zone(vpc);
      await call("pvtz", "BindZoneVpc", { ZoneId });
      await call("pvtz", "DeleteZone", { ZoneId });
    },
    /** As the account's owner would in the console: the link, and then the tag. */
    async unlink(vpc: string): Promise<void> {
      const { id: InstanceId, links } = linkOf(vpc);
      await call("cr", "DeleteInstanceVpcEndpointLinkedVpc", {
        InstanceId,
        VpcId: vpc,
        VswitchId: links.find((link) => link.vpcId === vpc)?.vswitchId,
        ModuleName: "Registry",
      });
      await call("vpc", "UnTagResources", { RegionId: region, ResourceType: "VPC", ResourceId: [vpc], All: true });
      await world.clock.advance(2_000);
    },
    async tagOff(vpc: string): Promise<void> {
      const Tag = [{ Key: "registry-link", Value: "off" }];
      await call("vpc", "TagResources", { RegionId: region, ResourceType: "VPC", ResourceId: [vpc], Tag });
    },
    /** As the account's owner would in the console. */
    async link(vpc: string): Promise<void> {
      const vswitch = [...account.vswitches.values()].find(({ vpcId }) => vpcId === vpc);
      await call("cr", "CreateInstanceVpcEndpointLinkedVpc", {
        InstanceId: defaultAccount.registries[0].id,
        VpcId: vpc,
        VswitchId: vswitch?.id,
        ModuleName: "Registry",
        EnableCreateDNSRecordInPvzt: true,
      });
      await world.clock.advance(2_000);
    },
  };
  return rightsWorld;
}

export type RightsWorld = Awaited<ReturnType<typeof createRightsWorld>>;

/** Nothing but moored networks, and those that left; and nothing done. */
export function settled({ report }: Told): boolean {
  return (
    report !== null &&
    report.outcomes.length === 0 &&
    report.findings.every(({ state, code }) => state === "moored" || code === "leaving/gone")
  );
}

function without(policy: CustomPolicy, action: string): CustomPolicy {
  const [version] = policy.versions;
  if (version === undefined) throw new Error(`${policy.name} has no version`);
  const file = JSON.parse(version.document) as PolicyFile;
  const Statement = file.Statement.map((one) => ({
    ...one,
    Action: one.Action.filter((other) => other !== action),
  })).filter(({ Action }) => Action.length > 0);
  return newPolicy({ name: policy.name, document: JSON.stringify({ ...file, Statement }), now: 0 });
}
