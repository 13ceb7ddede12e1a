import { newPolicy } from "./rights/custom-policy.ts";
import { newRole, trusting } from "./rights/role.ts";
import { systemPolicies } from "./rights/system-policies.ts";
import type { Account, AttachedPolicy, DirectoryMember, ModuleName, RegistryInstance, Role } from "./state.ts";

/** An account as a test or a world file describes it; whatever is left out is empty or usual. */
export interface AccountSeed {
  /** 16 digits. */
  readonly id: string;
  readonly users?: readonly UserSeed[];
  readonly roles?: readonly RoleSeed[];
  /** The account's own policies. */
  readonly policies?: readonly PolicySeed[];
  readonly services?: { readonly pvtz?: Account["privateZoneService"] };
  readonly registries?: readonly RegistrySeed[];
  /** Makes this the management account of a resource directory. */
  readonly directory?: readonly (Pick<DirectoryMember, "account"> & Partial<DirectoryMember>)[];
}

export interface UserSeed {
  readonly name: string;
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  /** Names of policies, the account's own before the vendor's; left out: `AdministratorAccess`. */
  readonly policies?: readonly string[];
}

interface RoleSeed {
  readonly name: string;
  readonly serviceName?: string;
  /** A trust policy as an object; left out: every identity of the account may assume the role. */
  readonly trust?: object;
  readonly maxSessionSeconds?: number;
  /** Names of policies; left out: none. */
  readonly policies?: readonly string[];
}

interface PolicySeed {
  readonly name: string;
  readonly document: object;
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
  const policies = new Map(
    (seed.policies ?? []).map(({ name, document }) => [
      name,
      newPolicy({ name, document: JSON.stringify(document), now }),
    ]),
  );
  const attach = (names: readonly string[]) => names.map((name) => attached(name, policies, now));
  return {
    id: seed.id,
    users: (seed.users ?? []).map(({ policies: names = ["AdministratorAccess"], ...user }) => ({
      ...user,
      attached: attach(names),
    })),
    roles: new Map(
      (seed.roles ?? []).map((role) => [
        role.name.toLowerCase(),
        roleFrom(role, seed.id, attach(role.policies ?? []), now),
      ]),
    ),
    policies,
    directory:
      seed.directory === undefined
        ? null
        : { id: "rd-emulated01", createdAt: now, members: seed.directory.map(memberFrom) },
    vpcs: new Map(),
    vswitches: new Map(),
    dhcpOptionsSets: new Map(),
    instances: new Map((seed.registries ?? []).map((registry) => [registry.id, instanceFrom(registry, now)])),
    zones: new Map(),
    resolverEndpoints: new Map(),
    resolverRules: new Map(),
    changeLogs: [],
    eventRules: [],
    privateZoneService: seed.services?.pvtz ?? "OPENED",
  };
}

function attached(name: string, own: Account["policies"], at: number): AttachedPolicy {
  if (own.has(name)) return { type: "Custom", name, at };
  if (systemPolicies.has(name)) return { type: "System", name, at };
  throw new Error(`there is no policy ${name}; the vendor's are ${[...systemPolicies.keys()].join(", ")}`);
}

function roleFrom(seed: RoleSeed, account: string, policies: readonly AttachedPolicy[], now: number): Role {
  const { name, serviceName, trust, maxSessionSeconds } = seed;
  const trusted = trust === undefined ? trusting({ RAM: [`acs:ram::${account}:root`] }) : JSON.stringify(trust);
  const role = newRole({
    name,
    now,
    ...(serviceName === undefined ? { trust: trusted } : { serviceName }),
    ...(maxSessionSeconds !== undefined && { maxSessionSeconds }),
  });
  role.attached.push(...policies);
  return role;
}

function memberFrom({
  account,
  name,
  joined,
  status,
}: Pick<DirectoryMember, "account"> & Partial<DirectoryMember>): DirectoryMember {
  const how = joined ?? "created";
  return {
    account,
    name: name ?? `member-${account.slice(-4)}`,
    joined: how,
    status: status ?? (how === "created" ? "CreateSuccess" : "InviteSuccess"),
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
