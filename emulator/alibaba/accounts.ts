import type { Account, ModuleName, RegistryInstance } from "./state.ts";

/** An account as a test or a world file describes it; whatever is left out is empty or usual. */
export interface AccountSeed {
  /** 16 digits. */
  readonly id: string;
  readonly users?: readonly { readonly name: string; readonly accessKeyId: string; readonly accessKeySecret: string }[];
  readonly roles?: readonly { readonly name: string; readonly serviceName?: string }[];
  readonly services?: { readonly pvtz?: Account["privateZoneService"] };
  readonly registries?: readonly RegistrySeed[];
}

export interface RegistrySeed {
  readonly id: string;
  readonly name: string;
  readonly region?: string;
  readonly status?: RegistryInstance["status"];
  readonly edition?: string;
  readonly vpcQuota?: number;
  readonly parts?: readonly ModuleName[];
}

/** One account with a RAM user's keys, one running registry, no network. The keys are no secret: nothing real has them. */
export const defaultAccount = {
  id: "1000000000000001",
  users: [
    { name: "mooring", accessKeyId: "LTAIemulated0000001", accessKeySecret: "emulated-secret-of-no-real-account" },
  ],
  registries: [{ id: "cri-mooringdemo01", name: "prod" }],
} as const satisfies AccountSeed;

export function accountFrom(seed: AccountSeed, now: number): Account {
  return {
    id: seed.id,
    users: (seed.users ?? []).map((user) => ({ ...user })),
    roles: new Map(
      (seed.roles ?? []).map(({ name, serviceName = null }) => [
        name.toLowerCase(),
        { name, serviceName, createdAt: now },
      ]),
    ),
    vpcs: new Map(),
    vswitches: new Map(),
    instances: new Map((seed.registries ?? []).map((registry) => [registry.id, instanceFrom(registry, now)])),
    zones: new Map(),
    changeLogs: [],
    privateZoneService: seed.services?.pvtz ?? "OPENED",
  };
}

function instanceFrom(seed: RegistrySeed, now: number): RegistryInstance {
  return {
    id: seed.id,
    name: seed.name,
    region: seed.region ?? "cn-hangzhou",
    createdAt: now,
    status: seed.status ?? "RUNNING",
    specification: seed.edition ?? "Enterprise_Advanced",
    resourceGroupId: "rg-acfmemulated01",
    vpcQuota: seed.vpcQuota ?? 20,
    modules: seed.parts ?? ["Registry", "Chart"],
    tags: new Map(),
    links: [],
  };
}
