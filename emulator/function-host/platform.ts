import { cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { World } from "../world.ts";
import { createAsyncQueue } from "./async-queue.ts";
import type { DeadLetter } from "./dead-letter.ts";
import type { FunctionDefinition, Outcome } from "./definition.ts";
import { fcFlavour } from "./fc.ts";
import type { Cause, FunctionFlavour } from "./flavour.ts";
import { type Instance, type InstanceOptions, startInstance } from "./instance.ts";
import { createPool, type Pool } from "./pool.ts";

/**
 * Function Compute or SCF without its API: functions that are created, invoked and queued for. A function's name here is
 * its key by the flavour: on Function Compute the plain name.
 */
export interface FunctionPlatform {
  /** Copies the code; a function of the same key is replaced, its instances end. */
  create(definition: FunctionDefinition): Promise<void>;
  has(name: string): boolean;
  /** The region of a function; `*` for one that does not exist. */
  regionOf(name: string): string;
  /** In the order in which they were first created. */
  list(): readonly FunctionDefinition[];
  /** Ends its instances; what is queued for it fails. */
  remove(name: string): Promise<void>;
  /** Synchronous: one run, no retry. Rejects only when there is no such function. */
  invoke(name: string, payload: Buffer, requestId?: string): Promise<Outcome>;
  /** Asynchronous: retried and, at last, dead-lettered. Answers the request id. */
  enqueue(name: string, payload: Buffer, requestId?: string, cause?: Cause): string;
  deadLetters(): readonly DeadLetter[];
  /** Ends every instance and removes the copies of the code. */
  stop(): Promise<void>;
}

export interface FunctionPlatformOptions {
  /** Function Compute's without it. */
  readonly flavour?: FunctionFlavour;
  /** Ends an invocation after wall time; tests pass their own. */
  readonly deadline?: InstanceOptions["deadline"];
}

interface Deployed {
  readonly definition: FunctionDefinition;
  readonly folder: string;
  readonly pool: Pool;
}

export function createFunctionPlatform(world: World, options: FunctionPlatformOptions = {}): FunctionPlatform {
  const deployed = new Map<string, Deployed>();
  const folders = new Set<string>();
  const flavour = options.flavour ?? fcFlavour(world);
  const queue = createAsyncQueue(world, flavour, run);
  const removeFolders = () => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
    folders.clear();
  };
  process.on("exit", removeFolders);

  function start(definition: FunctionDefinition, folder: string): Instance {
    return startInstance({
      callFile: flavour.callFile,
      runtime: definition.runtime,
      folder,
      environment: flavour.environment(definition, folder),
      memoryMegabytes: definition.memoryMegabytes,
      timeoutSeconds: definition.timeoutSeconds,
      now: world.clock.now,
      deadline: options.deadline ?? wallDeadline,
      log: (line) => world.logs.add(flavour.logSource(definition), line),
    });
  }

  async function run(
    definition: FunctionDefinition,
    event: Buffer,
    requestId: string,
    cause: Cause = "invocation",
  ): Promise<Outcome> {
    const { pool } = found(flavour.keyOf(definition));
    const { handler } = definition;
    const told = flavour.invocation(definition, requestId, cause);
    return world.clock.track(pool.invoke({ handler, event, ...told, offset: world.clock.offset() }));
  }

  function found(name: string): Deployed {
    const one = deployed.get(name);
    if (one === undefined) throw new Error(`there is no function ${name}`);
    return one;
  }

  return {
    async create(definition) {
      if (!existsSync(definition.code))
        throw new Error(`function ${definition.name}: there is no code in ${definition.code}; run the build first`);
      const folder = mkdtempSync(join(tmpdir(), `${definition.name}-`));
      folders.add(folder);
      cpSync(definition.code, folder, { recursive: true });
      const key = flavour.keyOf(definition);
      const before = deployed.get(key);
      const pool = createPool({
        limit: definition.reservedConcurrency,
        start: () => start(definition, folder),
        longestLife: flavour.longestLife,
        now: world.clock.now,
      });
      deployed.set(key, { definition, folder, pool });
      await before?.pool.stop();
    },
    has: (name) => deployed.has(name),
    regionOf: (name) => deployed.get(name)?.definition.region ?? "*",
    list: () => [...deployed.values()].map(({ definition }) => definition),
    async remove(name) {
      const { pool } = found(name);
      deployed.delete(name);
      await pool.stop();
    },
    async invoke(name, payload, requestId = world.ids.uuid()) {
      return run(found(name).definition, payload, requestId);
    },
    enqueue(name, payload, requestId = world.ids.uuid(), cause = "invocation") {
      queue.enqueue(found(name).definition, payload, requestId, cause);
      return requestId;
    },
    deadLetters: queue.deadLetters,
    async stop() {
      await Promise.all([...deployed.values()].map(({ pool }) => pool.stop()));
      deployed.clear();
      removeFolders();
      process.off("exit", removeFolders);
    },
  };
}

function wallDeadline(milliseconds: number, stop: () => void): () => void {
  const timer = setTimeout(stop, milliseconds);
  return () => clearTimeout(timer);
}
