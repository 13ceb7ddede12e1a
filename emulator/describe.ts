import type { Action, ParameterSpec } from "./alibaba/action.ts";
import { actions } from "./alibaba/actions/index.ts";
import { alibabaSettings } from "./alibaba/settings.ts";
import type { SettingValue } from "./settings.ts";

/** Every action with its parameters and its own refusals, as Markdown: the reference part of `docs/emulator.md`. */
export function describeActions(all: readonly Action[] = actions): string {
  const products = [...new Set(all.map(({ product, version }) => `${product} ${version}`))];
  return products
    .map((title) => {
      const own = all.filter(({ product, version }) => `${product} ${version}` === title);
      return [`### ${title}`, ...own.map(describeAction)].join("\n\n");
    })
    .join("\n\n");
}

function describeAction(action: Action): string {
  const parameters = Object.entries(action.parameters);
  const codes = [...new Map(action.errors.map(({ status, code }) => [code, status]))];
  return [
    `#### ${action.name} (${action.access})`,
    parameters.length === 0
      ? "No parameters."
      : table(
          ["parameter", "type", "required", "meaning"],
          parameters.map(([name, spec]) => [
            nameOf(name, spec),
            typeOf(spec),
            spec.required === true ? "yes" : "",
            spec.means ?? "",
          ]),
        ),
    codes.length === 0
      ? "No refusals of its own."
      : `Refusals: ${codes.map(([code, status]) => `\`${code}\` (${status})`).join(", ")}.`,
  ].join("\n\n");
}

function nameOf(name: string, spec: ParameterSpec): string {
  if (spec.type === "list") return `\`${name}.N\``;
  return spec.type === "objects" ? spec.fields.map((field) => `\`${name}.N.${field}\``).join(" ") : `\`${name}\``;
}

function typeOf(spec: ParameterSpec): string {
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
        ...(spec.default === undefined ? [] : [`default ${spec.default}`]),
      ].join(", ");
    case "boolean":
      return "`true`, `false`";
    case "list":
    case "objects":
      return spec.maxItems === undefined ? "list" : `list, at most ${spec.maxItems}`;
  }
}

interface DescribedSetting {
  readonly name: string;
  readonly values: readonly SettingValue[];
  readonly means: string;
}

/** Every setting of one cloud with its values, the default first, as a Markdown table. */
export function describeSettings(all: Readonly<Record<string, DescribedSetting>> = alibabaSettings): string {
  return table(
    ["setting", "values, the default first", "what it decides"],
    Object.values(all).map(({ name, values, means }) => [
      `\`${name}\``,
      values.map((value) => `\`${JSON.stringify(value)}\``).join(", "),
      means,
    ]),
  );
}

/** A Markdown table. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), `|${head.map(() => "---").join("|")}|`, ...rows.map(line)].join("\n");
}
