import * as v from "valibot";
import { nearest } from "../model/nearest.ts";
import { isBlock, show, wordFor } from "./words.ts";

export type Path = readonly (string | number)[];

/** A mistake in a value, before anybody looked up where it stands in the file. */
export interface Mistake {
  readonly path: Path;
  /** The part of the file to point at: the value, the key, or the block in which something is missing. */
  readonly at: "value" | "key" | "block";
  readonly message: string;
  readonly hint: string;
}

type ObjectSchema = v.GenericSchema & { readonly entries: Readonly<Record<string, v.GenericSchema>> };
type RecordSchema = v.GenericSchema & { readonly key: v.GenericSchema<string>; readonly value: v.GenericSchema };
type VariantSchema = v.GenericSchema & { readonly key: string; readonly options: readonly ObjectSchema[] };
type ArraySchema = v.GenericSchema & { readonly item: v.GenericSchema };
type OptionalSchema = v.GenericSchema & { readonly wrapped: v.GenericSchema };
type ChoiceSchema = v.GenericSchema & { readonly options: readonly (string | number)[] };

const isObject = (schema: v.GenericSchema): schema is ObjectSchema => schema.type === "strict_object";
const isRecord = (schema: v.GenericSchema): schema is RecordSchema => schema.type === "record";
const isVariant = (schema: v.GenericSchema): schema is VariantSchema => schema.type === "variant";
const isArray = (schema: v.GenericSchema): schema is ArraySchema => schema.type === "array";
const isOptional = (schema: v.GenericSchema): schema is OptionalSchema => schema.type === "optional";
const isChoice = (schema: v.GenericSchema): schema is ChoiceSchema => schema.type === "picklist";

/** Valibot leaves these out of records silently, and a tag that is left out would widen what a registry accepts. */
const forbiddenKeys = ["__proto__", "constructor", "prototype"];

/**
 * Every mistake in `value`, in the order of the schema. The schema alone would stop at the first unknown key of a block
 * and take a list for a block with the keys 0, 1, 2, so its structure is walked here and only its leaves are asked.
 */
export function check(schema: v.GenericSchema, value: unknown, path: Path = []): readonly Mistake[] {
  if (isOptional(schema)) return check(schema.wrapped, value, path);
  const inside = checkInside(schema, value, path);
  if (inside.length > 0) return inside;
  const parsed = v.safeParse(schema, value);
  return (parsed.issues ?? []).slice(0, 1).map((issue) => {
    const plain = isBlock(value) || Array.isArray(value);
    if (issue.kind === "schema" && !isChoice(schema) && schema.type !== "literal")
      return wrongType(schema, value, path);
    return {
      path,
      at: "value",
      message: plain ? issue.message : `${show(value)} ${issue.message}`,
      hint: hintFor(schema),
    };
  });
}

function checkInside(schema: v.GenericSchema, value: unknown, path: Path): readonly Mistake[] {
  if (isArray(schema)) {
    if (!Array.isArray(value)) return [wrongType(schema, value, path)];
    return value.flatMap((item: unknown, index) => check(schema.item, item, [...path, index]));
  }
  if (!isObject(schema) && !isRecord(schema) && !isVariant(schema)) return [];
  if (!isBlock(value)) return [wrongType(schema, value, path)];
  if (isObject(schema)) return checkObject(schema, value, path);
  if (isRecord(schema)) return checkRecord(schema, value, path);
  return checkVariant(schema, value, path);
}

function checkObject(schema: ObjectSchema, value: Readonly<Record<string, unknown>>, path: Path): readonly Mistake[] {
  const known = Object.keys(schema.entries);
  const absent = known.filter((key) => !Object.hasOwn(value, key));
  const meant = new Set<string>();
  const unknown = Object.keys(value)
    .filter((key) => !Object.hasOwn(schema.entries, key))
    .map((key): Mistake => {
      const near = key.length < 3 ? null : (nearest(key, absent) ?? nearest(key, known));
      if (near !== null) meant.add(near);
      const hint = near === null ? `known here: ${known.join(", ")}` : `did you mean "${near}"?`;
      return { path: [...path, key], at: "key", message: "unknown key", hint };
    });
  const inEntries = Object.entries(schema.entries).flatMap(([key, entry]): readonly Mistake[] => {
    if (Object.hasOwn(value, key)) return check(entry, value[key], [...path, key]);
    // A misspelt key is one mistake, not an unknown and a missing one.
    if (isOptional(entry) || meant.has(key)) return [];
    return [missing(entry, key, path)];
  });
  return [...unknown, ...inEntries];
}

function checkRecord(schema: RecordSchema, value: Readonly<Record<string, unknown>>, path: Path): readonly Mistake[] {
  return Object.entries(value).flatMap(([key, item]): readonly Mistake[] => {
    const own = [...path, key];
    if (forbiddenKeys.includes(key))
      return [{ path: own, at: "key", message: `"${key}" cannot be used as a key`, hint: "" }];
    const issues = v.safeParse(schema.key, key).issues ?? [];
    const ofKey = issues
      .slice(0, 1)
      .map((issue): Mistake => ({ path: own, at: "key", message: `"${key}" ${issue.message}`, hint: "" }));
    return [...ofKey, ...check(schema.value, item, own)];
  });
}

function checkVariant(schema: VariantSchema, value: Readonly<Record<string, unknown>>, path: Path): readonly Mistake[] {
  const own = [...path, schema.key];
  const accepts = (option: ObjectSchema) => {
    const entry = option.entries[schema.key];
    return entry !== undefined && v.is(entry, value[schema.key]);
  };
  const chosen = schema.options.find(accepts);
  if (chosen !== undefined) return checkObject(chosen, value, path);
  // Which form it should have is not clear; what is wrong in every form is wrong.
  const [first = [], ...others] = schema.options.map((option) => checkObject(option, value, path));
  const common = first.flatMap((mistake): readonly Mistake[] => {
    const elsewhere = others.map((all) => all.find((other) => other.path.join("/") === mistake.path.join("/")));
    if (mistake.path.length === own.length && mistake.path.at(-1) === schema.key) return [];
    if (elsewhere.includes(undefined)) return [];
    if (elsewhere.every((other) => other?.message === mistake.message && other.hint === mistake.hint)) return [mistake];
    const message = mistake.at === "block" ? "missing key" : `fits no ${schema.key} that Mooring knows`;
    return [{ ...mistake, message, hint: "" }];
  });
  if (common.some(({ hint }) => hint === `did you mean "${schema.key}"?`)) return common;
  const options = schema.options.map((option) => String(option.entries[schema.key]?.expects).replaceAll('"', ""));
  const hint = `one of ${options.join(", ")}`;
  if (!Object.hasOwn(value, schema.key))
    return [{ path: own, at: "block", message: "missing key", hint: `write ${hint}` }, ...common];
  return [
    { path: own, at: "value", message: `${show(value[schema.key])} is none that Mooring knows`, hint },
    ...common,
  ];
}

function missing(schema: v.GenericSchema, key: string, path: Path): Mistake {
  const what = v.getDescription(schema);
  const hint = hintFor(schema);
  const message = what === undefined ? "missing key" : `missing key: ${what}`;
  return { path: [...path, key], at: "block", message, hint };
}

function wrongType(schema: v.GenericSchema, value: unknown, path: Path): Mistake {
  const message = `must be ${wordFor(schema.type)}, is ${wordFor(value === null ? "null" : Array.isArray(value) ? "array" : typeof value)}`;
  return { path, at: "value", message, hint: hintFor(schema) };
}

function hintFor(schema: v.GenericSchema): string {
  if (isOptional(schema)) return hintFor(schema.wrapped);
  if (isChoice(schema)) return `one of ${schema.options.join(", ")}`;
  const [example]: readonly unknown[] = v.getExamples(schema);
  if (example !== undefined) return `for example ${show(example)}`;
  if (isObject(schema)) return `its keys: ${Object.keys(schema.entries).join(", ")}`;
  if (isArray(schema)) {
    const [item]: readonly unknown[] = v.getExamples(schema.item);
    return item === undefined ? "" : `for example ${show([item])}`;
  }
  return "";
}
