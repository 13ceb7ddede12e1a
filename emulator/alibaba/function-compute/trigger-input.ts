import type { Trigger, TriggerConfig } from "../../function-host/triggers.ts";
import { type HttpRequest, jsonBody } from "../../http.ts";
import { ApiError } from "../action.ts";

type Fields = Readonly<Record<string, unknown>>;

/** The trigger in a request's body, checked; @param before the trigger that it changes. Throws `ApiError`. */
export function readTrigger(
  request: HttpRequest,
  before: Trigger | undefined,
): { readonly name: string; readonly config: TriggerConfig } {
  const body = fieldsOf(
    readJson(() => jsonBody(request), "the body"),
    "the body",
  );
  const name = before?.name ?? body["triggerName"];
  if (typeof name !== "string" || !/^[A-Za-z_][A-Za-z0-9_-]{0,127}$/.test(name)) return invalid("triggerName");
  const type = before?.config.type ?? body["triggerType"];
  const text = body["triggerConfig"];
  if (typeof text !== "string") return invalid("triggerConfig must be a JSON text");
  const given = fieldsOf(
    readJson(() => JSON.parse(text), "triggerConfig"),
    "triggerConfig",
  );
  if (type === "timer") return { name, config: timer(given) };
  if (type === "eventbridge") return { name, config: eventBridge(given) };
  return invalid(`triggerType ${String(type)} is not emulated`);
}

function timer({ cronExpression, enable = true, payload = "" }: Fields): TriggerConfig {
  if (typeof cronExpression !== "string") return invalid("cronExpression");
  if (typeof enable !== "boolean") return invalid("enable");
  if (typeof payload !== "string") return invalid("payload");
  return { type: "timer", cronExpression, enable, payload };
}

function eventBridge(given: Fields): TriggerConfig {
  const { triggerEnable = true, asyncInvocationType = false, eventRuleFilterPattern, eventSourceConfig } = given;
  if (typeof triggerEnable !== "boolean") return invalid("triggerEnable");
  if (typeof asyncInvocationType !== "boolean") return invalid("asyncInvocationType");
  if (typeof eventRuleFilterPattern !== "string") return invalid("eventRuleFilterPattern must be a JSON text");
  const source = fieldsOf(eventSourceConfig, "eventSourceConfig")["eventSourceType"];
  if (source !== "Default") return invalid(`eventSourceType ${String(source)} is not emulated`);
  const pattern = readJson(() => JSON.parse(eventRuleFilterPattern), "eventRuleFilterPattern");
  return { type: "eventbridge", triggerEnable, asyncInvocationType, pattern };
}

function readJson(read: () => unknown, what: string): unknown {
  try {
    return read();
  } catch {
    return invalid(`${what} is not JSON`);
  }
}

function fieldsOf(value: unknown, what: string): Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? { ...value }
    : invalid(`${what} must be an object`);
}

function invalid(what: string): never {
  throw new ApiError({ status: 400, code: "InvalidArgument", message: `the request is not valid: ${what}` });
}
