import type { FieldSpec, TencentCall, TencentError } from "../../action.ts";
import { defaultNamespace } from "../../scf/key.ts";
import type { ScfFunction } from "../../services.ts";
import { refuse, scfErrors } from "./errors.ts";

export const functionParameters = {
  FunctionName: { type: "string", required: true, means: "the function" },
  Namespace: { type: "string", means: "its namespace; default when left out" },
} as const satisfies Record<string, FieldSpec>;

export const qualifierParameter = {
  Qualifier: { type: "string", means: "a version or alias; $LATEST and $DEFAULT are the only ones here" },
} as const satisfies Record<string, FieldSpec>;

export function namespaceOf({ parameters }: TencentCall): string {
  return parameters.string("Namespace") ?? defaultNamespace;
}

/** The function that the call names, in its account and region; throws `RefusedError`. */
export function findFunction(call: TencentCall, missing: TencentError = scfErrors.functionNotFound): ScfFunction {
  const name = call.parameters.string("FunctionName") ?? "";
  const place = { account: call.account.uin, region: call.region, namespace: namespaceOf(call) };
  return call.services.functions.find({ ...place, name }) ?? refuse(missing);
}

/** Throws for a version or alias that no function has here. */
export function checkQualifier({ parameters }: TencentCall): void {
  const qualifier = parameters.string("Qualifier");
  if (qualifier !== undefined && !["$LATEST", "$DEFAULT"].includes(qualifier)) refuse(scfErrors.qualifierNotFound);
}
