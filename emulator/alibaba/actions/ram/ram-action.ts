import { type Action, type ActionCall, ApiError, action, type ParameterSpec } from "../../action.ts";
import { MalformedPolicyError } from "../../rights/document.ts";
import { ramErrors } from "./errors.ts";

/** One operation of Resource Access Management 2015-05-01. */
export function ramAction(definition: Omit<Action, "product" | "version" | "resources">): Action {
  return action({
    product: "ram",
    version: "2015-05-01",
    ...definition,
    run: (call) => inOwnWords(() => definition.run(call)),
    ...(definition.access === "write" && { resources: touched }),
  });
}

function touched({ parameters }: ActionCall) {
  const named = {
    "ACS::RAM::Role": parameters.string("RoleName"),
    "ACS::RAM::Policy": parameters.string("PolicyName"),
  };
  return Object.fromEntries(
    Object.entries(named).flatMap(([type, name]) => (name === undefined ? [] : [[type, [name]]])),
  );
}

function inOwnWords<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof MalformedPolicyError)
      throw new ApiError({
        ...ramErrors.malformedPolicy,
        message: `${ramErrors.malformedPolicy.message} ${error.message}.`,
      });
    throw error;
  }
}

export const roleName = {
  RoleName: {
    type: "string",
    required: true,
    pattern: /^[A-Za-z0-9._-]{1,64}$/,
    invalid: ramErrors.roleName,
    means: "the role, in any case",
  },
} as const satisfies Record<string, ParameterSpec>;

export const policyName = {
  PolicyName: {
    type: "string",
    required: true,
    pattern: /^[A-Za-z0-9-]{1,128}$/,
    invalid: ramErrors.policyName,
    means: "the policy",
  },
} as const satisfies Record<string, ParameterSpec>;

export const policyType = {
  PolicyType: {
    type: "string",
    required: true,
    oneOf: ["System", "Custom"],
    invalid: ramErrors.policyType,
    means: "the vendor's own or the account's",
  },
} as const satisfies Record<string, ParameterSpec>;

export const policyDocument = {
  PolicyDocument: {
    type: "string",
    required: true,
    maxLength: 6144,
    invalid: ramErrors.policyLength,
    means: "JSON text",
  },
} as const satisfies Record<string, ParameterSpec>;

export const versionId = {
  VersionId: { type: "string", required: true, means: "the version, such as v2" },
} as const satisfies Record<string, ParameterSpec>;

export const description = {
  Description: { type: "string", maxLength: 1024, means: "for people" },
} as const satisfies Record<string, ParameterSpec>;

/** How long sessions of a role may last, seconds. */
export const sessionDuration = {
  type: "integer",
  minimum: 3600,
  maximum: 43_200,
  invalid: ramErrors.session,
  means: "the longest session, seconds",
} as const satisfies ParameterSpec;

export const listParameters = {
  Marker: { type: "string", means: "where the page before ended" },
  MaxItems: { type: "integer", minimum: 1, maximum: 1000, default: 100, means: "items a page" },
} as const satisfies Record<string, ParameterSpec>;
