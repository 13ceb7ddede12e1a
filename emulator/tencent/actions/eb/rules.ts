import { type FieldSpec, type TencentAction, tencentAction } from "../../action.ts";
import { matches } from "../../eventbridge/pattern.ts";
import { ebErrors, refuse } from "./errors.ts";
import { ebName, findBus, findRule, takeOut } from "./find.ts";
import {
  busParameter,
  checkedDescription,
  descriptionParameter,
  isName,
  listParameters,
  orderedPage,
  ruleParameters,
} from "./parameters.ts";
import { checkedPattern } from "./pattern.ts";
import { listedRuleView, ruleView } from "./views.ts";

const enableParameter = {
  Enable: { type: "boolean", means: "whether it takes events; true when left out" },
} as const satisfies Record<string, FieldSpec>;

const patternParameter = { type: "string", means: "which events it takes, JSON text" } as const;

export const createRule: TencentAction = tencentAction({
  product: "eb",
  name: "CreateRule",
  access: "write",
  parameters: {
    ...busParameter,
    RuleName: { type: "string", required: true, means: "its name" },
    EventPattern: { ...patternParameter, required: true },
    ...enableParameter,
    ...descriptionParameter,
  },
  errors: [ebErrors.busNotFound, ebErrors.ruleName, ebErrors.description, ebErrors.pattern, ebErrors.tooManyRules],
  run(call) {
    const { parameters, clock, ids, settings } = call;
    const bus = findBus(call);
    const name = parameters.string("RuleName") ?? "";
    if (!isName(name)) refuse(ebErrors.ruleName);
    if (bus.rules.some((rule) => rule.name === name))
      refuse(ebErrors.ruleName, "Another rule of the bus has this name.");
    const pattern = checkedPattern(call, parameters.string("EventPattern") ?? "");
    const description = checkedDescription(call) ?? "";
    if (bus.rules.length >= settings.ebRulesPerBus) refuse(ebErrors.tooManyRules);
    const createdAt = clock.now();
    const enabled = parameters.boolean("Enable") ?? true;
    const id = ids.resource("rule");
    bus.rules.push({ id, name, description, enabled, pattern, createdAt, updatedAt: createdAt, targets: [] });
    return { RuleId: id };
  },
  resources: (call, response) => [ebName(call, `ruleid/${String(response["RuleId"])}`)],
});

export const getRule: TencentAction = tencentAction({
  product: "eb",
  name: "GetRule",
  access: "read",
  parameters: ruleParameters,
  errors: [ebErrors.busNotFound, ebErrors.ruleNotFound],
  run: (call) => ruleView(findBus(call).id, findRule(call)),
});

export const listRules: TencentAction = tencentAction({
  product: "eb",
  name: "ListRules",
  access: "read",
  parameters: { ...busParameter, ...listParameters },
  errors: [ebErrors.busNotFound, ebErrors.order, ebErrors.orderBy],
  run(call) {
    const { id, rules } = findBus(call);
    return { Rules: orderedPage(call, rules).map((rule) => listedRuleView(id, rule)), TotalCount: rules.length };
  },
});

export const updateRule: TencentAction = tencentAction({
  product: "eb",
  name: "UpdateRule",
  access: "write",
  parameters: {
    ...ruleParameters,
    RuleName: { type: "string", means: "its name" },
    EventPattern: patternParameter,
    ...enableParameter,
    ...descriptionParameter,
  },
  errors: [ebErrors.busNotFound, ebErrors.ruleNotFound, ebErrors.ruleName, ebErrors.description, ebErrors.pattern],
  run(call) {
    const rule = findRule(call);
    const name = call.parameters.string("RuleName") ?? rule.name;
    if (!isName(name)) refuse(ebErrors.ruleName);
    const others = findBus(call).rules.filter((other) => other !== rule);
    if (others.some((other) => other.name === name))
      refuse(ebErrors.ruleName, "Another rule of the bus has this name.");
    const text = call.parameters.string("EventPattern");
    const pattern = text === undefined ? rule.pattern : checkedPattern(call, text);
    const description = checkedDescription(call) ?? rule.description;
    const enabled = call.parameters.boolean("Enable") ?? rule.enabled;
    Object.assign(rule, { name, pattern, description, enabled, updatedAt: call.clock.now() });
    return {};
  },
  resources: (call) => [ebName(call, `ruleid/${call.parameters.string("RuleId") ?? ""}`)],
});

export const deleteRule: TencentAction = tencentAction({
  product: "eb",
  name: "DeleteRule",
  access: "write",
  parameters: ruleParameters,
  errors: [ebErrors.busNotFound, ebErrors.ruleNotFound, ebErrors.ruleInUse],
  run(call) {
    const rule = findRule(call);
    if (rule.targets.length > 0) refuse(ebErrors.ruleInUse);
    takeOut(findBus(call).rules, rule);
    return {};
  },
  resources: (call) => [ebName(call, `ruleid/${call.parameters.string("RuleId") ?? ""}`)],
});

export const checkRule: TencentAction = tencentAction({
  product: "eb",
  name: "CheckRule",
  access: "read",
  parameters: {
    Event: { type: "string", required: true, means: "an event, JSON text" },
    EventPattern: { ...patternParameter, required: true },
  },
  errors: [ebErrors.payload, ebErrors.pattern],
  run(call) {
    const pattern: unknown = JSON.parse(checkedPattern(call, call.parameters.string("EventPattern") ?? ""));
    const event = parsedEvent(call.parameters.string("Event") ?? "");
    // The response has no field for it: an event that does not match is an error.
    if (!matches({ ...Object(pattern) }, event)) refuse(ebErrors.pattern, "The event does not match the pattern.");
    return {};
  },
});

function parsedEvent(text: string): Readonly<Record<string, unknown>> {
  try {
    const event: unknown = JSON.parse(text);
    if (typeof event === "object" && event !== null && !Array.isArray(event)) return { ...event };
  } catch {
    // Refused below, like JSON that is no object.
  }
  return refuse(ebErrors.payload);
}
