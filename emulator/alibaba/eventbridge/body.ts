import type { CloudEvent } from "../audit/envelope.ts";
import type { EventTarget } from "../state.ts";

/** What a target receives of an event: the whole of it, a constant, a part, or a filled template ("Event transformation"). */
export function bodyOf({ parameters }: EventTarget, event: CloudEvent): Buffer {
  const body = parameters.find(({ resourceKey }) => resourceKey.toLowerCase() === "body");
  switch (body?.form) {
    case "CONSTANT":
      return Buffer.from(body.value);
    case "JSONPATH":
      return Buffer.from(textOf(partOf(event, body.value)));
    case "TEMPLATE":
      return Buffer.from(fill(body.template, body.value, event));
    case "ORIGINAL":
    case undefined:
      return Buffer.from(JSON.stringify(event));
  }
}

/** Paths of names alone, such as `$.data.eventName`. */
function partOf(event: CloudEvent, path: string): unknown {
  const names = path.replace(/^\$\.?/, "").split(".");
  let part: unknown = event;
  for (const name of names.filter((one) => one !== ""))
    part = typeof part === "object" && part !== null ? new Map(Object.entries(part)).get(name) : undefined;
  return part;
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "");
}

/** @param value JSON text, names to paths or constants. */
function fill(template: string, value: string, event: CloudEvent): string {
  const variables = new Map<string, unknown>(Object.entries(JSON.parse(value) as Record<string, unknown>));
  return template.replaceAll(/\$\{([^}]+)\}/g, (_all, name: string) => {
    const variable = variables.get(name);
    return textOf(typeof variable === "string" && variable.startsWith("$") ? partOf(event, variable) : variable);
  });
}
