import { type ActionCall, ApiError } from "../../../action.ts";
import type { ResolverRule, ZoneBinding } from "../../../state.ts";
import { vpcBoundToSameName } from "../errors.ts";
import { bindingErrors, givenBindings } from "../vpc-binding.ts";

/** Every refusal of `givenRuleBindings`. */
export const ruleBindingErrors = [vpcBoundToSameName, ...bindingErrors] as const;

/** The VPCs of a list for a rule, each once; throws `ApiError`, also for one with another rule for the same zone name. */
export function givenRuleBindings(
  call: ActionCall,
  parameter: string,
  rule: Pick<ResolverRule, "zoneName" | "bindings"> & { readonly id?: string },
): readonly ZoneBinding[] {
  const wanted = givenBindings(call, parameter, rule.bindings);
  const namesakes = [...call.state.accounts.values()]
    .flatMap(({ resolverRules }) => [...resolverRules.values()])
    .filter((other) => other.id !== rule.id && other.zoneName === rule.zoneName);
  const taken = new Set(namesakes.flatMap(({ bindings }) => bindings.map(({ vpcId }) => vpcId)));
  if (wanted.some(({ vpcId }) => taken.has(vpcId))) throw new ApiError(vpcBoundToSameName);
  return wanted;
}
