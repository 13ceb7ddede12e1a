import * as v from "valibot";

/** A JSON Schema document or a part of one, draft 7: what editors read. */
export type JsonSchema = { readonly [key: string]: unknown };

type Schema = v.GenericSchema;
type Action = { readonly kind: string; readonly type: string; readonly requirement?: unknown };
type Entries = Readonly<Record<string, Schema>>;
type Piped = Schema & { readonly pipe: readonly (Schema | Action)[] };
type Wrapped = Schema & { readonly wrapped: Schema };
type Optional = Wrapped & { readonly default: unknown };
type Literal = Schema & { readonly literal: unknown };
type Choice = Schema & { readonly options: readonly unknown[] };
type Block = Schema & { readonly entries: Entries };
type Table = Schema & { readonly key: Schema; readonly value: Schema };
type List = Schema & { readonly item: Schema };
type Variant = Schema & { readonly key: string; readonly options: readonly Block[] };
type Intersection = Schema & { readonly options: readonly Schema[] };

const isOptional = (schema: Schema): schema is Optional =>
  schema.type === "optional" || schema.type === "exact_optional";
const isLiteral = (schema: Schema | undefined): schema is Literal => schema?.type === "literal";
const isChoice = (schema: Schema): schema is Choice => schema.type === "picklist";
const isBlock = (schema: Schema): schema is Block => schema.type === "strict_object" || schema.type === "loose_object";
const isTable = (schema: Schema): schema is Table => schema.type === "record";
const isList = (schema: Schema): schema is List => schema.type === "array";
const isVariant = (schema: Schema): schema is Variant => schema.type === "variant";
const isNullable = (schema: Schema): schema is Wrapped => schema.type === "nullable";
const isIntersection = (schema: Schema): schema is Intersection => schema.type === "intersect";
const isPiped = (schema: Schema): schema is Piped => "pipe" in schema;

/**
 * A schema for editors and other programs, made from the one that Mooring itself reads by, with the descriptions,
 * defaults and examples that its messages use. What depends on two places at once stays Mooring's own to say.
 */
export function toJsonSchema(schema: Schema, title = "Mooring's configuration"): JsonSchema {
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title,
    ...convert(schema, null),
  };
}

/** `key` is the nearest key above: what YAML reads as a number counts as typed text under `accounts` and in `tags`. */
function convert(schema: Schema, key: string | null): JsonSchema {
  const own = isOptional(schema) ? optional(schema, key) : { ...structure(schema, key), ...constraints(schema) };
  const title = v.getDescription(schema);
  const [example, ...more]: readonly unknown[] = v.getExamples(schema);
  return {
    ...own,
    ...(title === undefined ? {} : { description: title }),
    ...(example === undefined ? {} : { examples: [example, ...more] }),
  };
}

function optional(schema: Optional, key: string | null): JsonSchema {
  const inner = convert(schema.wrapped, key);
  return schema.default === undefined ? inner : { ...inner, default: schema.default };
}

function structure(schema: Schema, key: string | null): JsonSchema {
  if (isBlock(schema)) return block(schema);
  if (isVariant(schema)) return variant(schema);
  if (isIntersection(schema)) return { allOf: schema.options.map((option) => convert(option, key)) };
  if (isNullable(schema)) return { anyOf: [convert(schema.wrapped, key), { type: "null" }] };
  if (isTable(schema))
    return {
      type: "object",
      propertyNames: convert(schema.key, null),
      additionalProperties: convert(schema.value, key),
    };
  if (isList(schema)) return { type: "array", items: convert(schema.item, key) };
  if (isLiteral(schema)) return { const: schema.literal };
  if (isChoice(schema)) return { enum: schema.options };
  if (schema.type === "string") return { type: typedAsText(key) ?? "string" };
  if (schema.type === "number" || schema.type === "boolean") return { type: schema.type };
  throw new Error(`the configuration's schema holds "${schema.type}", which has no JSON Schema yet`);
}

function typedAsText(key: string | null): readonly string[] | null {
  if (key === "accounts") return ["string", "integer"];
  return key === "tags" ? ["string", "number", "boolean"] : null;
}

function block(schema: Block): JsonSchema {
  const entries = Object.entries(schema.entries);
  return {
    type: "object",
    properties: Object.fromEntries(entries.map(([name, inner]) => [name, convert(inner, name)])),
    required: entries.filter(([, inner]) => !isOptional(inner)).map(([name]) => name),
    ...(schema.type === "strict_object" ? { additionalProperties: false } : {}),
  };
}

/** By the value of one key, so that an editor complains about the form that was meant and not about every other one. */
function variant({ key, options }: Variant): JsonSchema {
  const constants = options.map(({ entries }) => {
    const chosen = entries[key];
    if (!isLiteral(chosen)) throw new Error(`a form of the schema is not chosen by a fixed "${key}"`);
    return chosen.literal;
  });
  return {
    type: "object",
    properties: { [key]: { enum: constants } },
    required: [key],
    allOf: options.map((option, index) => ({
      if: { properties: { [key]: { const: constants[index] } }, required: [key] },
      // biome-ignore lint/suspicious/noThenProperty: it is a keyword of JSON Schema.
      then: convert(option, null),
    })),
  };
}

/** What the pipe adds to the structure; a check without a counterpart says so by `metadata`. */
function constraints(schema: Schema): JsonSchema {
  if (!isPiped(schema)) return {};
  // A pipe may begin with another one.
  const found = schema.pipe.map((item) => (isAction(item) ? constraint(item, schema.type) : constraints(item)));
  const merged: JsonSchema = Object.assign({}, ...found.filter((one) => !("pattern" in one)));
  const patterns = found.filter((one) => "pattern" in one);
  return { ...merged, ...v.getMetadata(schema), ...(patterns.length > 1 ? { allOf: patterns } : patterns[0]) };
}

function isAction(item: Schema | Action): item is Action {
  return item.kind !== "schema";
}

function constraint({ kind, type, requirement }: Action, of: string): JsonSchema {
  switch (type) {
    case "iso_timestamp":
      return { format: "date-time" };
    case "regex":
      return { pattern: patternOf(requirement) };
    case "integer":
      return { type: "integer" };
    case "min_value":
      return { minimum: requirement };
    case "max_value":
      return { maximum: requirement };
    case "min_length":
      return of === "array" ? { minItems: requirement } : { minLength: requirement };
    case "max_length":
      return of === "array" ? { maxItems: requirement } : { maxLength: requirement };
    case "min_entries":
      return { minProperties: requirement };
    case "not_values":
      return { not: { enum: requirement } };
    case "metadata":
    case "description":
    case "examples":
    case "check":
      return {};
    default:
      throw new Error(`the configuration's schema holds the ${kind} "${type}", which has no JSON Schema yet`);
  }
}

/** JSON Schema has no flags: where case does not count, each letter is written both ways. */
function patternOf(requirement: unknown): string {
  if (!(requirement instanceof RegExp))
    throw new Error("a pattern of the configuration's schema is no regular expression");
  const { source, ignoreCase } = requirement;
  return ignoreCase
    ? source.replaceAll(/[a-z]/gi, (letter) => `[${letter.toLowerCase()}${letter.toUpperCase()}]`)
    : source;
}
