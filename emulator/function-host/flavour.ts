import type { FunctionDefinition } from "./definition.ts";

/** What starts a function; a platform may tell the function about it. */
export type Cause = "invocation" | "timer";

/** How one vendor's platform runs functions: everything in which two platforms with the same instances differ. */
export interface FunctionFlavour {
  /** What tells a function from every other one of the platform. */
  keyOf(definition: FunctionDefinition): string;
  /** Under which source its lines are logged. */
  logSource(definition: FunctionDefinition): string;
  /** Resource name, for what was given up. */
  resourceName(definition: FunctionDefinition): string;
  /** File that calls the handler the way the platform does. */
  readonly callFile: string;
  /** All of the environment of an instance that starts; `folder` is its copy of the code. */
  environment(definition: FunctionDefinition, folder: string): Readonly<Record<string, string>>;
  /** What one invocation is told: the handler's second argument, and variables that change from call to call. */
  invocation(
    definition: FunctionDefinition,
    requestId: string,
    cause: Cause,
  ): {
    readonly context: Readonly<Record<string, unknown>>;
    readonly environment?: Readonly<Record<string, string | null>>;
  };
  /** Of an instance, milliseconds: it is replaced before the keys it started with end. */
  readonly longestLife: number;
  readonly retries: RetryPlan;
}

/** When an asynchronous invocation that failed is tried again; waits in milliseconds of world time. */
interface RetryPlan {
  afterError(): number;
  /** @param throttled how often it was throttled before. */
  afterThrottling(throttled: number): number;
  /** How long throttling is waited out, at most. */
  readonly throttledFor: number;
}
