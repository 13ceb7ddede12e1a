import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { newTencentPolicy } from "../../tencent/rights/custom-policy.ts";
import { newTencentRole, trusting } from "../../tencent/rights/role.ts";
import type { TencentAccount } from "../../tencent/state.ts";
import type { World } from "../../world.ts";
import type { DeployedFunction } from "./manifest.ts";

/**
 * Gives a function its role, which SCF may assume. A role named `mooring-<mode>` holds the policy of that mode, from
 * `policies/tencent` beside the manifest, and nothing else; any other role that is not there yet holds none.
 */
export function giveTencentRole(world: World, account: TencentAccount, one: DeployedFunction, base: string): void {
  const { role: name, environment } = one;
  if (name === null) return;
  const ids = world.tencentIds;
  const now = world.clock.now();
  const trust = trusting({ service: ["scf.qcloud.com"] });
  const role = account.roles.get(name) ?? newTencentRole({ name, ids, now, trust });
  account.roles.set(name, role);
  const file = join(base, "policies", "tencent", `${name.replace(/^mooring-/, "")}.json`);
  if (!name.startsWith("mooring-") || !existsSync(file)) return;
  const bucket = /^cos:\/\/([^/?]+)/.exec(environment["MOORING_STORE"] ?? "")?.[1];
  const document = fillPolicy(readFileSync(file, "utf8"), account, bucket ?? `mooring-state-${account.appId}`);
  account.policies.set(name, newTencentPolicy({ name, ids, document, now }));
  if (!role.attached.some((attached) => attached.type === "User" && attached.name === name))
    role.attached.push({ type: "User", name, at: now });
}

/** A policy file with an account's values in its places; a resource is repeated for each registry and its replicas. */
function fillPolicy(text: string, account: TencentAccount, bucket: string): string {
  const values = { account: account.uin, appid: account.appId, bucket };
  const perRegistry = (value: unknown): readonly unknown[] =>
    typeof value === "string" ? registriesOf(account).map((registry) => put(value, registry)) : [value];
  const fill = (value: unknown): unknown => {
    if (typeof value === "string") return put(value, values);
    if (Array.isArray(value)) return [...new Set(value.flatMap(perRegistry).map(fill))];
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, fill(inner)]));
  };
  return JSON.stringify(fill(JSON.parse(text)));
}

/** Fills each `${name}`. */
function put(text: string, values: Readonly<Record<string, string>>): string {
  return Object.entries(values).reduce((filled, [name, value]) => filled.replaceAll(`\${${name}}`, value), text);
}

/** Each registry in its own region and in its replicas'. Without one a policy names one that nobody has. */
function registriesOf({
  registries,
}: TencentAccount): readonly { readonly region: string; readonly instance: string }[] {
  if (registries.size === 0) return [{ region: "*", instance: "tcr-none" }];
  return [...registries.values()].flatMap(({ id, region, replicas }) =>
    [region, ...replicas.map((replica) => replica.region)].map((one) => ({ region: one, instance: id })),
  );
}
