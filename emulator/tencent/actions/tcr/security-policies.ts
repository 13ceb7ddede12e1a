import { isIPv4 } from "node:net";
import type { FieldSpec, Fields } from "../../action.ts";
import type { TencentRegistry, TencentSecurityPolicy } from "../../state.ts";
import { refuse } from "./errors.ts";

/** `SecurityPolicy`: a block of addresses that may use the public entry. */
export const policyFields = {
  PolicyIndex: { type: "integer", means: "its number" },
  Description: { type: "string", means: "for people" },
  CidrBlock: { type: "string", means: "an address or a block" },
  PolicyVersion: { type: "string", means: "of the whole list, as read" },
} as const satisfies Record<string, FieldSpec>;

export const policySetField = {
  type: "list",
  required: true,
  minItems: 1,
  of: { type: "object", fields: policyFields },
  means: "blocks of addresses",
} as const satisfies FieldSpec;

/** Adds all, or none when one is not valid or is there; throws `RefusedError`. */
export function addPolicies(registry: TencentRegistry, given: readonly Fields[]): void {
  const { securityPolicies: policies } = registry;
  const wanted = given.map((fields) => ({ cidr: blockOf(fields), description: fields.string("Description") ?? "" }));
  const blocks = [...policies, ...wanted].map(({ cidr }) => cidr);
  if (new Set(blocks).size < blocks.length) refuse("InternalError.ErrorConflict");
  const next = Math.max(-1, ...policies.map(({ index }) => index)) + 1;
  policies.push(...wanted.map((policy, place) => ({ ...policy, index: next + place })));
  registry.securityPolicyVersion += 1;
}

/** The block in `CidrBlock`; throws `RefusedError` unless it is an address or a block. */
export function blockOf(fields: Fields): string {
  const block = fields.string("CidrBlock") ?? "";
  const [address = "", mask = "32", ...more] = block.split("/");
  const isBlock = isIPv4(address) && /^\d{1,2}$/.test(mask) && Number(mask) <= 32 && more.length === 0;
  return isBlock ? block : refuse("InvalidParameter");
}

/** The policy of a block, else of a number; throws `RefusedError` when there is none or the version is an old one. */
export function findPolicy(registry: TencentRegistry, fields: Fields): TencentSecurityPolicy {
  const version = fields.string("PolicyVersion");
  if (version !== undefined && version !== String(registry.securityPolicyVersion))
    return refuse("InternalError.ErrorConflict");
  const block = fields.string("CidrBlock");
  const index = fields.integer("PolicyIndex");
  const found = registry.securityPolicies.find((policy) =>
    block === undefined ? policy.index === index : policy.cidr === block,
  );
  return found ?? refuse("ResourceNotFound");
}

export function removePolicy(registry: TencentRegistry, policy: TencentSecurityPolicy): void {
  registry.securityPolicies.splice(registry.securityPolicies.indexOf(policy), 1);
  registry.securityPolicyVersion += 1;
}
