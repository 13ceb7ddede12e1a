import { type ActionCall, ApiError, type ParameterSpec } from "../../action.ts";
import { missing } from "../../gateway/errors.ts";
import type { ModuleName, RegistryInstance } from "../../state.ts";
import { crErrors, refuse } from "./errors.ts";

export const instanceParameter = {
  type: "string",
  required: true,
  means: "the instance, cri-...",
} as const satisfies ParameterSpec;

export const moduleParameter = {
  type: "string",
  oneOf: ["Registry", "Chart"],
  means: "Registry or Chart",
} as const satisfies ParameterSpec;

/** The caller's instances that this endpoint shows: a regional host knows its own region alone. */
export function instancesOf(call: ActionCall): readonly RegistryInstance[] {
  return [...call.account.instances.values()].filter(
    ({ region }) => call.regionFrom === "default" || region === call.region,
  );
}

/** The instance of `InstanceId`; throws `ApiError` when this endpoint does not know it. */
export function findInstance(call: ActionCall): RegistryInstance {
  const id = call.parameters.string("InstanceId");
  return instancesOf(call).find((instance) => instance.id === id) ?? refuse(crErrors.instanceNotExist, call.settings);
}

/** As `findInstance`, and it is running; throws `ApiError`. */
export function findRunningInstance(call: ActionCall): RegistryInstance {
  const instance = findInstance(call);
  return instance.status === "RUNNING" ? instance : refuse(crErrors.statusNotSupport, call.settings);
}

/** The module of `ModuleName`, which the instance must have; throws `ApiError`. */
export function moduleOf(call: ActionCall, instance: RegistryInstance): ModuleName {
  const asked = call.parameters.string("ModuleName");
  if ((asked === undefined || asked === "") && call.settings.moduleLeftOut === "refused")
    throw new ApiError(missing("ModuleName"));
  const module = asked === "Chart" ? "Chart" : "Registry";
  return instance.modules.includes(module) ? module : refuse(crErrors.moduleNotSupport, call.settings);
}
