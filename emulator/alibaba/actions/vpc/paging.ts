import type { ActionCall, ParameterSpec } from "../../action.ts";

/** `PageNumber` from 1 and `PageSize` up to 50, as the Describe calls of the VPC product have them. */
export const pageParameters = {
  PageNumber: { type: "integer", minimum: 1, default: 1, means: "page, from 1" },
  PageSize: { type: "integer", minimum: 1, maximum: 50, default: 10, means: "items a page" },
} as const satisfies Record<string, ParameterSpec>;

/** One page of `items`, with the counters that come with it. A page after the last is empty. */
export function pageOf<T>(
  call: ActionCall,
  items: readonly T[],
): {
  readonly items: readonly T[];
  readonly counters: Readonly<Record<"PageNumber" | "PageSize" | "TotalCount", number>>;
} {
  const PageNumber = call.parameters.integer("PageNumber") ?? 1;
  const PageSize = call.parameters.integer("PageSize") ?? 10;
  const ordered = call.settings.listOrder === "newest-first" ? [...items].reverse() : items;
  return {
    items: ordered.slice((PageNumber - 1) * PageSize, PageNumber * PageSize),
    counters: { PageNumber, PageSize, TotalCount: items.length },
  };
}
