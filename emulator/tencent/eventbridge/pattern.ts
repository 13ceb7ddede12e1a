/** An event pattern: the event's nesting, with a value, an operator or a list of them in the place of each value. */
export interface EventPattern {
  readonly [field: string]: unknown;
}

type Scalar = string | number | boolean | null;

/** Whether an operator holds for one value of the event. */
const operators: Readonly<Record<string, (operand: unknown, value: unknown) => boolean>> = {
  prefix: (operand, value) => texts(operand).some((one) => typeof value === "string" && value.startsWith(one)),
  suffix: (operand, value) => texts(operand).some((one) => typeof value === "string" && value.endsWith(one)),
  contain: (operand, value) => texts(operand).some((one) => typeof value === "string" && value.includes(one)),
  "anything-but": (operand, value) => !listOf(operand).some((one) => isExcluded(one, value)),
  numeric: (operand, value) => typeof value === "number" && Array.isArray(operand) && isWithin(operand, value),
};

/**
 * Whether a rule with this pattern takes the event: every field it names must be in the event, with one of the values
 * listed for it; to the character and case ("Event pattern").
 */
export function matches(pattern: EventPattern, event: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(pattern).every(([field, condition]) => {
    const value = event[field];
    if (!Array.isArray(condition) && isObject(condition)) return isObject(value) && matches(condition, value);
    return listOf(condition).some((one) => meets(one, value, Object.hasOwn(event, field)));
  });
}

function meets(condition: unknown, value: unknown, present: boolean): boolean {
  if (!isObject(condition)) return present && listOf(value).includes(condition);
  const [operator = "", operand] = Object.entries(condition)[0] ?? [];
  if (operator === "exists") return operand === present;
  return present && listOf(value).some((one) => operators[operator]?.(operand, one) === true);
}

/**
 * What is wrong with a pattern, one sentence each, with the field's path; empty when EventBridge would take it.
 * @param only the operators that may be used
 */
export function patternMistakes(pattern: unknown, only: "all" | "prefix", path = ""): string[] {
  if (!isObject(pattern)) return [`${path || "the pattern"} must be an object that repeats the event's nesting`];
  const fields = Object.entries(pattern);
  if (fields.length === 0) return [`${path || "the pattern"} names no field`];
  return fields.flatMap(([field, condition]) => {
    const here = path === "" ? field : `${path}.${field}`;
    if (Array.isArray(condition)) {
      if (condition.length === 0) return [`${here} must list at least one value`];
      return condition.flatMap((one: unknown) => conditionMistakes(one, only, here));
    }
    return isObject(condition) ? patternMistakes(condition, only, here) : [];
  });
}

function conditionMistakes(condition: unknown, only: "all" | "prefix", path: string): string[] {
  if (Array.isArray(condition)) return [`${path} must not nest a list in a list`];
  if (!isObject(condition)) return [];
  const [[operator, operand] = ["", undefined], ...others] = Object.entries(condition);
  if (others.length > 0 || operator === "") return [`${path} must name one operator in each condition`];
  const known = only === "prefix" ? ["prefix"] : [...Object.keys(operators), "exists"];
  if (!known.includes(operator)) return [`${path}: ${operator} is no operator of a pattern`];
  return operandFits(operator, operand) ? [] : [`${path}: the value of ${operator} is of no form that it takes`];
}

function operandFits(operator: string, operand: unknown): boolean {
  if (operator === "exists") return typeof operand === "boolean";
  if (operator === "numeric") return Array.isArray(operand) && isRange(operand);
  const list = listOf(operand);
  const fits = operator === "anything-but" ? (one: unknown) => isScalar(one) || isObject(one) : isText;
  return list.length > 0 && list.every(fits);
}

/** `anything-but` takes values, and operators on text in their place. */
function isExcluded(excluded: unknown, value: unknown): boolean {
  if (!isObject(excluded)) return excluded === value;
  const [operator = "", operand] = Object.entries(excluded)[0] ?? [];
  return operators[operator]?.(operand, value) === true;
}

const comparisons: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  "<": (value, bound) => value < bound,
  "<=": (value, bound) => value <= bound,
  "=": (value, bound) => value === bound,
  ">": (value, bound) => value > bound,
  ">=": (value, bound) => value >= bound,
};

function isRange(operand: readonly unknown[]): boolean {
  return (
    (operand.length === 2 || operand.length === 4) &&
    operand.every((one, index) => (index % 2 === 0 ? Object.hasOwn(comparisons, String(one)) : typeof one === "number"))
  );
}

function isWithin(operand: readonly unknown[], value: number): boolean {
  for (let index = 0; index < operand.length; index += 2)
    if (comparisons[String(operand[index])]?.(value, Number(operand[index + 1])) !== true) return false;
  return true;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

function texts(operand: unknown): readonly string[] {
  return listOf(operand).filter(isText);
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isScalar(value: unknown): value is Scalar {
  return value === null || ["string", "number", "boolean"].includes(typeof value);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
