import type { ActionCall } from "../../action.ts";
import type { EventTarget, TargetParameter } from "../../state.ts";
import { eventBridgeErrors, refuse } from "./errors.ts";

/** Targets of one rule ("Limits"). */
const targetsPerRule = 5;

const forms: readonly TargetParameter["form"][] = ["ORIGINAL", "CONSTANT", "JSONPATH", "TEMPLATE"];

/** The targets in a JSON text, checked; throws `ApiError` when EventBridge would refuse one of them. */
export function readTargets(call: ActionCall, text: string): readonly EventTarget[] {
  let list: unknown;
  try {
    list = JSON.parse(text);
  } catch {
    return refuse(eventBridgeErrors.target, "The list of targets is not JSON.");
  }
  if (!Array.isArray(list)) return refuse(eventBridgeErrors.target, "The targets must be a list.");
  const targets = list.map((one: unknown) => readTarget(call, fieldsOf(one)));
  if (new Set(targets.map(({ id }) => id)).size < targets.length) refuse(eventBridgeErrors.duplicateTarget);
  return targets;
}

/** The rule's targets after some were put; throws `ApiError` when there would be too many. */
export function withTargets(before: readonly EventTarget[], put: readonly EventTarget[]): readonly EventTarget[] {
  const kept = before.map((target) => put.find(({ id }) => id === target.id) ?? target);
  const added = put.filter(({ id }) => !before.some((target) => target.id === id));
  const all = [...kept, ...added];
  return all.length > targetsPerRule ? refuse(eventBridgeErrors.tooManyTargets) : all;
}

function readTarget(call: ActionCall, target: Fields): EventTarget {
  const id = textOf(target["Id"]);
  const endpoint = textOf(target["Endpoint"]);
  if (id === "") refuse(eventBridgeErrors.target, "Id is missing.");
  if (target["Type"] !== "acs.fc.function")
    refuse(eventBridgeErrors.target, `Type is ${textOf(target["Type"])}; only acs.fc.function is emulated.`);
  const parameters = listOf(target["ParamList"]).map(readParameter);
  const functionName = functionOf(call, endpoint);
  const named = constantOf(parameters, "functionName");
  if (named !== undefined && named !== functionName)
    refuse(eventBridgeErrors.target, `Endpoint is ${endpoint}, functionName ${named}.`);
  const strategy = textOf(target["PushRetryStrategy"]) || "BACKOFF_RETRY";
  if (strategy !== "BACKOFF_RETRY" && strategy !== "EXPONENTIAL_DECAY_RETRY")
    return refuse(eventBridgeErrors.target, `PushRetryStrategy is ${strategy}.`);
  return {
    id,
    endpoint,
    functionName,
    invocation: /^async$/i.test(constantOf(parameters, "InvocationType") ?? "") ? "Async" : "Sync",
    retryStrategy: strategy,
    errorsTolerance: target["ErrorsTolerance"] === "NONE" ? "NONE" : "ALL",
    deadLetterQueue: textOf(fieldsOf(target["DeadLetterQueue"] ?? {})["Arn"]),
    parameters,
  };
}

/** The function that an endpoint names: of the rule's own region and account, with a service (2.0) or without (3.0). */
function functionOf({ region, account }: ActionCall, endpoint: string): string {
  const [, where, owner, name] =
    /^acs:fc:([a-z0-9-]+):(\d+):(?:services\/[^/]+\/)?functions\/([A-Za-z_][A-Za-z0-9_-]{0,63})(?:\/[A-Za-z0-9_-]+)?$/.exec(
      endpoint,
    ) ?? [];
  if (name === undefined || where !== region || owner !== account.id)
    return refuse(eventBridgeErrors.target, `Endpoint is ${endpoint}`);
  return name;
}

function readParameter(value: unknown): TargetParameter {
  const given = fieldsOf(value);
  const form = forms.find((one) => one === given["Form"]);
  const resourceKey = textOf(given["ResourceKey"]);
  if (form === undefined || resourceKey === "")
    return refuse(eventBridgeErrors.target, `Form of ${resourceKey || "a parameter"} is ${textOf(given["Form"])}.`);
  return { resourceKey, form, value: textOf(given["Value"]), template: textOf(given["Template"]) };
}

function constantOf(parameters: readonly TargetParameter[], key: string): string | undefined {
  const found = parameters.find(({ resourceKey }) => resourceKey.toLowerCase() === key.toLowerCase());
  return found?.form === "CONSTANT" ? found.value : undefined;
}

type Fields = Readonly<Record<string, unknown>>;

function fieldsOf(value: unknown): Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return refuse(eventBridgeErrors.target, "A target must be an object.");
  return { ...value };
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}
