import { type EventPattern, validatePattern } from "./pattern.ts";

/** A rule on the default bus of an account and region, with a function of that region as its target. */
export interface Rule {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly pattern: EventPattern;
  readonly functionName: string;
  /** `asyncInvocationType` of the trigger, as written. */
  readonly asyncInvocationType: boolean;
}

export interface Rules {
  /** Adds a rule or replaces the one of the same name; throws when EventBridge would refuse it. */
  addRule(rule: Omit<Rule, "pattern"> & { readonly pattern: unknown }): void;
  /** In the order in which they were added. */
  of(account: string, region: string): readonly Rule[];
  /** Regions in which the account has rules. */
  regions(account: string): readonly string[];
}

/** Rules of a default bus (EventBridge, "Limits"); each event trigger of a function takes one. */
const rulesPerBus = 10;

export function createRules(): Rules {
  let rules: readonly Rule[] = [];
  const of = (account: string, region: string) =>
    rules.filter((rule) => rule.account === account && rule.region === region);
  return {
    of,
    regions: (account) => [...new Set(rules.filter((rule) => rule.account === account).map((rule) => rule.region))],
    addRule(rule) {
      const mistakes = validatePattern(rule.pattern);
      if (mistakes.length > 0) throw new Error(`rule ${rule.name}: ${mistakes.join("; ")}`);
      const others = rules.filter((other) => !sameRule(other, rule));
      if (of(rule.account, rule.region).filter((other) => !sameRule(other, rule)).length >= rulesPerBus)
        throw new Error(
          `rule ${rule.name}: the default bus of ${rule.region} already has ${rulesPerBus} rules; remove one first`,
        );
      // Checked above: every field holds conditions or a further level of fields.
      rules = [...others, { ...rule, pattern: rule.pattern as EventPattern }];
    },
  };
}

function sameRule(a: Pick<Rule, "name" | "account" | "region">, b: Pick<Rule, "name" | "account" | "region">): boolean {
  return a.name === b.name && a.account === b.account && a.region === b.region;
}
