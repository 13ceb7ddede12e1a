import type { ActionError } from "./alibaba/action.ts";

/**
 * What goes wrong with a call. `throttling`, `unavailable`, `internal` and `busy` are refusals before any effect;
 * `reset` and `hang` break the connection before any effect, `reset-after-write` and `hang-after-write` after it;
 * `not-json` is a proxy's HTML page with status 502. An object is a refusal in those words.
 */
export type Fault =
  | "throttling"
  | "unavailable"
  | "internal"
  | "busy"
  | "reset"
  | "hang"
  | "reset-after-write"
  | "hang-after-write"
  | "not-json"
  | ActionError;

export const faultNames = [
  "throttling",
  "unavailable",
  "internal",
  "busy",
  "reset",
  "hang",
  "reset-after-write",
  "hang-after-write",
  "not-json",
] as const;

/** The next `times` calls of an action (of any action, or any product, where left out) go wrong. */
export interface FaultRule {
  readonly product?: string;
  readonly action?: string;
  readonly times: number;
  readonly fault: Fault;
}

export interface Faults {
  add(rule: FaultRule): void;
  /** The fault that this call meets, used up by one. */
  take(product: string, action: string): Fault | undefined;
  clear(): void;
}

export function createFaults(): Faults {
  let rules: { readonly rule: FaultRule; left: number }[] = [];
  return {
    add(rule) {
      rules.push({ rule, left: rule.times });
    },
    take(product, action) {
      const found = rules.find(
        ({ rule }) => (rule.product ?? product) === product && (rule.action ?? action) === action,
      );
      if (found === undefined) return undefined;
      found.left -= 1;
      rules = rules.filter(({ left }) => left > 0);
      return found.rule.fault;
    },
    clear() {
      rules = [];
    },
  };
}
