import type { TencentCall } from "../../action.ts";
import { patternMistakes } from "../../eventbridge/pattern.ts";
import { ebErrors, refuse } from "./errors.ts";

/** The text of a pattern, once EventBridge would take it; throws `RefusedError`. */
export function checkedPattern({ settings }: TencentCall, text: string): string {
  let pattern: unknown;
  try {
    pattern = JSON.parse(text);
  } catch {
    return refuse(ebErrors.pattern, "It is not JSON.");
  }
  const mistakes = patternMistakes(pattern, settings.ebPatternOperators);
  return mistakes.length === 0 ? text : refuse(ebErrors.pattern, mistakes.join("; "));
}
