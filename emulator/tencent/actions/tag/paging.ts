import type { FieldSpec, TencentCall } from "../../action.ts";
import { tagRefusals } from "./errors.ts";

/** Largest page that the Tag product documents for any of its lists. */
const largestLimit = 1_000;

export const offsetParameters = {
  Offset: { type: "integer", minimum: 0, means: "how many to leave out, a multiple of Limit" },
  Limit: { type: "integer", minimum: 1, maximum: largestLimit, means: "how many to answer, 15 when left out" },
} as const satisfies Record<string, FieldSpec>;

/** A page with the counters that these lists answer; throws `RefusedError` for an offset inside a page. */
export function offsetPage<T>({ parameters }: TencentCall, all: readonly T[], usual = 15) {
  const Offset = parameters.integer("Offset") ?? 0;
  const Limit = parameters.integer("Limit") ?? usual;
  if (Offset % Limit !== 0) return tagRefusals.refuse("InvalidParameterValue.OffsetInvalid");
  return { items: all.slice(Offset, Offset + Limit), counters: { TotalCount: all.length, Offset, Limit } };
}

/** A page after the place that `PaginationToken` names; the token of the last page is empty. Throws `RefusedError`. */
export function tokenPage<T>(
  { parameters }: TencentCall,
  all: readonly T[],
): { readonly items: readonly T[]; readonly token: string } {
  const token = parameters.string("PaginationToken") ?? "";
  const start = token === "" ? 0 : placeOf(token);
  const end = start + (parameters.integer("MaxResults") ?? 50);
  return { items: all.slice(start, end), token: end < all.length ? Buffer.from(`from:${end}`).toString("base64") : "" };
}

function placeOf(token: string): number {
  const [, place] = /^from:(\d+)$/.exec(Buffer.from(token, "base64").toString("utf8")) ?? [];
  return place === undefined ? tagRefusals.refuse("InvalidParameter.PaginationTokenInvalid") : Number(place);
}
