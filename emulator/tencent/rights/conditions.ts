import { BlockList, isIP } from "node:net";
import type { Condition, ConditionKey, ConditionOperator } from "./document.ts";
import { likes } from "./wildcard.ts";

/** Condition keys with the request's values; a tag is `key&value`. */
export type Present = Readonly<Partial<Record<ConditionKey, readonly string[]>>>;

/** Whether every condition holds; a key that the request does not have fulfils none but those with `_if_exist`. */
export function conditionsHold(conditions: readonly Condition[], present: Present): boolean {
  return conditions.every(({ operator, ifExists, quantifier, key, values }) => {
    const found = present[key];
    if (found === undefined) return ifExists;
    const fits = (one: string) => holds(operator, one, values);
    return quantifier === "all" ? found.every(fits) : found.some(fits);
  });
}

function holds(operator: ConditionOperator, value: string, wanted: readonly string[]): boolean {
  const lower = (text: string) => text.toLowerCase();
  switch (operator) {
    case "string_equal":
      return wanted.includes(value);
    case "string_not_equal":
      return !wanted.includes(value);
    case "string_equal_ignore_case":
      return wanted.map(lower).includes(lower(value));
    case "string_not_equal_ignore_case":
      return !wanted.map(lower).includes(lower(value));
    case "string_like":
      return wanted.some((pattern) => likes(value, pattern));
    case "string_not_like":
      return !wanted.some((pattern) => likes(value, pattern));
    case "ip_equal":
      return wanted.some((block) => within(value, block));
    case "ip_not_equal":
      return !wanted.some((block) => within(value, block));
  }
}

function within(address: string, block: string): boolean {
  const [network = "", bits] = block.split("/");
  const family = isIP(address);
  if (family === 0 || isIP(network) !== family) return false;
  const list = new BlockList();
  list.addSubnet(network, Number(bits ?? (family === 4 ? 32 : 128)), family === 4 ? "ipv4" : "ipv6");
  return list.check(address, family === 4 ? "ipv4" : "ipv6");
}
