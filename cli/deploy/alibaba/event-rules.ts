import * as v from "valibot";
import { read } from "../../../shared/clouds/reading.ts";
import { sameJson } from "../proposal.ts";
import type { AlibabaApi } from "./api.ts";

/** The region's own bus, which the cloud's audit events arrive on. */
export const bus = "default";

/** A rule of the bus with its targets. */
export interface EventRule {
  readonly name: string;
  /** JSON text. */
  readonly pattern: string;
  readonly enabled: boolean;
  readonly targets: readonly { readonly id: string; readonly type: string; readonly endpoint: string }[];
}

const target = v.pipe(
  v.looseObject({ Id: v.string(), Type: v.nullish(v.string(), ""), Endpoint: v.nullish(v.string(), "") }),
  v.transform(({ Id: id, Type: type, Endpoint: endpoint }) => ({ id, type, endpoint })),
);
const rule = v.pipe(
  v.looseObject({
    RuleName: v.string(),
    FilterPattern: v.string(),
    Status: v.string(),
    Targets: v.nullish(v.array(target), []),
  }),
  v.transform(
    ({ RuleName, FilterPattern, Status, Targets }): EventRule => ({
      name: RuleName,
      pattern: FilterPattern,
      enabled: Status === "ENABLE",
      targets: Targets,
    }),
  ),
);
const oneRule = v.looseObject({ Data: rule });
const ruleNames = v.looseObject({
  Data: v.looseObject({
    Rules: v.nullish(v.array(v.looseObject({ RuleName: v.string() })), []),
    NextToken: v.nullish(v.string(), ""),
  }),
});

/** Every rule of the default bus, which holds ten at most. */
export async function listEventRules(api: AlibabaApi): Promise<readonly EventRule[]> {
  const names: string[] = [];
  for (let token = ""; ; ) {
    const parameters = { EventBusName: bus, Limit: 100, ...(token === "" ? {} : { NextToken: token }) };
    const { Data } = read("eventbridge:ListRules", ruleNames, await api.call("eventbridge", "ListRules", parameters));
    names.push(...Data.Rules.map(({ RuleName }) => RuleName));
    if (Data.NextToken === "" || Data.NextToken === token) break;
    token = Data.NextToken;
  }
  const rules: EventRule[] = [];
  for (const name of new Set(names)) {
    const found = await getEventRule(api, name);
    if (found !== null) rules.push(found);
  }
  return rules;
}

/** One rule, with its targets; `null` when there is none. */
export async function getEventRule(api: AlibabaApi, name: string): Promise<EventRule | null> {
  const parameters = { EventBusName: bus, RuleName: name };
  const body = await api.find("eventbridge", "GetRule", parameters, ["EventRuleNotExisted"]);
  return body === null ? null : read("eventbridge:GetRule", oneRule, body).Data;
}

/** The address of a function as a target of EventBridge. */
export function functionEndpoint(api: AlibabaApi, account: string, name: string): string {
  return `acs:fc:${api.region}:${account}:functions/${name}`;
}

/** Whether a rule delivers to the function, whichever version of it the address names. */
export function delivers(rule: EventRule, endpoint: string): boolean {
  return rule.targets.some(
    ({ type, endpoint: own }) => type === "acs.fc.function" && (own === endpoint || own.startsWith(`${endpoint}/`)),
  );
}

/** Whether a rule does the whole job: enabled, this pattern, to this function. */
export function serves(rule: EventRule, endpoint: string, pattern: string): boolean {
  return rule.enabled && delivers(rule, endpoint) && sameJson(rule.pattern, pattern);
}

/** The function as a target, invoked asynchronously, with the event as it is. */
export function targetOf(endpoint: string, name: string): object {
  return {
    Id: name,
    Type: "acs.fc.function",
    Endpoint: endpoint,
    PushRetryStrategy: "BACKOFF_RETRY",
    ParamList: [
      { ResourceKey: "functionName", Form: "CONSTANT", Value: name },
      { ResourceKey: "Qualifier", Form: "CONSTANT", Value: "LATEST" },
      // Function Compute queues, retries and dead-letters; EventBridge does not wait for a pass.
      { ResourceKey: "InvocationType", Form: "CONSTANT", Value: "Async" },
      { ResourceKey: "Body", Form: "ORIGINAL" },
    ],
  };
}
