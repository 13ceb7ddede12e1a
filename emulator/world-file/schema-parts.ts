import type { Schema } from "../deploy/fc3-schema.ts";

/** An object with these keys and no others; those without a question mark are required. */
export function closed(properties: Readonly<Record<string, Schema>>): Schema {
  const names = Object.keys(properties);
  return {
    type: "object",
    properties: Object.fromEntries(Object.entries(properties).map(([name, one]) => [name.replace("?", ""), one])),
    required: names.filter((name) => !name.endsWith("?")),
    additionalProperties: false,
  };
}

export const text: Schema = { type: "string" };
export const flag: Schema = { type: "boolean" };
export const whole: Schema = { type: "integer" };
export const texts: Schema = { type: "array", items: text };
export const map: Schema = { type: "object", additionalProperties: text };
export const listOf = (items: Schema): Schema => ({ type: "array", items });
export const oneOf = (...words: readonly string[]): Schema => ({ enum: words });
export const time: Schema = { type: "string", pattern: "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,3})?Z$" };
export const region: Schema = { type: "string", pattern: "^[a-z]{2,}-[a-z0-9-]+$" };
export const cidr: Schema = { type: "string", pattern: "^\\d{1,3}(\\.\\d{1,3}){3}/\\d{1,2}$" };
export const address: Schema = { type: "string", pattern: "^\\d{1,3}(\\.\\d{1,3}){3}$" };
export const id = (prefix: string): Schema => ({ type: "string", pattern: `^${prefix}-[a-z0-9]+$` });

export const bucket = closed({
  name: { type: "string", pattern: "^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$" },
  region,
  "createdAt?": time,
  "objects?": {
    type: "object",
    additionalProperties: {
      oneOf: [text, closed({ "text?": text, "base64?": text, "contentType?": text, "modifiedAt?": time })],
    },
  },
});
