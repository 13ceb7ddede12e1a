import type { FieldSpec, Fields, Json } from "../action.ts";
import { isList, isObject, type JsonObject } from "./parameters.ts";

type Specs = Readonly<Record<string, FieldSpec>>;

/**
 * The read-only view that actions get. Of a request that is not validated yet it shows what has the asked type.
 * Asking for a parameter that the action's table does not have is a mistake here.
 */
export function fieldsOf(values: JsonObject, specs: Specs): Fields {
  const value = (name: string): Json | undefined => {
    if (specs[name] === undefined) throw new TypeError(`no parameter ${name} in the table`);
    return Object.hasOwn(values, name) ? (values[name] ?? undefined) : undefined;
  };
  const items = (name: string): readonly Json[] => {
    const list = value(name);
    return isList(list) ? list : [];
  };
  const inner = (spec: FieldSpec | undefined): Specs => (spec?.type === "object" ? spec.fields : {});
  const innerOfList = (spec: FieldSpec | undefined): Specs => (spec?.type === "list" ? inner(spec.of) : {});
  return {
    string: (name) => scalar(value(name), isString),
    integer: (name) => scalar(value(name), isNumber),
    boolean: (name) => scalar(value(name), isBoolean),
    strings: (name) => items(name).filter(isString),
    integers: (name) => items(name).filter(isNumber),
    object(name) {
      const object = value(name);
      return isObject(object) ? fieldsOf(object, inner(specs[name])) : undefined;
    },
    objects: (name) =>
      items(name)
        .filter(isObject)
        .map((object) => fieldsOf(object, innerOfList(specs[name]))),
    has: (name) => value(name) !== undefined,
  };
}

function scalar<T extends Json>(value: Json | undefined, is: (value: Json) => value is T): T | undefined {
  return value !== undefined && is(value) ? value : undefined;
}

const isString = (value: Json): value is string => typeof value === "string";
const isNumber = (value: Json): value is number => typeof value === "number";
const isBoolean = (value: Json): value is boolean => typeof value === "boolean";
