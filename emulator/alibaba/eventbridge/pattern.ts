/** An event pattern of EventBridge: the event's nesting, with an array of conditions in place of each value. */
export interface EventPattern {
  readonly [field: string]: readonly unknown[] | EventPattern;
}

/** Conditions that one field of a pattern may hold (EventBridge, "Limits"). */
const expressionsPerField = 5;

const comparisons: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  "<": (value, bound) => value < bound,
  "<=": (value, bound) => value <= bound,
  "=": (value, bound) => value === bound,
  ">": (value, bound) => value > bound,
  ">=": (value, bound) => value >= bound,
};

/**
 * Whether a rule with this pattern forwards the event: every named field must be in the event and satisfy one of its
 * conditions; comparison is by character and case (EventBridge, "Event patterns").
 */
export function matches(pattern: EventPattern, event: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(pattern).every(([field, condition]) => {
    const present = Object.hasOwn(event, field);
    const value = event[field];
    if (isConditions(condition)) return condition.some((one) => meets(one, value, present));
    return isObject(value) ? matches(condition, value) : matches(condition, {});
  });
}

/** What is wrong with a pattern, one sentence each, with the field's path; empty when EventBridge would take it. */
export function validatePattern(pattern: unknown, path = "pattern"): string[] {
  if (!isObject(pattern)) return [`${path} must be an object that repeats the event's nesting`];
  const fields = Object.entries(pattern);
  if (fields.length === 0) return [`${path} names no field, so it would match nothing that can be meant`];
  return fields.flatMap(([field, condition]) => {
    const here = `${path}.${field}`;
    if (!Array.isArray(condition)) return validatePattern(condition, here);
    if (condition.length === 0) return [`${here} must hold at least one condition`];
    const mistakes = condition.flatMap((one: unknown) => conditionMistakes(one, here));
    if (condition.length > expressionsPerField)
      mistakes.push(`${here} holds ${condition.length} conditions; EventBridge takes at most ${expressionsPerField}`);
    return mistakes;
  });
}

function meets(condition: unknown, value: unknown, present: boolean): boolean {
  if (isObject(condition)) {
    const [operator, operand] = Object.entries(condition)[0] ?? [];
    if (operator === "exists") return operand === present;
    if (!present) return false;
    return anyOf(value, (one) => operatorHolds(operator ?? "", operand, one));
  }
  return present && anyOf(value, (one) => one === condition);
}

/** A list in the event matches when one of its items does; for `anything-but`, too. */
function anyOf(value: unknown, holds: (one: unknown) => boolean): boolean {
  return Array.isArray(value) ? value.some(holds) : holds(value);
}

function operatorHolds(operator: string, operand: unknown, value: unknown): boolean {
  switch (operator) {
    case "prefix":
      return typeof value === "string" && value.startsWith(String(operand));
    case "suffix":
      return typeof value === "string" && value.endsWith(String(operand));
    case "contains":
      return typeof value === "string" && value.includes(String(operand));
    case "anything-but":
      return !excluded(operand, value);
    case "numeric":
      return typeof value === "number" && Array.isArray(operand) && inRange(operand, value);
    case "cidr":
      return typeof value === "string" && inBlock(String(operand), value);
    default:
      return false;
  }
}

function excluded(operand: unknown, value: unknown): boolean {
  if (Array.isArray(operand)) return operand.includes(value);
  if (!isObject(operand)) return operand === value;
  const [operator, inner] = Object.entries(operand)[0] ?? [];
  return operatorHolds(operator ?? "", inner, value);
}

function inRange(operand: readonly unknown[], value: number): boolean {
  for (let index = 0; index < operand.length; index += 2) {
    const compare = comparisons[String(operand[index])];
    if (compare === undefined || !compare(value, Number(operand[index + 1]))) return false;
  }
  return true;
}

function inBlock(block: string, address: string): boolean {
  const [base, bits] = block.split("/");
  const first = ipv4(base ?? "");
  const candidate = ipv4(address);
  if (first === null || candidate === null) return false;
  const size = 2 ** (32 - Number(bits));
  return Math.floor(first / size) === Math.floor(candidate / size);
}

function ipv4(text: string): number | null {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)?.slice(1).map(Number);
  if (parts === undefined || parts.some((part) => part > 255)) return null;
  return parts.reduce((sum, part) => sum * 256 + part, 0);
}

function conditionMistakes(condition: unknown, path: string): string[] {
  if (!isObject(condition)) {
    return Array.isArray(condition) ? [`${path} must not nest a list in a list`] : [];
  }
  const entries = Object.entries(condition);
  const [operator, operand] = entries[0] ?? [];
  if (entries.length !== 1 || operator === undefined) return [`${path} must name one operator in each condition`];
  return operandMistakes(operator, operand, path);
}

function operandMistakes(operator: string, operand: unknown, path: string): string[] {
  const wrong = (needs: string) => [`${path}: ${operator} needs ${needs}`];
  switch (operator) {
    case "prefix":
    case "suffix":
    case "contains":
      return typeof operand === "string" ? [] : wrong("a string");
    case "exists":
      return typeof operand === "boolean" ? [] : wrong("true or false");
    case "cidr":
      return typeof operand === "string" && isBlock(operand) ? [] : wrong("an IPv4 block such as 10.0.0.0/24");
    case "numeric":
      return isNumeric(operand) ? [] : wrong('pairs of a comparison and a number, such as [">", 0, "<=", 5]');
    case "anything-but":
      return isExclusion(operand)
        ? []
        : wrong("a string, a number, a list of them, or one of prefix, suffix and contains");
    default:
      return [`${path}: ${operator} is no operator of EventBridge`];
  }
}

function isBlock(operand: string): boolean {
  const [base, bits] = operand.split("/");
  return ipv4(base ?? "") !== null && /^\d{1,2}$/.test(bits ?? "") && Number(bits) <= 32;
}

function isNumeric(operand: unknown): boolean {
  return (
    Array.isArray(operand) &&
    (operand.length === 2 || operand.length === 4) &&
    operand.every((one, index) => (index % 2 === 0 ? Object.hasOwn(comparisons, String(one)) : typeof one === "number"))
  );
}

function isExclusion(operand: unknown): boolean {
  const plain = (one: unknown) => typeof one === "string" || typeof one === "number";
  if (Array.isArray(operand)) return operand.length > 0 && operand.every(plain);
  if (!isObject(operand)) return plain(operand);
  const entries = Object.entries(operand);
  return (
    entries.length === 1 &&
    entries.every(([name, inner]) => ["prefix", "suffix", "contains"].includes(name) && typeof inner === "string")
  );
}

function isConditions(condition: readonly unknown[] | EventPattern): condition is readonly unknown[] {
  return Array.isArray(condition);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
