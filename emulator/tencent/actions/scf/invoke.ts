import type { Outcome } from "../../../function-host/definition.ts";
import {
  type FieldSpec,
  type TencentAction,
  type TencentCall,
  type TencentError,
  tencentAction,
} from "../../action.ts";
import type { ScfFunction } from "../../services.ts";
import { refuse, scfErrors } from "./errors.ts";
import { checkQualifier, findFunction, functionParameters, qualifierParameter } from "./find.ts";
import { acceptedResult, resultOf } from "./result.ts";

/** Largest events, bytes. */
const largestSynchronous = 6 * 1_024 * 1_024;
const largestAsynchronous = 128 * 1_024;

const runParameters = {
  ...functionParameters,
  ...qualifierParameter,
  LogType: { type: "string", oneOf: ["None", "Tail"], means: "Tail: the answer holds the end of the log" },
  RoutingKey: { type: "string", maxLength: 1_024, means: "routes between versions; there is one here" },
} as const satisfies Record<string, FieldSpec>;

const runErrors = [scfErrors.invokedNotFound, scfErrors.qualifierNotFound, scfErrors.tooLarge, scfErrors.throttled];

/** A function that fails is no error of the call: the Result tells. */
export const invoke: TencentAction = tencentAction({
  product: "scf",
  name: "Invoke",
  access: "read",
  callsPerSecond: 100,
  parameters: {
    ...runParameters,
    InvocationType: { type: "string", means: "RequestResponse, which waits, or Event" },
    ClientContext: { type: "string", means: "the event, JSON text" },
  },
  errors: [...runErrors, scfErrors.invocationType, scfErrors.clientContext],
  run(call) {
    const type = call.parameters.string("InvocationType") ?? "RequestResponse";
    if (type !== "RequestResponse" && type !== "Event") refuse(scfErrors.invocationType);
    const found = findFunction(call, scfErrors.invokedNotFound);
    checkQualifier(call);
    const largest = type === "Event" ? largestAsynchronous : largestSynchronous;
    const payload = payloadOf(call.parameters.string("ClientContext"), largest, scfErrors.clientContext);
    if (type === "RequestResponse") return runNow(call, found, payload);
    return { Result: acceptedResult(call.services.functions.enqueue(found.definition, payload)) };
  },
});

export const invokeFunction: TencentAction = tencentAction({
  product: "scf",
  name: "InvokeFunction",
  access: "read",
  callsPerSecond: 10_000,
  parameters: { ...runParameters, Event: { type: "string", means: "the event, JSON text" } },
  errors: [...runErrors, scfErrors.event],
  run(call) {
    const found = findFunction(call, scfErrors.invokedNotFound);
    checkQualifier(call);
    return runNow(call, found, payloadOf(call.parameters.string("Event"), largestSynchronous, scfErrors.event));
  },
});

function payloadOf(text: string | undefined, largest: number, wrong: TencentError): Buffer {
  const payload = Buffer.from(text ?? "");
  if (payload.length > largest) refuse(scfErrors.tooLarge, `${largest} bytes are the most.`);
  if (payload.length === 0) return payload;
  try {
    JSON.parse(payload.toString("utf8"));
    return payload;
  } catch {
    return refuse(wrong);
  }
}

async function runNow(call: TencentCall, { definition }: ScfFunction, payload: Buffer) {
  const { services, settings, ids, parameters } = call;
  const requestId = ids.uuid();
  const before = services.functions.logOf(definition).length;
  const begun = performance.now();
  const outcome: Outcome = await services.functions.invoke(definition, payload, requestId);
  const duration = Math.round((performance.now() - begun) * 1_000) / 1_000;
  if (outcome.kind === "throttled" && settings.scfThrottled === "refusal") refuse(scfErrors.throttled);
  const tail = parameters.string("LogType") === "Tail";
  // The last 4 kB, as the vendor answers them.
  const log = tail ? services.functions.logOf(definition).slice(before).join("\n").slice(-4_096) : "";
  const { timeoutSeconds } = definition;
  return { Result: resultOf(settings, { requestId, outcome, timeoutSeconds, duration, log }) };
}
