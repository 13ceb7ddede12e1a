import type { Outcome } from "../../../function-host/definition.ts";
import type { TencentSettings } from "../../settings.ts";

interface RunOutcome {
  readonly requestId: string;
  readonly outcome: Outcome;
  readonly timeoutSeconds: number;
  /** Milliseconds. */
  readonly duration: number;
  /** Empty unless it was asked for. */
  readonly log: string;
}

/** Billed time is counted in whole milliseconds. */
export function resultOf(settings: TencentSettings, run: RunOutcome): Readonly<Record<string, unknown>> {
  const { outcome, requestId, duration, log } = run;
  const failed = outcome.kind === "value" ? undefined : failure(run, outcome);
  return {
    Log: log,
    RetMsg: outcome.kind === "value" ? returned(settings, outcome.body) : "",
    ErrMsg: failed === undefined ? "" : JSON.stringify({ ...failed, requestId }),
    MemUsage: 0,
    Duration: duration,
    BillDuration: Math.ceil(duration),
    FunctionRequestId: requestId,
    InvokeResult: failed === undefined ? 0 : failed.errorCode,
  };
}

/** What an asynchronous call is told: that it was taken. */
export function acceptedResult(requestId: string): Readonly<Record<string, unknown>> {
  return {
    Log: "",
    RetMsg: "",
    ErrMsg: "",
    MemUsage: 0,
    Duration: 0,
    BillDuration: 0,
    FunctionRequestId: requestId,
    InvokeResult: 0,
  };
}

function returned({ scfTextResult }: TencentSettings, body: Buffer): string {
  const text = body.toString("utf8");
  const value: unknown = scfTextResult === "plain" ? JSON.parse(text) : undefined;
  return typeof value === "string" ? value : text;
}

/** Status codes of a function's failures ("Function status codes"): 430 code, 432 throttled, 433 time, 439 process gone. */
function failure({ timeoutSeconds }: RunOutcome, outcome: Exclude<Outcome, { kind: "value" }>) {
  if (outcome.kind === "throttled")
    return { errorCode: -1, errorMessage: "The function has reached its concurrency", statusCode: 432 };
  const { errorMessage, stackTrace } = detailOf(outcome.body);
  if (outcome.why === "thrown") return { errorCode: 1, errorMessage, stackTrace, statusCode: 430 };
  if (outcome.why === "timeout")
    return {
      errorCode: -1,
      errorMessage: `Invoking task timed out after ${timeoutSeconds} seconds`,
      statusCode: 433,
    };
  return { errorCode: -1, errorMessage, statusCode: 439 };
}

function detailOf(body: Buffer): { readonly errorMessage: string; readonly stackTrace: string } {
  const detail: unknown = JSON.parse(body.toString("utf8"));
  const fields = typeof detail === "object" && detail !== null ? { ...detail } : {};
  const { errorMessage, stackTrace }: { errorMessage?: unknown; stackTrace?: unknown } = fields;
  return {
    errorMessage: String(errorMessage ?? ""),
    stackTrace: Array.isArray(stackTrace) ? stackTrace.join("\n") : "",
  };
}
