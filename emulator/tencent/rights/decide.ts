import type { TencentKeys } from "../keys.ts";
import type { TencentAccount, TencentIdentity, TencentState } from "../state.ts";
import type { Present } from "./conditions.ts";
import { documentOf } from "./custom-policy.ts";
import { type PolicyDocument, parsePolicy } from "./document.ts";
import { evaluate } from "./evaluate.ts";
import type { Resource } from "./resource.ts";
import { tagsOf } from "./resource-tags.ts";

/** One thing that somebody wants to do. */
interface Wish {
  readonly identity: TencentIdentity;
  /** `svc:Action`. */
  readonly action: string;
  /** `null` for an action that cannot be scoped. */
  readonly resource: Resource | null;
  readonly sourceIp: string;
}

/** Whether it is allowed by the identity's own policies and, for a session with one, by that policy too. */
export type Decide = (wish: Wish) => boolean;

export function createDecide(state: TencentState, keys: Pick<TencentKeys, "find">): Decide {
  return ({ identity, action, resource, sourceIp }) => {
    const account = state.accounts.get(identity.account);
    if (account === undefined) return false;
    const tags = tagsOf(state, resource);
    const present: Present = { "qcs:ip": [sourceIp], ...(tags !== undefined && { "qcs:resource_tag": tags }) };
    const request = { action, resource, account: account.uin, present };
    const own = identity.type === "Root" || evaluate(policiesOf(account, identity), request);
    const session = keys.find(identity.secretId)?.sessionPolicy;
    return own && (session === undefined || evaluate([parsePolicy(session)], request));
  };
}

/** None for an identity that is gone: a key outlives its role, its rights do not. */
function policiesOf(account: TencentAccount, { type, name, principalId }: TencentIdentity): readonly PolicyDocument[] {
  const holder =
    type === "AssumedRole"
      ? account.roles.get(name.split(":")[0] ?? "")
      : account.users.find(({ uin }) => uin === principalId);
  return (holder?.attached ?? []).flatMap((one) => documentOf(account, one) ?? []);
}
