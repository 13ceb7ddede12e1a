import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { newPolicy } from "../alibaba/rights/custom-policy.ts";
import { newRole, trusting } from "../alibaba/rights/role.ts";
import type { Account } from "../alibaba/state.ts";
import type { FunctionDefinition } from "../function-host/definition.ts";

/**
 * Gives a function its role, which Function Compute may assume. A role named `mooring-<mode>` holds the policy of that
 * mode, from `policies/alibaba` beside the manifest, and nothing else; any other role that is not there yet holds none.
 */
export function giveRole(account: Account, definition: FunctionDefinition, base: string, now: number): void {
  const { role: name } = definition;
  if (name === null) return;
  const trust = trusting({ Service: ["fc.aliyuncs.com"] });
  const role = account.roles.get(name) ?? newRole({ name, trust, now });
  account.roles.set(name, role);
  const file = join(base, "policies", "alibaba", `${name.replace(/^mooring-/, "")}.json`);
  if (!name.startsWith("mooring-") || !existsSync(file)) return;
  const bucket = /^oss:\/\/([^/?]+)/.exec(definition.environment["MOORING_STORE"] ?? "")?.[1];
  const document = fillPolicy(readFileSync(file, "utf8"), account, bucket ?? "mooring-state");
  account.policies.set(name, newPolicy({ name, document, now }));
  if (!role.attached.some((one) => one.type === "Custom" && one.name === name))
    role.attached.push({ type: "Custom", name, at: now });
}

/** A policy file with an account's values in its places; a resource is repeated for each of the account's registries. */
function fillPolicy(text: string, account: Account, bucket: string): string {
  const fill = (value: unknown): unknown => {
    if (typeof value === "string") return put(put(value, "account", account.id), "bucket", bucket);
    if (Array.isArray(value)) return [...new Set(value.flatMap(perRegistry).map(fill))];
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, fill(inner)]));
  };
  const perRegistry = (value: unknown): readonly unknown[] =>
    typeof value === "string"
      ? registriesOf(account).map(({ id, region }) => put(put(value, "region", region), "instance", id))
      : [value];
  return JSON.stringify(fill(JSON.parse(text)));
}

/** Fills `${name}`. */
function put(text: string, name: string, value: string): string {
  return text.replaceAll(`\${${name}}`, value);
}

/** Without a registry a policy names one that nobody has, since a statement needs a resource. */
function registriesOf({ instances }: Account): readonly { readonly id: string; readonly region: string }[] {
  return instances.size === 0 ? [{ id: "cri-none", region: "*" }] : [...instances.values()];
}
