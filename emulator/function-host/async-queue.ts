import type { World } from "../world.ts";
import type { FunctionDefinition, Outcome } from "./definition.ts";

/** What Function Compute sends to the destination of an asynchronous invocation that failed for good. */
export interface DeadLetter {
  /** Resource name of the destination. */
  readonly destination: string;
  readonly body: {
    /** World time, milliseconds. */
    readonly timestamp: number;
    readonly requestContext: {
      readonly requestId: string;
      readonly functionArn: string;
      readonly condition: "RetriesExhausted" | "EventAgeExceeded";
      readonly approximateInvokeCount: number;
    };
    readonly requestPayload: string;
    readonly responseContext: { readonly statusCode: number; readonly functionError: string };
    readonly responsePayload: string;
  };
}

export interface AsyncQueue {
  enqueue(definition: FunctionDefinition, payload: Buffer, requestId: string): void;
  deadLetters(): readonly DeadLetter[];
}

/** A throttled invocation is tried again after 0.5, 1, 2, 4, ... s, for at most 5 hours ("Asynchronous invocation"). */
const firstThrottleWait = 500;
const longestThrottleWait = 512_000;
const throttledFor = 5 * 3_600_000;

export type Run = (definition: FunctionDefinition, payload: Buffer, requestId: string) => Promise<Outcome>;

/** The queue behind asynchronous invocations: retries in world time, then the destination. */
export function createAsyncQueue(world: World, run: Run): AsyncQueue {
  const dead: DeadLetter[] = [];

  function enqueue(definition: FunctionDefinition, payload: Buffer, requestId: string): void {
    const acceptedAt = world.clock.now();
    let invoked = 0;
    let throttled = 0;

    function giveUp(condition: DeadLetter["body"]["requestContext"]["condition"], outcome: Outcome): void {
      const destination = definition.asynchronous.onFailure;
      world.logs.add(
        "emulator",
        `function ${definition.name}: request ${requestId} failed for good after ${invoked} runs (${condition})`,
      );
      if (destination === null) return;
      dead.push({
        destination,
        body: {
          timestamp: world.clock.now(),
          requestContext: {
            requestId,
            functionArn: `acs:fc:${definition.region}:${definition.account}:functions/${definition.name}`,
            condition,
            approximateInvokeCount: invoked,
          },
          requestPayload: payload.toString("utf8"),
          responseContext: {
            statusCode: outcome.kind === "throttled" ? 429 : 200,
            functionError: outcome.kind === "error" ? outcome.type : "",
          },
          responsePayload: outcome.kind === "throttled" ? "" : outcome.body.toString("utf8"),
        },
      });
    }

    function again(wait: number, longest: number, outcome: Outcome): void {
      if (world.clock.now() + wait - acceptedAt > longest) giveUp("EventAgeExceeded", outcome);
      else world.clock.after(wait, attempt);
    }

    function settle(outcome: Outcome): void {
      const longest = definition.asynchronous.eventAgeSeconds * 1_000;
      if (outcome.kind === "throttled") {
        const wait = Math.min(longestThrottleWait, firstThrottleWait * 2 ** throttled);
        throttled += 1;
        again(wait, Math.min(longest, throttledFor), outcome);
        return;
      }
      invoked += 1;
      if (outcome.kind === "value") return;
      if (invoked > definition.asynchronous.retries) giveUp("RetriesExhausted", outcome);
      else again(world.settings.asyncRetryDelayMs, longest, outcome);
    }

    function attempt(): void {
      const work = run(definition, payload, requestId).then(settle, (error: unknown) => {
        world.logs.add("emulator", `function ${definition.name}: request ${requestId} could not run: ${String(error)}`);
      });
      void world.clock.track(work);
    }

    attempt();
  }

  return { enqueue, deadLetters: () => dead };
}
