import { type ChildProcess, fork } from "node:child_process";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import type { Outcome } from "./definition.ts";

/** One process that runs a function, one invocation at a time. */
export interface Instance {
  /** World time of the end of its last invocation, milliseconds. */
  lastUsed: number;
  readonly startedAt: number;
  readonly alive: () => boolean;
  /** Never rejects: whatever goes wrong in the process is an outcome. */
  invoke(invocation: InstanceInvocation): Promise<Outcome>;
  /** Kills the process and resolves when it is gone. */
  stop(): Promise<void>;
}

export interface InstanceInvocation {
  /** `file.export`. */
  readonly handler: string;
  readonly event: Buffer;
  readonly context: Readonly<Record<string, unknown>>;
  /** Variables that are set in the process (`null`: taken away) before the handler is called. */
  readonly environment?: Readonly<Record<string, string | null>>;
  /** World time minus wall time, milliseconds. */
  readonly offset: number;
}

export interface InstanceOptions {
  /** File that calls the handler the way the platform does. */
  readonly callFile: string;
  /** Name of the runtime; what an older one lacks is taken away. */
  readonly runtime: string;
  /** The copy of the code; the process runs in it. */
  readonly folder: string;
  /** All of the environment. */
  readonly environment: Readonly<Record<string, string>>;
  readonly memoryMegabytes: number;
  readonly timeoutSeconds: number;
  /** World time, milliseconds. */
  readonly now: () => number;
  /** Runs `stop` once so many milliseconds of wall time have gone by; answers how to call it off. */
  readonly deadline: (milliseconds: number, stop: () => void) => () => void;
  /** Receives each line of standard output and standard error. */
  readonly log: (line: string) => void;
}

const hostFile = fileURLToPath(new URL("./instance-host.cjs", import.meta.url));
const shiftDateFile = fileURLToPath(new URL("./shift-date.cjs", import.meta.url));

export function startInstance(options: InstanceOptions): Instance {
  const child = fork(hostFile, [options.callFile, options.runtime], {
    cwd: options.folder,
    env: { ...options.environment },
    // Given in full, so that nothing of the parent's own flags comes along.
    execArgv: [`--max-old-space-size=${options.memoryMegabytes}`, "--require", shiftDateFile],
    serialization: "advanced",
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  readLines(child.stdout, options.log);
  readLines(child.stderr, options.log);
  let alive = true;
  const gone = new Promise<void>((resolve) => {
    child.once("exit", () => {
      alive = false;
      resolve();
    });
    child.once("error", (error) => {
      options.log(`the instance's process failed: ${error.message}`);
    });
  });

  const instance: Instance = {
    lastUsed: options.now(),
    startedAt: options.now(),
    alive: () => alive,
    async invoke(invocation) {
      const outcome = await invokeIn(child, options, invocation);
      instance.lastUsed = options.now();
      return outcome;
    },
    async stop() {
      if (alive) child.kill("SIGKILL");
      await gone;
    },
  };
  return instance;
}

function invokeIn(child: ChildProcess, options: InstanceOptions, invocation: InstanceInvocation): Promise<Outcome> {
  return new Promise((resolve) => {
    let timedOut = false;
    const callOff = options.deadline(options.timeoutSeconds * 1_000, () => {
      timedOut = true;
      child.kill("SIGKILL");
    });
    const finish = (outcome: Outcome) => {
      callOff();
      child.off("message", onMessage);
      child.off("exit", onExit);
      // What the process printed before it answered may still be on its way.
      setImmediate(() => resolve(outcome));
    };
    const onMessage = (message: unknown) => finish(outcomeOf(message));
    const onExit = (code: number | null, signal: string | null) => {
      const why = timedOut
        ? `Function timed out after ${options.timeoutSeconds} seconds`
        : `Process exited unexpectedly before completing request (${signal ?? `code ${code}`})`;
      finish(unhandled(why, timedOut ? "timeout" : "exit"));
    };
    child.on("message", onMessage);
    child.once("exit", onExit);
    child.send({ ...invocation }, (error) => {
      if (error !== null) finish(unhandled(`The instance could not be reached: ${error.message}`, "exit"));
    });
  });
}

function outcomeOf(message: unknown): Outcome {
  if (typeof message === "object" && message !== null) {
    if ("value" in message && message.value instanceof Uint8Array)
      return { kind: "value", body: Buffer.from(message.value) };
    if ("error" in message)
      return {
        kind: "error",
        type: "HandledInvocationError",
        why: "thrown",
        body: Buffer.from(JSON.stringify(message.error)),
      };
  }
  return unhandled("The instance answered in no known form", "exit");
}

function unhandled(errorMessage: string, why: "timeout" | "exit"): Outcome {
  return { kind: "error", type: "UnhandledInvocationError", why, body: Buffer.from(JSON.stringify({ errorMessage })) };
}

function readLines(stream: Readable | null, log: (line: string) => void): void {
  if (stream === null) return;
  createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY }).on("line", log);
}
