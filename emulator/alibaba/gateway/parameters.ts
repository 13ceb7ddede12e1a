import { type ActionError, ApiError, type ParameterSpec, type Parameters, type ParameterValue } from "../action.ts";
import type { AlibabaSettings } from "../settings.ts";
import { invalid, missing } from "./errors.ts";
import { readObjects, readScalars } from "./flattened.ts";

type Specs = Readonly<Record<string, ParameterSpec>>;
type Raw = ReadonlyMap<string, string>;

/** Validates what was sent against the action's table; throws `ApiError` for the first parameter that is wrong. */
export function validateParameters(specs: Specs, raw: Raw, settings: AlibabaSettings): Parameters {
  const values = new Map<string, ParameterValue>();
  for (const [name, spec] of Object.entries(specs)) {
    const value = read(name, spec, raw, settings);
    if (value !== undefined) values.set(name, value);
    else if (spec.required === true) throw new ApiError(spec.missing ?? missing(name));
  }
  if (settings.unknownParameters === "refused") refuseUnknown(specs, raw);
  return parametersOf(values);
}

function read(name: string, spec: ParameterSpec, raw: Raw, settings: AlibabaSettings): ParameterValue | undefined {
  const wrong = (why?: string): ActionError => spec.invalid ?? invalid(name, why);
  if (spec.type === "list") {
    const list = readScalars(name, raw);
    if (spec.maxItems !== undefined && list.length > spec.maxItems)
      throw new ApiError(wrong(`has more than ${spec.maxItems} items`));
    return list.length < (spec.minItems ?? 1) ? undefined : list;
  }
  if (spec.type === "objects") {
    const objects = readObjects(name, spec.fields, raw);
    if (spec.maxItems !== undefined && objects.length > spec.maxItems)
      throw new ApiError(wrong(`has more than ${spec.maxItems} items`));
    return objects.length === 0 ? undefined : objects;
  }
  const text = raw.get(name);
  // An empty text is a value only for an optional text parameter: a required one counts as missing, a number as absent.
  if (text === undefined || (text === "" && (spec.required === true || spec.type !== "string")))
    return spec.type === "integer" ? spec.default : undefined;
  if (spec.type === "string") return readString(text, spec, wrong);
  if (spec.type === "integer") return readInteger(text, name, spec, wrong, settings);
  const word = text.toLowerCase();
  if (word !== "true" && word !== "false") throw new ApiError(wrong());
  return word === "true";
}

type Wrong = (why?: string) => ActionError;

function readString(text: string, spec: Extract<ParameterSpec, { type: "string" }>, wrong: Wrong): string {
  const { oneOf, maxLength, pattern } = spec;
  if (oneOf !== undefined && !oneOf.includes(text)) throw new ApiError(wrong());
  if (maxLength !== undefined && text.length > maxLength)
    throw new ApiError(wrong(`is longer than ${maxLength} characters`));
  if (pattern !== undefined && text !== "" && !pattern.test(text)) throw new ApiError(wrong());
  return text;
}

function readInteger(
  text: string,
  name: string,
  { minimum = Number.MIN_SAFE_INTEGER, maximum = Number.MAX_SAFE_INTEGER }: { minimum?: number; maximum?: number },
  wrong: Wrong,
  settings: AlibabaSettings,
): number {
  const value = Number(text);
  if (!/^-?\d+$/.test(text) || value < minimum) throw new ApiError(wrong());
  if (value <= maximum) return value;
  if (name === "PageSize" && settings.oversizedPage === "cut") return maximum;
  throw new ApiError(wrong());
}

/** Parameters that any call may carry and no action lists. */
const general = new Set(["RegionId", "Lang", "UserClientIp", "AcceptLanguage", "SourceIp", "OwnerId", "OwnerAccount"]);

function refuseUnknown(specs: Specs, raw: Raw): void {
  for (const sent of raw.keys()) {
    const name = sent.replace(/\..*/, "");
    if (specs[name] === undefined && !general.has(name)) throw new ApiError(invalid(sent, "is not supported"));
  }
}

/** The read-only view that actions get. Asking for a parameter by another type than its own is a mistake here. */
function parametersOf(values: ReadonlyMap<string, ParameterValue>): Parameters {
  const scalar = <T extends ParameterValue>(name: string, is: (value: ParameterValue) => value is T): T | undefined => {
    const value = values.get(name);
    if (value === undefined || is(value)) return value;
    throw new TypeError(`parameter ${name} is no ${is.name}`);
  };
  return {
    string: (name) => scalar(name, isString),
    integer: (name) => scalar(name, isNumber),
    boolean: (name) => scalar(name, isBoolean),
    list: (name) => scalar(name, isList) ?? [],
    objects: (name) => scalar(name, isObjects) ?? [],
    has: (name) => values.has(name),
  };
}

const isString = (value: ParameterValue): value is string => typeof value === "string";
const isNumber = (value: ParameterValue): value is number => typeof value === "number";
const isBoolean = (value: ParameterValue): value is boolean => typeof value === "boolean";
const isList = (value: ParameterValue): value is readonly string[] =>
  Array.isArray(value) && value.every((item) => typeof item === "string");
const isObjects = (value: ParameterValue): value is readonly Readonly<Record<string, string>>[] =>
  Array.isArray(value) && value.every((item) => typeof item === "object");

/** What a call has before its parameters were validated. */
export const noParameters: Parameters = parametersOf(new Map());
