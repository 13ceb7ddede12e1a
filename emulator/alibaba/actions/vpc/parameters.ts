import type { ParameterSpec } from "../../action.ts";

export const regionParameter = { type: "string", required: true, means: "the region" } as const satisfies ParameterSpec;

export const descriptionParameter = {
  type: "string",
  maxLength: 256,
  means: "free text",
} as const satisfies ParameterSpec;

/** A name may be empty, and must not begin like a web address. */
export function nameIsValid(name: string): boolean {
  return !/^https?:\/\//i.test(name);
}
