import type { AlibabaState, EventRule, EventTarget } from "../state.ts";
import { type EventPattern, validatePattern } from "./pattern.ts";

/** A rule on the default bus of an account and region, with the functions of that region that get its events. */
export interface Rule {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly pattern: EventPattern;
  readonly targets: readonly EventTarget[];
}

/** The rule behind an event trigger of a function. */
interface TriggerRule extends Pick<Rule, "name" | "account" | "region"> {
  readonly pattern: unknown;
  readonly functionName: string;
  /** Of the trigger, as written. */
  readonly asyncInvocationType: boolean;
  readonly enabled?: boolean;
}

export interface Rules {
  /** Adds a trigger's rule or replaces the one of the same name; throws when EventBridge would refuse it. */
  addRule(rule: TriggerRule): void;
  removeRule(rule: Pick<Rule, "name" | "account" | "region">): void;
  /** Those that are enabled, in the order in which they were added. */
  of(account: string, region: string): readonly Rule[];
  /** Regions in which the account has rules. */
  regions(account: string): readonly string[];
}

/** Rules of a default bus (EventBridge, "Limits"); each event trigger of a function takes one. */
export const rulesPerBus = 10;

/** The rules of every account, which triggers and the product's own API make alike. */
export function createRules({ accounts }: AlibabaState, now: () => number): Rules {
  const all = (account: string): readonly EventRule[] => accounts.get(account)?.eventRules ?? [];
  return {
    of: (account, region) =>
      all(account)
        .filter((rule) => rule.region === region && rule.enabled)
        .map(({ name, filterPattern, targets }) => ({
          name,
          account,
          region,
          // Nothing but a valid pattern is ever stored.
          pattern: JSON.parse(filterPattern) as EventPattern,
          targets,
        })),
    regions: (account) => [...new Set(all(account).map((rule) => rule.region))],
    addRule({ name, account, region, pattern, functionName, asyncInvocationType, enabled = true }) {
      const rules = accounts.get(account)?.eventRules;
      if (rules === undefined) throw new Error(`rule ${name}: there is no account ${account}`);
      const mistakes = validatePattern(pattern);
      if (mistakes.length > 0) throw new Error(`rule ${name}: ${mistakes.join("; ")}`);
      const others = rules.filter((other) => other.region === region && other.name !== name);
      if (others.length >= rulesPerBus)
        throw new Error(
          `rule ${name}: the default bus of ${region} already has ${rulesPerBus} rules; remove one first`,
        );
      removeFrom(rules, name, region);
      rules.push({
        name,
        region,
        createdAt: now(),
        description: "",
        enabled,
        filterPattern: JSON.stringify(pattern),
        targets: [triggerTarget({ account, region, functionName, asyncInvocationType })],
      });
    },
    removeRule({ name, account, region }) {
      const rules = accounts.get(account)?.eventRules;
      if (rules !== undefined) removeFrom(rules, name, region);
    },
  };
}

/** Takes a rule away, if it is there. */
export function removeFrom(rules: EventRule[], name: string, region: string): boolean {
  const index = rules.findIndex((rule) => rule.name === name && rule.region === region);
  if (index !== -1) rules.splice(index, 1);
  return index !== -1;
}

/** The target that Function Compute gives the rule of a trigger. */
function triggerTarget({
  account,
  region,
  functionName,
  asyncInvocationType,
}: Omit<TriggerRule, "name" | "pattern">): EventTarget {
  const constant = (resourceKey: string, value: string) =>
    ({ resourceKey, form: "CONSTANT", value, template: "" }) as const;
  return {
    id: functionName,
    endpoint: `acs:fc:${region}:${account}:functions/${functionName}`,
    functionName,
    invocation: asyncInvocationType,
    retryStrategy: "BACKOFF_RETRY",
    errorsTolerance: "ALL",
    deadLetterQueue: "",
    parameters: [
      constant("functionName", functionName),
      constant("Qualifier", "LATEST"),
      { resourceKey: "Body", form: "ORIGINAL", value: "", template: "" },
    ],
  };
}
