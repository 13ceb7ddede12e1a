import type { FieldSpec, Fields } from "./action.ts";

/** `Offset` and `Limit` as whole numbers, as most products take them; `vpc` has texts. @param largest of `Limit` */
export function pagingFields(largest: number): { readonly Offset: FieldSpec; readonly Limit: FieldSpec } {
  return {
    Offset: { type: "integer", minimum: 0, means: "how many to leave out; 0 when absent" },
    Limit: { type: "integer", minimum: 1, maximum: largest, means: `how many at most, up to ${largest}` },
  };
}

/** The part of `all` that `Offset` and `Limit` ask for. @param usual the `Limit` when none is given */
export function pageOf<T>(all: readonly T[], parameters: Fields, usual = 20): readonly T[] {
  const offset = parameters.integer("Offset") ?? 0;
  return all.slice(offset, offset + (parameters.integer("Limit") ?? usual));
}
