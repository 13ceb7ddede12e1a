import { regionNumbers } from "../../accounts.ts";
import type { FieldSpec, TencentCall } from "../../action.ts";
import type { TencentRegistry } from "../../state.ts";
import { refuse, type TcrCode } from "./errors.ts";

export const registryField = {
  type: "string",
  required: true,
  means: "the instance, tcr-...",
} as const satisfies FieldSpec;

/** The caller's instance of this id, as far as `X-TC-Region` shows it. */
export function registryOf(call: TencentCall, id: string | undefined): TencentRegistry | undefined {
  const registry = call.account.registries.get(id ?? "");
  if (call.settings.instanceKnownIn === "home-region" && registry?.region !== call.region) return undefined;
  return registry;
}

/** The instance of `RegistryId`; throws `RefusedError` with `code` when there is none. */
export function findRegistry(call: TencentCall, code: TcrCode = "ResourceNotFound"): TencentRegistry {
  return registryOf(call, call.parameters.string("RegistryId")) ?? refuse(code);
}

/** The region of a name or a number, the name first; zero and the empty text are none. Throws `RefusedError`. */
export function regionGiven(
  name: string | undefined,
  number: number | undefined,
  code: TcrCode = "InvalidParameter",
): string | undefined {
  if (name !== undefined && name !== "") return name in regionNumbers ? name : refuse(code);
  if (number === undefined || number === 0) return undefined;
  return Object.keys(regionNumbers).find((region) => regionNumbers[region] === number) ?? refuse(code);
}

/** The regions whose VPCs the instance can link: its own, and those where a replica runs. */
export function regionsOf(registry: TencentRegistry): readonly string[] {
  return [
    registry.region,
    ...registry.replicas.filter(({ status }) => status === "Running").map(({ region }) => region),
  ];
}

/** The six-segment name of the instance that a call names. */
export function registryResource(call: TencentCall, field = "RegistryId"): readonly string[] {
  const id = call.parameters.string(field) ?? "";
  const region = call.account.registries.get(id)?.region ?? call.region;
  return [`qcs::tcr:${region}:uin/${call.account.uin}:instance/${id}`];
}
