import { type ActionError, ApiError } from "./action.ts";

export const nextTokenError = {
  status: 400,
  code: "InvalidNextToken",
  message: "The specified NextToken is not valid.",
} as const satisfies ActionError;

/** A page of `items` after the place that `token` names; the last page has an empty `nextToken`. */
export function tokenPage<T>(
  items: readonly T[],
  token: string | undefined,
  size: number,
): { readonly items: readonly T[]; readonly nextToken: string } {
  const start = token === undefined || token === "" ? 0 : placeOf(token);
  const end = start + size;
  return {
    items: items.slice(start, end),
    nextToken: end < items.length ? Buffer.from(`from:${end}`).toString("base64url") : "",
  };
}

function placeOf(token: string): number {
  const [, place] = /^from:(\d+)$/.exec(Buffer.from(token, "base64url").toString("utf8")) ?? [];
  if (place === undefined) throw new ApiError(nextTokenError);
  return Number(place);
}
