import { setting } from "../../settings.ts";

/** What the vendor does not document about functions. */
export const scfSettings = {
  scfCredentialRefresh: setting({
    name: "scfCredentialRefresh",
    values: ["invocation", "start"],
    means: "when a function's environment gets fresh keys of its role: with each invocation, or as its instance starts",
    row: "T14.9 (SCF credential refresh cadence)",
  }),
  scfTimeZone: setting({
    name: "scfTimeZone",
    values: ["Asia/Shanghai", "UTC"],
    means: "the time zone in which a timer's expression is read",
    row: "events B2.1 (time zone), D4",
  }),
  scfTimerType: setting({
    name: "scfTimerType",
    values: ["Timer", "timer"],
    means: "the value of Type in a timer's event",
    row: "events B2.1 (timer)",
  }),
  scfNameVariables: setting({
    name: "scfNameVariables",
    values: ["present", "absent"],
    means: "whether SCF_FUNCTIONNAME, SCF_NAMESPACE and the like are in a function's environment",
    row: "events B2.2 (SCF_* names)",
  }),
  scfRetryDelayMs: setting({
    name: "scfRetryDelayMs",
    values: [60_000, 1_000],
    means: "the wait before an asynchronous invocation that failed is tried again",
    row: "events B2.4 (function error)",
  }),
  scfConcurrentInstances: setting({
    name: "scfConcurrentInstances",
    values: [20, 1],
    means: "instances of one function at the same time; one invocation more is throttled",
    row: "events B2.4 (throttling 432)",
  }),
  scfThrottled: setting({
    name: "scfThrottled",
    values: ["result", "refusal"],
    means: "how a synchronous call of a throttled function is told: in its Result with status 432, or as an API error",
    row: "events B2.4 (throttling 432/429/449)",
  }),
  scfTextResult: setting({
    name: "scfTextResult",
    values: ["json", "plain"],
    means: "RetMsg of a handler that returns text: quoted as JSON, or as it is",
    row: "T7.2 (Result.RetMsg)",
  }),
} as const;
