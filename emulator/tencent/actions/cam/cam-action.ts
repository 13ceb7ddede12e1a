import {
  type FieldSpec,
  RefusedError,
  type TencentAction,
  type TencentCall,
  type TencentError,
  tencentAction,
} from "../../action.ts";
import { MalformedPolicyError } from "../../rights/document.ts";
import { camRefusals } from "./errors.ts";

/** One operation of Cloud Access Management 2019-01-16; a policy that cannot be read is refused in its words. */
export function camAction(definition: Omit<TencentAction, "product" | "resources">): TencentAction {
  return tencentAction({
    product: "cam",
    ...definition,
    run: (call) => inOwnWords(() => definition.run(call)),
    ...(definition.access === "write" && { resources: touched }),
  });

  function touched({ parameters, account }: TencentCall): readonly string[] {
    const named = ["RoleName", "AttachRoleName", "DetachRoleName", "PolicyName"].filter(
      (name) => definition.parameters[name] !== undefined,
    );
    return named.flatMap((name) => {
      const value = parameters.string(name);
      const kind = name === "PolicyName" ? "policyName" : "roleName";
      return value === undefined ? [] : [`qcs::cam::uin/${account.uin}:${kind}/${value}`];
    });
  }
}

function inOwnWords<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof MalformedPolicyError)) throw error;
    const refused: TencentError = { code: `InvalidParameter.${error.part}Error`, message: error.message };
    throw new RefusedError(refused);
  }
}

/** A role by its name or its id, under the names that an action has for them. */
export function roleParameters(prefix: "" | "Attach" | "Detach" = "") {
  return {
    [`${prefix}RoleId`]: { type: "string", means: "the role by its id; or its name" },
    [`${prefix}RoleName`]: { type: "string", means: "the role by its name; or its id" },
  } as const satisfies Record<string, FieldSpec>;
}

/** A policy by its name or its id. */
export const policyParameters = {
  PolicyId: { type: "integer", means: "the policy by its id; or its name" },
  PolicyName: { type: "string", means: "the policy by its name; or its id" },
} as const satisfies Record<string, FieldSpec>;

export const policyDocument = { type: "string", required: true, means: "grammar 2.0, JSON text" } as const;

export const description = { type: "string", means: "for people; at most 300 bytes" } as const satisfies FieldSpec;

export const tagList = {
  type: "list",
  of: {
    type: "object",
    fields: { Key: { type: "string", required: true }, Value: { type: "string", required: true } },
  },
  means: "tags",
} as const satisfies FieldSpec;

/** The description that was sent; throws `RefusedError`. */
export function descriptionOf({ parameters }: TencentCall): string {
  const text = parameters.string("Description") ?? "";
  return Buffer.byteLength(text) > 300 ? camRefusals.refuse("InvalidParameter.DescriptionLengthOverlimit") : text;
}

/** The tags that were sent; throws `RefusedError` for a key that comes twice. */
export function tagsOf({ parameters }: TencentCall): ReadonlyMap<string, string> {
  const pairs = parameters.objects("Tags").map((one) => [one.string("Key") ?? "", one.string("Value") ?? ""] as const);
  const tags = new Map(pairs);
  return tags.size < pairs.length || tags.has("") ? camRefusals.refuse("InvalidParameter.TagParamError") : tags;
}

/** One page of a list, from page 1; throws `RefusedError` for a page that cannot be. */
export function pageOf<T>({ parameters }: TencentCall, all: readonly T[], usualSize = 20): readonly T[] {
  const page = parameters.integer("Page") ?? 1;
  const size = parameters.integer("Rp") ?? usualSize;
  if (page < 1 || size < 1 || size > 200) return camRefusals.refuse("InvalidParameter.ParamError");
  return all.slice((page - 1) * size, page * size);
}
