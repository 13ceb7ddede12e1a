import type { HttpRequest } from "../../http.ts";
import { type TencentAction, versions } from "../action.ts";
import { commonErrors } from "./errors.ts";
import { productOfHost } from "./hosts.ts";
import type { TencentRequest } from "./read-request.ts";

/** Finds the action a request is for: by its name, its version and, where the host names one, its product. */
export type FindAction = (request: HttpRequest, read: TencentRequest) => TencentAction;

export function createFindAction(actions: readonly TencentAction[]): FindAction {
  const known: ReadonlySet<string> = new Set(Object.values(versions));
  return ({ headers }, { action: name, version }) => {
    const product = productOfHost(headers["host"] ?? "");
    if (name === "") throw commonErrors.missing("Action");
    if (version === "") throw commonErrors.missing("Version");
    const named = actions.filter((one) => one.name === name && (product === undefined || one.product === product));
    if (named.length === 0) throw commonErrors.invalidAction(name);
    // Two products share a version: the name of the action decides between them.
    const found = named.find((one) => versions[one.product] === version);
    if (found !== undefined) return found;
    throw product === undefined && known.has(version)
      ? commonErrors.invalidAction(name)
      : commonErrors.noSuchVersion(version);
  };
}
