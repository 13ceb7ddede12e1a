import type { Credentials } from "../credentials.ts";
import type { Account, AlibabaState, AttachedPolicy, Identity } from "../state.ts";
import { type PolicyDocument, parsePolicy } from "./document.ts";
import { type AccessRequest, evaluate } from "./evaluate.ts";
import { systemPolicies } from "./system-policies.ts";

export type Decision =
  | { readonly allowed: true }
  | {
      readonly allowed: false;
      readonly reason: "explicit" | "implicit";
      /** Which policies said so: the identity's own, or those of its session. */
      readonly by: "identity" | "session";
    };

/** Whether somebody may do an action to a resource; every emulated product asks it before it does anything. */
export type Authorize = (
  identity: Identity,
  action: string,
  resource: string,
  conditions?: AccessRequest["conditions"],
) => Decision;

export function createAuthorize(state: AlibabaState, credentials: Credentials): Authorize {
  return (identity, action, resource, conditions) => {
    if (identity.type === "root-account" || identity.type === "system") return { allowed: true };
    const request = { action, resource, ...(conditions !== undefined && { conditions }) };
    const own = evaluate(policiesOf(state, identity), request);
    if (!own.allowed) return { ...own, by: "identity" };
    const session = credentials.find(identity.accessKeyId)?.sessionPolicy;
    if (session === undefined) return own;
    const within = evaluate([session], request);
    return within.allowed ? within : { ...within, by: "session" };
  };
}

/** None for an identity that is gone: a key outlives its role, its rights do not. */
function policiesOf({ accounts }: AlibabaState, { account: id, type, name }: Identity): readonly PolicyDocument[] {
  const account = accounts.get(id);
  if (account === undefined) return [];
  const role = () => account.roles.get((name.split(":")[0] ?? "").toLowerCase());
  const user = () => account.users.find((one) => one.name === name);
  const attached = (type === "assumed-role" ? role()?.attached : user()?.attached) ?? [];
  return attached.flatMap((one) => documentOf(account, one) ?? []);
}

function documentOf(account: Account, { type, name }: AttachedPolicy): PolicyDocument | undefined {
  if (type === "System") return systemPolicies.get(name)?.document;
  const policy = account.policies.get(name);
  const version = policy?.versions.find(({ id }) => id === policy.defaultVersion);
  return version === undefined ? undefined : parsePolicy(version.document);
}
