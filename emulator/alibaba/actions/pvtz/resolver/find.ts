import { type ActionCall, ApiError, type ParameterSpec } from "../../../action.ts";
import type { ResolverEndpoint, ResolverRule } from "../../../state.ts";
import { endpointNotExists, ruleNotExists } from "./errors.ts";

export const endpointIdParameter = {
  type: "string",
  required: true,
  means: "the outbound endpoint",
} as const satisfies ParameterSpec;

export const ruleIdParameter = {
  type: "string",
  required: true,
  means: "the forwarding rule",
} as const satisfies ParameterSpec;

/** The caller's endpoint of parameter `EndpointId`; throws `ApiError`. */
export function endpointOf({ account, parameters }: ActionCall): ResolverEndpoint {
  const endpoint = account.resolverEndpoints.get(parameters.string("EndpointId") ?? "");
  if (endpoint === undefined) throw new ApiError(endpointNotExists);
  return endpoint;
}

/** The caller's rule of parameter `RuleId`; throws `ApiError`. */
export function ruleOf({ account, parameters }: ActionCall): ResolverRule {
  const rule = account.resolverRules.get(parameters.string("RuleId") ?? "");
  if (rule === undefined) throw new ApiError(ruleNotExists);
  return rule;
}
