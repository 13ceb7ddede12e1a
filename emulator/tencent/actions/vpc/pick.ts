import { RefusedError, type TencentCall } from "../../action.ts";
import { vpcErrors } from "./errors.ts";
import { checkId, refuseUnknown } from "./find.ts";

/** Most ids of one call. */
const mostIds = 100;

/**
 * The items that a list of ids names, all of them where the call has no ids; ids and `Filters` exclude each other.
 * Throws `RefusedError`, also for an id that is nobody's, unless the setting leaves such ids out.
 */
export function pickById<T extends { readonly id: string }>(
  { parameters, settings }: TencentCall,
  prefix: "vpc" | "subnet" | "eni",
  parameter: string,
  items: readonly T[],
): readonly T[] {
  const ids = parameters.strings(parameter);
  if (ids.length === 0) return items;
  if (parameters.objects("Filters").length > 0) throw new RefusedError(vpcErrors.coexist);
  if (ids.length > mostIds) throw new RefusedError(vpcErrors.limitExceeded);
  for (const id of ids) checkId(prefix, id);
  const unknown = ids.find((id) => items.every((item) => item.id !== id));
  if (unknown !== undefined && settings.tencentUnknownIds === "ResourceNotFound") refuseUnknown(unknown);
  return items.filter(({ id }) => ids.includes(id));
}
