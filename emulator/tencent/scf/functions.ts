import type { DeadLetter } from "../../function-host/async-queue.ts";
import type { FunctionDefinition, Outcome } from "../../function-host/definition.ts";
import type { Cause } from "../../function-host/flavour.ts";
import { createFunctionPlatform, type FunctionPlatformOptions } from "../../function-host/platform.ts";
import type { World } from "../../world.ts";
import { scfFlavour } from "./flavour.ts";
import { defaultNamespace, scfKey } from "./key.ts";

export interface ScfFunctions {
  /** Copies the code; a function of the same account, region, namespace and name is replaced. */
  create(definition: FunctionDefinition): Promise<void>;
  find(named: FunctionNamed): ScfFunction | undefined;
  /** In the order in which they were first created. */
  list(place: Pick<FunctionNamed, "account" | "region" | "namespace">): readonly ScfFunction[];
  remove(named: FunctionNamed): Promise<void>;
  /** Synchronous: one run, no retry. */
  invoke(definition: FunctionDefinition, payload: Buffer, requestId: string): Promise<Outcome>;
  /** Asynchronous: retried and, at last, dead-lettered. Answers the request id. */
  enqueue(definition: FunctionDefinition, payload: Buffer, requestId?: string, cause?: Cause): string;
  /** What it printed, oldest first. */
  logOf(definition: FunctionDefinition): readonly string[];
  deadLetters(): readonly DeadLetter[];
  stop(): Promise<void>;
}

export interface FunctionNamed {
  readonly account: string;
  readonly region: string;
  /** `default` when left out. */
  readonly namespace?: string;
  readonly name: string;
}

export interface ScfFunction {
  /** `lam-` and 8 characters. */
  readonly id: string;
  /** World time, milliseconds. */
  readonly createdAt: number;
  readonly changedAt: number;
  readonly definition: FunctionDefinition;
}

/** Serverless Cloud Function without its API. */
export function createScfFunctions(
  world: World,
  options: Pick<FunctionPlatformOptions, "deadline"> = {},
): ScfFunctions {
  const flavour = scfFlavour(world);
  const platform = createFunctionPlatform(world, { ...options, flavour });
  const created = new Map<string, ScfFunction>();

  return {
    async create(definition) {
      const key = scfKey(definition);
      const before = created.get(key);
      const changedAt = world.clock.now();
      const made = before ?? { id: world.tencentIds.resource("lam"), createdAt: changedAt };
      await platform.create(definition);
      created.set(key, { ...made, changedAt, definition });
    },
    find: (named) => created.get(scfKey(named)),
    list: ({ account, region, namespace = defaultNamespace }) =>
      [...created.values()].filter(
        ({ definition }) =>
          definition.account === account &&
          definition.region === region &&
          (definition.namespace ?? defaultNamespace) === namespace,
      ),
    async remove(named) {
      created.delete(scfKey(named));
      await platform.remove(scfKey(named));
    },
    invoke: (definition, payload, requestId) => platform.invoke(scfKey(definition), payload, requestId),
    enqueue: (definition, payload, requestId = world.tencentIds.uuid(), cause = "invocation") =>
      platform.enqueue(scfKey(definition), payload, requestId, cause),
    logOf: (definition) => world.logs.list(flavour.logSource(definition)).map(({ text }) => text),
    deadLetters: platform.deadLetters,
    stop: platform.stop,
  };
}
