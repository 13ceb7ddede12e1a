import type { TencentCall } from "../../action.ts";
import { presetPolicies } from "../../rights/preset-policies.ts";
import type { TencentAttachedPolicy, TencentPolicy, TencentRole } from "../../state.ts";
import { camRefusals } from "./errors.ts";

/** The role that a call names by its id or its name, which must not contradict each other; throws `RefusedError`. */
export function roleOf({ account, parameters }: TencentCall, prefix: "" | "Attach" | "Detach" = ""): TencentRole {
  const id = parameters.string(`${prefix}RoleId`) ?? "";
  const name = parameters.string(`${prefix}RoleName`) ?? "";
  if (id === "" && name === "") return camRefusals.refuse("InvalidParameter.ParamError");
  const found = [...account.roles.values()].find(
    (one) => (id === "" || one.id === id) && (name === "" || one.name === name),
  );
  return found ?? camRefusals.refuse("InvalidParameter.RoleNotExist");
}

/** A role that users may change; a service-linked one belongs to its service. Throws `RefusedError`. */
export function ownRoleOf(call: TencentCall): TencentRole {
  const role = roleOf(call);
  return role.type === "service_linked" ? camRefusals.refuse("InvalidParameter.ParamError") : role;
}

/** A policy of either kind as calls tell it. */
export interface FoundPolicy {
  readonly id: number;
  readonly name: string;
  readonly type: TencentAttachedPolicy["type"];
  readonly description: string;
  /** JSON text. */
  readonly document: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly tags: ReadonlyMap<string, string>;
}

/** When the vendor's own policies were made, as far as this world goes. */
const presetsMadeAt = Date.UTC(2019, 0, 1);

/** The vendor's policies, then the account's. */
export function allPolicies({ account }: TencentCall): readonly FoundPolicy[] {
  const presets = [...presetPolicies.values()].map(({ id, name, description, text }): FoundPolicy => {
    const at = { createdAt: presetsMadeAt, updatedAt: presetsMadeAt };
    return { id, name, type: "QCS", description, document: text, ...at, tags: new Map() };
  });
  return [...presets, ...[...account.policies.values()].map((own): FoundPolicy => ({ ...own, type: "User" }))];
}

/** The policy that a call names by its id or its name; throws `RefusedError`. */
export function policyOf(call: TencentCall): FoundPolicy {
  const id = call.parameters.integer("PolicyId");
  const name = call.parameters.string("PolicyName") ?? "";
  if (id === undefined && name === "") return camRefusals.refuse("InvalidParameter.ParamError");
  const found = allPolicies(call).find(
    (one) => (id === undefined || one.id === id) && (name === "" || one.name === name),
  );
  return found ?? camRefusals.refuse("InvalidParameter.PolicyIdNotExist");
}

/** The account's own policy that a call names; throws `RefusedError`, for the vendor's too. */
export function ownPolicyOf(call: TencentCall): TencentPolicy {
  const { name, type } = policyOf(call);
  const own = type === "User" ? call.account.policies.get(name) : undefined;
  return own ?? camRefusals.refuse("InvalidParameter.PolicyIdError");
}

/** Every list of attached policies in the account. */
export function holdersIn({ account }: TencentCall): readonly TencentAttachedPolicy[][] {
  return [...account.users, ...account.roles.values()].map(({ attached }) => attached);
}
