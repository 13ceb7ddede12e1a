import type { World } from "../world.ts";
import type { DeadLetter } from "./dead-letter.ts";
import type { FunctionDefinition, Outcome } from "./definition.ts";
import type { Cause, FunctionFlavour } from "./flavour.ts";

export interface AsyncQueue {
  enqueue(definition: FunctionDefinition, payload: Buffer, requestId: string, cause: Cause): void;
  deadLetters(): readonly DeadLetter[];
}

type Run = (definition: FunctionDefinition, payload: Buffer, requestId: string, cause: Cause) => Promise<Outcome>;

/** The queue behind asynchronous invocations: retries in world time, then the destination. */
export function createAsyncQueue(world: World, flavour: FunctionFlavour, run: Run): AsyncQueue {
  const dead: DeadLetter[] = [];

  function enqueue(definition: FunctionDefinition, payload: Buffer, requestId: string, cause: Cause): void {
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
            functionArn: flavour.resourceName(definition),
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
        const wait = flavour.retries.afterThrottling(throttled);
        throttled += 1;
        again(wait, Math.min(longest, flavour.retries.throttledFor), outcome);
        return;
      }
      invoked += 1;
      if (outcome.kind === "value") return;
      if (invoked > definition.asynchronous.retries) giveUp("RetriesExhausted", outcome);
      else again(flavour.retries.afterError(), longest, outcome);
    }

    function attempt(): void {
      const work = run(definition, payload, requestId, cause).then(settle, (error: unknown) => {
        world.logs.add("emulator", `function ${definition.name}: request ${requestId} could not run: ${String(error)}`);
      });
      void world.clock.track(work);
    }

    attempt();
  }

  return { enqueue, deadLetters: () => dead };
}
