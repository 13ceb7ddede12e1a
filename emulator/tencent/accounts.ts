import type { TencentIds } from "./ids.ts";
import { newTencentPolicy } from "./rights/custom-policy.ts";
import { presetPolicies } from "./rights/preset-policies.ts";
import { newTencentRole, trusting } from "./rights/role.ts";
import type {
  TencentAccount,
  TencentAttachedPolicy,
  TencentEdition,
  TencentEventBus,
  TencentPolicy,
  TencentRegistry,
  TencentReplica,
  TencentRole,
} from "./state.ts";

/** An account as a test or a world file describes it; whatever is left out is empty or usual. */
export interface TencentAccountSeed {
  /** 12 digits (UIN). */
  readonly id: string;
  /** 10 digits. */
  readonly appId?: string;
  readonly users?: readonly TencentUserSeed[];
  readonly roles?: readonly TencentRoleSeed[];
  /** The account's own policies. */
  readonly policies?: readonly TencentPolicySeed[];
  readonly services?: { readonly privatedns?: TencentAccount["dnsService"]; readonly audit?: boolean };
  readonly registries?: readonly TencentRegistrySeed[];
}

export interface TencentUserSeed {
  readonly name: string;
  /** Left out: a number after the account's; the account's own id makes it the root user. */
  readonly uin?: string;
  readonly secretId: string;
  readonly secretKey: string;
  /** Names of policies, the account's own before the vendor's; left out: `AdministratorAccess`. */
  readonly policies?: readonly string[];
}

export interface TencentPolicySeed {
  readonly name: string;
  /** A policy of grammar 2.0 as an object. */
  readonly document: object;
  readonly id?: number;
  readonly description?: string;
  readonly tags?: Readonly<Record<string, string>>;
}

export interface TencentRoleSeed {
  readonly name: string;
  /** Digits. */
  readonly id?: string;
  readonly type?: TencentRole["type"];
  readonly description?: string;
  readonly consoleLogin?: boolean;
  readonly tags?: Readonly<Record<string, string>>;
  /** A trust policy as an object; left out: every identity of the account may assume the role. */
  readonly trust?: object;
  readonly maxSessionSeconds?: number;
  /** Names of policies; left out: none. */
  readonly policies?: readonly string[];
}

export interface TencentRegistrySeed {
  readonly id: string;
  readonly name: string;
  readonly region?: string;
  readonly status?: TencentRegistry["status"];
  readonly edition?: TencentEdition;
  /** Regions with a replica that runs; premium only. */
  readonly replicas?: readonly string[];
}

/** One account with a sub-user's keys, one running registry, no network. The keys are no secret: nothing real has them. */
export const defaultTencentAccount = {
  id: "100000000001",
  appId: "1250000001",
  users: [
    {
      name: "mooring",
      uin: "100000000002",
      secretId: "AKIDemulated00000000000000000000001x",
      secretKey: "emulated-secret-of-no-real-account",
    },
  ],
  services: { audit: true },
  registries: [{ id: "tcr-moordemo", name: "harbor", edition: "premium" }],
} as const satisfies TencentAccountSeed;

/** TCR's number of each region (DescribeRegions of `tcr`), which replica ids hold. */
export const regionNumbers: Readonly<Record<string, number>> = {
  "ap-guangzhou": 1,
  "ap-shanghai": 4,
  "ap-hongkong": 5,
  "na-toronto": 6,
  "ap-shanghai-fsi": 7,
  "ap-beijing": 8,
  "ap-singapore": 9,
  "ap-shenzhen-fsi": 11,
  "ap-guangzhou-open": 12,
  "na-siliconvalley": 15,
  "ap-chengdu": 16,
  "eu-frankfurt": 17,
  "ap-seoul": 18,
  "ap-chongqing": 19,
  "ap-mumbai": 21,
  "na-ashburn": 22,
  "ap-bangkok": 23,
  "eu-moscow": 24,
  "ap-tokyo": 25,
  "ap-nanjing": 33,
  "ap-tianjin": 36,
  "ap-shenzhen": 37,
  "ap-taipei": 39,
  "ap-beijing-fsi": 46,
  "ap-qingyuan": 54,
  "ap-jakarta": 72,
  "sa-saopaulo": 74,
  "ap-guiyang": 76,
};

/** Throws for a policy that cannot be read and for the name of one that nobody has. */
export function tencentAccountFrom(
  seed: TencentAccountSeed,
  now: number,
  ids: Pick<TencentIds, "integer">,
): TencentAccount {
  const policies = new Map(
    (seed.policies ?? []).map(({ document, id, tags, ...policy }): [string, TencentPolicy] => {
      const made = newTencentPolicy({ ...policy, document: JSON.stringify(document), ids, now, ...tagged(tags) });
      return [made.name, { ...made, id: id ?? made.id }];
    }),
  );
  const attach = (names: readonly string[]) =>
    names.map((name): TencentAttachedPolicy => {
      if (policies.has(name)) return { type: "User", name, at: now };
      if (presetPolicies.has(name)) return { type: "QCS", name, at: now };
      throw new Error(`account ${seed.id}: ${name} is neither a policy of its own nor a preset one`);
    });
  return {
    uin: seed.id,
    appId: seed.appId ?? `12${seed.id.slice(-8)}`,
    users: (seed.users ?? []).map(
      ({ name, uin, secretId, secretKey, policies: names = ["AdministratorAccess"] }, index) => ({
        uin: uin ?? String(Number(seed.id) + 1_000 + index),
        name,
        secretId,
        secretKey,
        attached: attach(names),
      }),
    ),
    roles: new Map(
      (seed.roles ?? []).map(({ id, trust, policies: names = [], tags, ...role }): [string, TencentRole] => {
        const everybody = trusting({ qcs: [`qcs::cam::uin/${seed.id}:root`] });
        const text = trust === undefined ? everybody : JSON.stringify(trust);
        const made = newTencentRole({ ...role, trust: text, ids, now, ...tagged(tags) });
        return [made.name, { ...made, id: id ?? made.id, attached: attach(names) }];
      }),
    ),
    policies,
    vpcs: new Map(),
    subnets: new Map(),
    registries: new Map((seed.registries ?? []).map((registry) => [registry.id, tencentRegistryFrom(registry, now)])),
    zones: new Map(),
    outboundEndpoints: new Map(),
    forwardRules: new Map(),
    dnsAccounts: new Set(),
    bindTasks: new Map(),
    zoneLog: [],
    dnsChanges: [],
    dnsService: seed.services?.privatedns ?? "ENABLED",
    eventBuses: seed.services?.audit === true ? [defaultEventBus(seed.id, now)] : [],
    auditFeed: seed.services?.audit ?? false,
  };
}

/** The default cloud-service bus where audit events arrive, as the console opens it. */
export function defaultEventBus(uin: string, now: number, region = "ap-guangzhou"): TencentEventBus {
  const id = `eb-${region === "ap-guangzhou" ? uin.slice(-8) : region.replaceAll("-", "").slice(-8).padStart(8, "0")}`;
  return { id, region, type: "Cloud", name: "default", description: "", createdAt: now, rules: [] };
}

function tagged(tags: Readonly<Record<string, string>> | undefined): { readonly tags?: ReadonlyMap<string, string> } {
  return tags === undefined ? {} : { tags: new Map(Object.entries(tags)) };
}

export function tencentRegistryFrom(seed: TencentRegistrySeed, now: number): TencentRegistry {
  return {
    id: seed.id,
    name: seed.name,
    region: seed.region ?? "ap-guangzhou",
    createdAt: now,
    edition: seed.edition ?? "premium",
    status: seed.status ?? "Running",
    deletionProtection: false,
    tags: new Map(),
    replicas: (seed.replicas ?? []).map(
      (region, index): TencentReplica => ({
        id: `${seed.id}-${regionNumbers[region] ?? 0}-${String(index).padStart(6, "r")}`,
        region,
        createdAt: now,
        status: "Running",
      }),
    ),
    links: [],
    publicEntry: "Closed",
    customDomains: [],
    securityPolicies: [],
    securityPolicyVersion: 1,
    enableCosVersioning: false,
    enableCosMAZ: false,
    prepaid: null,
  };
}
