import { table } from "../describe.ts";
import { type FieldSpec, type TencentAction, versions } from "./action.ts";
import { tencentActions } from "./actions/index.ts";

/** Every action with its parameters and its own refusals, as Markdown: the reference part of `docs/emulator.md`. */
export function describeTencentActions(all: readonly TencentAction[] = tencentActions): string {
  const products = [...new Set(all.map(({ product }) => product))];
  return products
    .map((product) => {
      const own = all.filter((action) => action.product === product);
      return [`#### ${product} ${versions[product]}`, ...own.map(describeAction)].join("\n\n");
    })
    .join("\n\n");
}

function describeAction({ name, access, callsPerSecond, parameters, errors }: TencentAction): string {
  const rows = Object.entries(parameters).flatMap(([parameter, spec]) => rowsOf(parameter, spec));
  const codes = [...new Set(errors.map(({ code }) => code))];
  return [
    `##### ${name} (${access}${callsPerSecond === undefined ? "" : `, ${callsPerSecond} a second`})`,
    rows.length === 0 ? "No parameters." : table(["parameter", "type", "required", "meaning"], rows),
    codes.length === 0 ? "No refusals of its own." : `Refusals: ${codes.map((code) => `\`${code}\``).join(", ")}.`,
  ].join("\n\n");
}

/** One row for the parameter and one for each field inside it; `.N` stands for a place in a list. */
function rowsOf(path: string, spec: FieldSpec): readonly (readonly string[])[] {
  const row = [`\`${path}\``, typeOf(spec), spec.required === true ? "yes" : "", spec.means ?? ""];
  return [row, ...fieldsOf(path, spec)];
}

function fieldsOf(path: string, spec: FieldSpec): readonly (readonly string[])[] {
  if (spec.type === "list") return fieldsOf(`${path}.N`, spec.of);
  if (spec.type !== "object") return [];
  return Object.entries(spec.fields).flatMap(([name, inner]) => rowsOf(`${path}.${name}`, inner));
}

function typeOf(spec: FieldSpec): string {
  switch (spec.type) {
    case "string":
      return [
        spec.oneOf === undefined ? "text" : spec.oneOf.map((word) => `\`${word}\``).join(", "),
        ...(spec.maxLength === undefined ? [] : [`at most ${spec.maxLength} characters`]),
      ].join(", ");
    case "integer":
      return [
        "whole number",
        ...(spec.minimum === undefined ? [] : [`from ${spec.minimum}`]),
        ...(spec.maximum === undefined ? [] : [`to ${spec.maximum}`]),
      ].join(", ");
    case "boolean":
      return "`true`, `false`";
    case "object":
      return "object";
    case "list":
      return [
        spec.of.type === "object" ? "list of objects" : `list of ${spec.of.type === "string" ? "texts" : "numbers"}`,
        ...(spec.minItems === undefined ? [] : [`at least ${spec.minItems}`]),
        ...(spec.maxItems === undefined ? [] : [`at most ${spec.maxItems}`]),
      ].join(", ");
  }
}
