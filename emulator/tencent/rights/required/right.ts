import type { Fields, TencentAction, TencentCall } from "../../action.ts";
import type { Resource } from "../resource.ts";

/** One action that must be allowed on each of the resources; `null` when it cannot be scoped. */
export interface Right {
  /** `svc:Action`. */
  readonly action: string;
  readonly resources: readonly Resource[] | null;
}

/** What a call needs, whose parameters may not have been validated yet. */
export interface Asked {
  readonly action: TencentAction;
  readonly call: TencentCall;
}

/** The resources of an action by its name; `null` when it cannot be scoped. */
export type Scope = (asked: Asked) => readonly Resource[] | null;

/** For an action that cannot be scoped: a policy must name the resource `*`. */
export const unscoped: Scope = () => null;

/** The text parameter, of an action that may not have it; empty when it is absent or no text. */
export function textOf({ action, call }: Asked, name: string): string {
  return action.parameters[name] === undefined ? "" : (call.parameters.string(name) ?? "");
}

/** The texts of a list parameter, of an action that may not have it. */
export function textsOf({ action, call }: Asked, name: string): readonly string[] {
  return action.parameters[name] === undefined ? [] : call.parameters.strings(name);
}

/** The objects of a list parameter, of an action that may not have it. */
export function objectsOf({ action, call }: Asked, name: string): readonly Fields[] {
  return action.parameters[name] === undefined ? [] : call.parameters.objects(name);
}

/** Resources of the caller's account, one for each name; all of the kind when there is no name. */
export function resources(
  { action, call }: Asked,
  kind: string,
  names: readonly string[],
  region: string = call.region,
): readonly Resource[] {
  const known = names.filter((name) => name !== "");
  return (known.length === 0 ? ["*"] : [...new Set(known)]).map((name) => ({
    service: action.product,
    region,
    owners: [`uin/${call.account.uin}`],
    names: [`${kind}/${name}`],
  }));
}
