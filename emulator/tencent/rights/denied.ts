import { RefusedError, type TencentProduct } from "../action.ts";
import type { TencentSettings } from "../settings.ts";

/** A call that the caller's policies do not allow, as its product words it. */
export function denied(
  product: TencentProduct,
  { action, resource }: { readonly action: string; readonly resource: string },
  settings: TencentSettings,
): RefusedError {
  return new RefusedError({
    code: codeOf(product, settings),
    message: `you are not authorized to perform operation (${action})\nresource (${resource}) has no permission`,
  });
}

function codeOf(product: TencentProduct, { camDenyCode, tcrDenyCode, scfDenyCode }: TencentSettings): string {
  const own = product === "tcr" ? tcrDenyCode : product === "scf" ? scfDenyCode : "as-others";
  return own === "as-others" ? camDenyCode : own;
}
