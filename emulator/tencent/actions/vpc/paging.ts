import { createHash } from "node:crypto";
import { type FieldSpec, RefusedError, type TencentCall } from "../../action.ts";
import { vpcErrors } from "./errors.ts";

const usualLimit = 20;
const largestLimit = 100;

/** `Offset` and `Limit` of the older lists, which are strings. */
export const stringPaging = {
  Offset: { type: "string", means: "how many to leave out, 0 at first" },
  Limit: { type: "string", means: "how many to answer, 20 when left out, at most 100" },
} as const satisfies Record<string, FieldSpec>;

/** One page by `Offset` and `Limit` as strings; throws `RefusedError`. */
export function stringPage<T>({ parameters }: TencentCall, items: readonly T[]): readonly T[] {
  const offset = digits(parameters.string("Offset"), 0);
  const limit = digits(parameters.string("Limit"), usualLimit);
  if (limit < 1 || limit > largestLimit) throw new RefusedError(vpcErrors.range);
  return items.slice(offset, offset + limit);
}

function digits(text: string | undefined, usual: number): number {
  if (text === undefined || text === "") return usual;
  if (!/^\d{1,9}$/.test(text)) throw new RefusedError(vpcErrors.malformed);
  return Number(text);
}

/** How long a `NextToken` may be used, milliseconds. */
const tokenLife = 24 * 60 * 60 * 1000;

/**
 * One page by `MaxResults` and `NextToken`; `nextToken` is empty after the last. A token belongs to the other parameters
 * it was made with. Throws `RefusedError`.
 * @param asked all other parameters
 */
export function tokenPage<T>(
  { parameters, clock }: TencentCall,
  items: readonly T[],
  asked: unknown,
): { readonly items: readonly T[]; readonly nextToken: string } {
  const of = createHash("sha256").update(JSON.stringify(asked)).digest("hex").slice(0, 16);
  const token = parameters.string("NextToken") ?? "";
  const start = token === "" ? 0 : placeOf(token, of, clock.now());
  const end = start + (parameters.integer("MaxResults") ?? usualLimit);
  return {
    items: items.slice(start, end),
    nextToken: end < items.length ? Buffer.from(`${end} ${of} ${clock.now() + tokenLife}`).toString("base64url") : "",
  };
}

function placeOf(token: string, of: string, now: number): number {
  const [, place, made, until] =
    /^(\d+) ([0-9a-f]{16}) (\d+)$/.exec(Buffer.from(token, "base64url").toString("utf8")) ?? [];
  if (place === undefined || made !== of || Number(until) < now)
    throw new RefusedError({
      ...vpcErrors.malformed,
      message: "The NextToken is malformed, expired or of another list.",
    });
  return Number(place);
}
