import type { FieldSpec, TencentCall } from "../../action.ts";
import { pageOf, pagingFields } from "../../paging.ts";
import { ebErrors, refuse } from "./errors.ts";

export const busParameter = {
  EventBusId: { type: "string", required: true, means: "the event bus" },
} as const satisfies Record<string, FieldSpec>;

export const ruleParameters = {
  ...busParameter,
  RuleId: { type: "string", required: true, means: "the rule" },
} as const satisfies Record<string, FieldSpec>;

export const listParameters = {
  ...pagingFields(100),
  OrderBy: { type: "string", means: "created_at, updated_at or name" },
  Order: { type: "string", means: "ASC or DESC" },
} as const satisfies Record<string, FieldSpec>;

export const descriptionParameter = {
  Description: { type: "string", means: "what it is for, at most 200 characters" },
} as const satisfies Record<string, FieldSpec>;

/** A name of a bus or a rule: 2 to 60 letters, digits, `_` and `-`; a letter first, a letter or digit last. */
export function isName(name: string): boolean {
  return /^[\p{Script=Han}A-Za-z][\p{Script=Han}A-Za-z0-9_-]{0,58}[\p{Script=Han}A-Za-z0-9]$/u.test(name);
}

/** The description, checked; `undefined` when the call has none. */
export function checkedDescription({ parameters }: TencentCall): string | undefined {
  const description = parameters.string("Description");
  if ((description ?? "").length > 200) refuse(ebErrors.description);
  return description;
}

interface Listed {
  readonly name?: string;
  readonly createdAt: number;
  readonly updatedAt?: number;
}

/** The page that a list call asks for, in its order; the newest change first when it names none. */
export function orderedPage<T extends Listed>({ parameters }: TencentCall, all: readonly T[]): readonly T[] {
  const by = parameters.string("OrderBy") ?? "updated_at";
  const order = parameters.string("Order") ?? "DESC";
  if (order !== "ASC" && order !== "DESC") refuse(ebErrors.order);
  const compare = comparisons[by] ?? refuse(ebErrors.orderBy);
  const sorted = [...all].sort(compare);
  return pageOf(order === "ASC" ? sorted : sorted.reverse(), parameters);
}

const comparisons: Readonly<Record<string, (a: Listed, b: Listed) => number>> = {
  created_at: (a, b) => a.createdAt - b.createdAt,
  updated_at: (a, b) => (a.updatedAt ?? a.createdAt) - (b.updatedAt ?? b.createdAt),
  name: (a, b) => (a.name ?? "").localeCompare(b.name ?? ""),
};
