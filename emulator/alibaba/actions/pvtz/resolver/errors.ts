import type { ActionError } from "../../../action.ts";
import { invalidParameter } from "../errors.ts";

/** The code that Terraform's provider knows; the wording is ours. */
export const endpointNotExists: ActionError = {
  status: 400,
  code: "ResolverEndpoint.NotExists",
  message: "Resolver endpoint is not exists.",
};

/** The code that Terraform's provider knows; the wording is ours. */
export const ruleNotExists: ActionError = {
  status: 400,
  code: "ResolverRule.NotExists",
  message: "Resolver rule is not exists.",
};

/** Nobody states the code of what is still in use; whether it is refused at all is a setting. */
export const inUse: ActionError = invalidParameter;
