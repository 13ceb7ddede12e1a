import type { ParameterSpec, Parameters } from "../../action.ts";

export const pagingParameters = {
  PageNumber: { type: "integer", minimum: 1, default: 1, means: "from 1" },
  PageSize: { type: "integer", minimum: 1, maximum: 100, default: 20, means: "zones, records or entries a page" },
} as const satisfies Readonly<Record<string, ParameterSpec>>;

export interface Page<T> {
  readonly items: readonly T[];
  /** As every list of this product reports it. */
  readonly counts: {
    readonly PageNumber: number;
    readonly PageSize: number;
    readonly TotalItems: number;
    readonly TotalPages: number;
  };
}

/** The part of `all` that `PageNumber` and `PageSize` ask for. */
export function pageOf<T>(all: readonly T[], parameters: Parameters): Page<T> {
  const number = parameters.integer("PageNumber") ?? pagingParameters.PageNumber.default;
  const size = parameters.integer("PageSize") ?? pagingParameters.PageSize.default;
  return {
    items: all.slice((number - 1) * size, number * size),
    counts: { PageNumber: number, PageSize: size, TotalItems: all.length, TotalPages: Math.ceil(all.length / size) },
  };
}
