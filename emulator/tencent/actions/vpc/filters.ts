import { type FieldSpec, type Fields, RefusedError, type TencentCall } from "../../action.ts";
import { vpcErrors } from "./errors.ts";

export const filtersParameter = {
  type: "list",
  of: {
    type: "object",
    fields: {
      Name: { type: "string", required: true },
      Values: { type: "list", of: { type: "string" }, required: true },
    },
  },
  means: "conditions: any of the values of one, and all of them together",
} as const satisfies FieldSpec;

/** Whether an item meets one filter with this value; `words` are all the values that the filter takes. */
export type Matches<T> = ((item: T, value: string) => boolean) & { readonly words?: readonly string[] };

/** Items that can be filtered by their tags. */
interface Tagged {
  readonly tags: ReadonlyMap<string, string>;
}

/** Filters of every list that has tags. */
export const tagKeyFilter: Readonly<Record<"tag-key", Matches<Tagged>>> = {
  "tag-key": ({ tags }, value) => tags.has(value),
};

/**
 * The condition that `Filters` make together; throws `RefusedError` for a name that the table lacks.
 * @param table by filter name; `tag:<key>` needs no entry
 */
export function conditionOf<T extends Tagged>(
  call: TencentCall,
  table: Readonly<Record<string, Matches<T>>>,
): (item: T) => boolean {
  const conditions = call.parameters.objects("Filters").map((filter) => conditionOfOne(filter, call, table));
  return (item) => conditions.every((condition) => condition(item));
}

function conditionOfOne<T extends Tagged>(
  filter: Fields,
  { settings }: TencentCall,
  table: Readonly<Record<string, Matches<T>>>,
): (item: T) => boolean {
  const name = filter.string("Name") ?? "";
  const values = filter.strings("Values");
  if (values.length === 0) throw new RefusedError(vpcErrors.filterValuesNotList);
  if (values.length > settings.vpcFilterValues)
    throw new RefusedError({
      ...vpcErrors.limitExceeded,
      message: `The filter \`${name}\` has more than ${settings.vpcFilterValues} values.`,
    });
  const matches = name.startsWith("tag:") ? hasTag<T>(name.slice("tag:".length)) : entry(table, name);
  if (values.some((value) => matches.words?.includes(value) === false)) throw new RefusedError(vpcErrors.malformed);
  return (item) => values.some((value) => matches(item, value));
}

function hasTag<T extends Tagged>(key: string): Matches<T> {
  return ({ tags }, value) => tags.get(key) === value;
}

function entry<T>(table: Readonly<Record<string, Matches<T>>>, name: string): Matches<T> {
  const matches = Object.hasOwn(table, name) ? table[name] : undefined;
  if (matches === undefined)
    throw new RefusedError({ ...vpcErrors.filterInvalidKey, message: `The filter key \`${name}\` is not supported.` });
  return matches;
}

/** A filter whose values are `"true"` and `"false"`. */
export function isTrue<T>(property: (item: T) => boolean): Matches<T> {
  return ofWords(["false", "true"], property);
}

/** A filter whose values are two words: the first for items without the property, the second for those with it. */
export function ofWords<T>(words: readonly [string, string], property: (item: T) => boolean): Matches<T> {
  return Object.assign((item: T, value: string) => property(item) === (value === words[1]), { words });
}

/** A filter for what the emulated cloud has none of, such as IPv6. */
export const never: Matches<unknown> = () => false;
