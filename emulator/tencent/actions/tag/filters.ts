import type { FieldSpec, TencentCall } from "../../action.ts";
import { tagRefusals } from "./errors.ts";

export const tagFiltersParameter = {
  type: "list",
  of: {
    type: "object",
    fields: {
      TagKey: { type: "string", required: true },
      TagValue: { type: "list", of: { type: "string" }, means: "any of these values; any value when left out" },
    },
  },
  means: "tag conditions, at most 6",
} as const satisfies FieldSpec;

const mostFilters = 6;
const mostValues = 10;

/** Whether tags meet the conditions of `TagFilters`: all keys, or one of them; throws `RefusedError`. */
export function tagCondition(
  { parameters }: TencentCall,
  keys: "all" | "any",
): (tags: ReadonlyMap<string, string>) => boolean {
  const conditions = parameters.objects("TagFilters").map((filter) => {
    const values = filter.strings("TagValue");
    if (values.length > mostValues) tagRefusals.refuse("InvalidParameterValue.TagFiltersLengthExceeded");
    return { key: filter.string("TagKey") ?? "", values };
  });
  if (conditions.length > mostFilters) tagRefusals.refuse("InvalidParameterValue.TagFiltersLengthExceeded");
  if (conditions.some(({ key }) => key === "")) tagRefusals.refuse("InvalidParameterValue.TagFilters");
  return (tags) => {
    const meets = ({ key, values }: (typeof conditions)[number]) => {
      const value = tags.get(key);
      return value !== undefined && (values.length === 0 || values.includes(value));
    };
    return keys === "all" ? conditions.every(meets) : conditions.some(meets);
  };
}
