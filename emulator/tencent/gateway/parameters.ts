import type { HttpRequest } from "../../http.ts";
import type { FieldSpec, Json } from "../action.ts";
import { commonErrors } from "./errors.ts";
import { unflatten } from "./flattened.ts";
import { isForm, type TencentRequest } from "./read-request.ts";

export type JsonObject = { readonly [key: string]: Json };

type Specs = Readonly<Record<string, FieldSpec>>;

const kilobyte = 1024;

/** Largest request, bytes: GET, POST signed the older way, POST signed with TC3-HMAC-SHA256 ("Request structure"). */
const largest = { get: 32 * kilobyte, form: 1024 * kilobyte, json: 10 * 1024 * kilobyte };

/** Throws `RefusedError` for a request above the size of its kind. */
export function checkSize(request: HttpRequest, { signedIn }: TencentRequest): void {
  const [size, limit] =
    request.method === "GET"
      ? [request.query.length, largest.get]
      : [request.body.length, signedIn === "header" ? largest.json : largest.form];
  if (size > limit) throw commonErrors.tooLarge();
}

/** The action's parameters as one JSON object, not validated yet; throws `RefusedError` when the body is none. */
export function readParameters(request: HttpRequest, read: TencentRequest, specs: Specs): JsonObject {
  if (read.signedIn === "parameter" || request.method === "GET" || isForm(request)) return unflatten(read.own, specs);
  const text = request.body.toString("utf8");
  if (text.trim() === "") return {};
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw commonErrors.wrongBody();
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw commonErrors.wrongBody();
  return value as JsonObject;
}

/**
 * Checks an object against its table: first what is missing, then what is unknown, then what is wrong; throws
 * `RefusedError` for the first. `null` is as good as absent.
 * @param wrongType the code for a value of another JSON type
 */
export function validate(specs: Specs, values: JsonObject, wrongType: string, path = ""): void {
  for (const [name, spec] of Object.entries(specs))
    if (spec.required === true && isAbsent(values, name)) throw commonErrors.missing(`${path}${name}`);
  for (const name of Object.keys(values)) if (!Object.hasOwn(specs, name)) throw commonErrors.unknown(`${path}${name}`);
  for (const [name, value] of Object.entries(values)) {
    const spec = specs[name];
    if (spec !== undefined && value !== null) validateValue(spec, value, wrongType, `${path}${name}`);
  }
}

function isAbsent(values: JsonObject, name: string): boolean {
  return !Object.hasOwn(values, name) || values[name] === null;
}

function validateValue(spec: FieldSpec, value: Json, wrongType: string, path: string): void {
  const mistyped = () => commonErrors.wrongType(wrongType, path, typeWords[spec.type]);
  const refuseIf = (wrong: boolean, why: string) => {
    if (wrong) throw commonErrors.wrongValue(path, why);
  };
  switch (spec.type) {
    case "string":
      if (typeof value !== "string") throw mistyped();
      refuseIf(spec.oneOf?.includes(value) === false, `it is none of ${spec.oneOf?.join(", ")}`);
      refuseIf(value.length > (spec.maxLength ?? value.length), `it is longer than ${spec.maxLength} characters`);
      refuseIf(spec.pattern?.test(value) === false, "its form is wrong");
      return;
    case "integer":
      if (typeof value !== "number" || !Number.isInteger(value)) throw mistyped();
      refuseIf(value < (spec.minimum ?? value), `it is below ${spec.minimum}`);
      refuseIf(value > (spec.maximum ?? value), `it is above ${spec.maximum}`);
      return;
    case "boolean":
      if (typeof value !== "boolean") throw mistyped();
      return;
    case "list":
      if (!isList(value)) throw mistyped();
      refuseIf(value.length > (spec.maxItems ?? value.length), `it has more than ${spec.maxItems} items`);
      refuseIf(value.length < (spec.minItems ?? 0), `it has less than ${spec.minItems} items`);
      for (const [index, item] of value.entries()) validateValue(spec.of, item, wrongType, `${path}.${index}`);
      return;
    case "object":
      if (!isObject(value)) throw mistyped();
      validate(spec.fields, value, wrongType, `${path}.`);
  }
}

const typeWords = {
  string: "String",
  integer: "Integer",
  boolean: "Boolean",
  list: "Array",
  object: "Object",
} as const;

export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
