import type { Schema } from "./fc3-schema.ts";

/** Every way in which a value breaks the schema, one sentence each, with its path; empty when it fits. */
export function mistakes(schema: Schema, value: unknown, path = "manifest"): string[] {
  if (schema.oneOf !== undefined) return oneOfMistakes(schema.oneOf, value, path);
  if (schema.const !== undefined && value !== schema.const)
    return [`${path} must be ${JSON.stringify(schema.const)}, not ${shown(value)}`];
  if (schema.enum !== undefined && !schema.enum.some((one) => one === value))
    return [`${path} must be one of ${schema.enum.join(", ")}, not ${shown(value)}`];
  if (schema.type !== undefined && !hasType(schema.type, value))
    return [`${path} must be ${schema.type}, not ${shown(value)}`];
  if (typeof value === "string") return stringMistakes(schema, value, path);
  if (typeof value === "number") return numberMistakes(schema, value, path);
  if (Array.isArray(value))
    return value.flatMap((item: unknown, index) => mistakes(schema.items ?? {}, item, `${path}[${index}]`));
  return isObject(value) ? objectMistakes(schema, value, path) : [];
}

function stringMistakes({ pattern }: Schema, value: string, path: string): string[] {
  return pattern === undefined || new RegExp(pattern).test(value)
    ? []
    : [`${path} must match ${pattern}, not ${shown(value)}`];
}

function numberMistakes({ minimum, maximum, multipleOf }: Schema, value: number, path: string): string[] {
  const found: string[] = [];
  if (minimum !== undefined && value < minimum) found.push(`${path} must be at least ${minimum}, not ${value}`);
  if (maximum !== undefined && value > maximum) found.push(`${path} must be at most ${maximum}, not ${value}`);
  if (multipleOf !== undefined && value % multipleOf !== 0)
    found.push(`${path} must be a multiple of ${multipleOf}, not ${value}`);
  return found;
}

function objectMistakes(schema: Schema, value: Readonly<Record<string, unknown>>, path: string): string[] {
  const { properties = {}, required = [], additionalProperties } = schema;
  const found = required.filter((key) => !Object.hasOwn(value, key)).map((key) => `${path} lacks ${key}`);
  if (schema.minProperties !== undefined && Object.keys(value).length < schema.minProperties)
    found.push(`${path} must hold at least ${schema.minProperties} entry`);
  for (const [key, inner] of Object.entries(value)) {
    const known = properties[key];
    if (known !== undefined) found.push(...mistakes(known, inner, `${path}.${key}`));
    else if (additionalProperties === false)
      found.push(`${path}.${key} is not honoured here; known: ${Object.keys(properties).join(", ")}`);
    else if (additionalProperties !== undefined) found.push(...mistakes(additionalProperties, inner, `${path}.${key}`));
  }
  return found;
}

/** The complaints of the choice whose fixed values the value has, so that one typing error yields one sentence. */
function oneOfMistakes(choices: readonly Schema[], value: unknown, path: string): string[] {
  const results = choices.map((choice) => mistakes(choice, value, path));
  if (results.some((found) => found.length === 0)) return [];
  const meant = choices.findIndex(
    (choice) => isObject(value) && choice.type === "object" && hasFixedValues(choice, value),
  );
  return results[meant] ?? [`${path} fits none of its forms: ${results.flat().join("; or ")}`];
}

function hasFixedValues({ properties = {} }: Schema, value: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(properties).every(([key, { const: fixed }]) => fixed === undefined || value[key] === fixed);
}

function hasType(type: NonNullable<Schema["type"]>, value: unknown): boolean {
  if (type === "array") return Array.isArray(value);
  if (type === "object") return isObject(value);
  if (type === "integer") return Number.isInteger(value);
  return typeof value === type;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function shown(value: unknown): string {
  return JSON.stringify(value) ?? "nothing";
}
