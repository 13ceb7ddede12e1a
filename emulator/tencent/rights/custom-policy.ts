import type { TencentIds } from "../ids.ts";
import type { TencentAccount, TencentAttachedPolicy, TencentPolicy } from "../state.ts";
import { type PolicyDocument, parsePolicy } from "./document.ts";
import { presetPolicies } from "./preset-policies.ts";

interface PolicyOptions {
  readonly name: string;
  readonly ids: Pick<TencentIds, "integer">;
  /** JSON text. */
  readonly document: string;
  readonly description?: string;
  readonly tags?: ReadonlyMap<string, string>;
  /** World time, milliseconds. */
  readonly now: number;
}

/** A policy of an account; throws `MalformedPolicyError`. */
export function newTencentPolicy({ name, ids, document, now, ...more }: PolicyOptions): TencentPolicy {
  parsePolicy(document);
  return {
    id: ids.integer(),
    name,
    createdAt: now,
    updatedAt: now,
    description: more.description ?? "",
    document,
    tags: new Map(more.tags),
  };
}

/** What an attached policy says; `undefined` when there is none of that name any more. */
export function documentOf(
  { policies }: Pick<TencentAccount, "policies">,
  { type, name }: TencentAttachedPolicy,
): PolicyDocument | undefined {
  if (type === "QCS") return presetPolicies.get(name)?.document;
  const own = policies.get(name);
  return own === undefined ? undefined : parsePolicy(own.document);
}
