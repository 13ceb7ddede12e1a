import { cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { World } from "../world.ts";
import { createAsyncQueue, type DeadLetter } from "./async-queue.ts";
import type { FunctionDefinition, Outcome, RoleCredentials } from "./definition.ts";
import { fcContext, fcEnvironment } from "./fc.ts";
import { type Instance, type InstanceOptions, startInstance } from "./instance.ts";
import { createPool, type Pool } from "./pool.ts";

/** Function Compute without its API: functions that are created, invoked and queued for. */
export interface FunctionPlatform {
  /** Copies the code; a function of the same name is replaced, its instances end. */
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
  enqueue(name: string, payload: Buffer, requestId?: string): string;
  deadLetters(): readonly DeadLetter[];
  /** Ends every instance and removes the copies of the code. */
  stop(): Promise<void>;
}

export interface FunctionPlatformOptions {
  /** Ends an invocation after wall time; tests pass their own. */
  readonly deadline?: InstanceOptions["deadline"];
}

interface Deployed {
  readonly definition: FunctionDefinition;
  readonly folder: string;
  readonly pool: Pool;
}

/** Validity of the keys that a function's role hands out, 36 hours. */
const credentialSeconds = 36 * 3_600;

export function createFunctionPlatform(world: World, options: FunctionPlatformOptions = {}): FunctionPlatform {
  const deployed = new Map<string, Deployed>();
  const folders = new Set<string>();
  const queue = createAsyncQueue(world, run);
  const removeFolders = () => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
    folders.clear();
  };
  process.on("exit", removeFolders);

  function credentialsOf({ account, role, name }: FunctionDefinition): RoleCredentials | null {
    if (role === null) return null;
    const issued = world.credentials.issue({ account, role, session: name, seconds: credentialSeconds });
    return {
      accessKeyId: issued.accessKeyId,
      accessKeySecret: issued.secret,
      securityToken: issued.securityToken,
    };
  }

  function start(definition: FunctionDefinition, folder: string): Instance {
    return startInstance({
      folder,
      environment: fcEnvironment(definition, `c-${world.ids.hex32()}`, folder, credentialsOf(definition)),
      memoryMegabytes: definition.memoryMegabytes,
      timeoutSeconds: definition.timeoutSeconds,
      now: world.clock.now,
      deadline: options.deadline ?? wallDeadline,
      log: (line) => world.logs.add(definition.name, line),
    });
  }

  async function run(definition: FunctionDefinition, event: Buffer, requestId: string): Promise<Outcome> {
    const { pool } = found(definition.name);
    const context = fcContext(definition, requestId, credentialsOf(definition));
    return world.clock.track(pool.invoke({ event, context, offset: world.clock.offset() }));
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
      const before = deployed.get(definition.name);
      const pool = createPool({
        limit: definition.reservedConcurrency,
        start: () => start(definition, folder),
        now: world.clock.now,
      });
      deployed.set(definition.name, { definition, folder, pool });
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
    enqueue(name, payload, requestId = world.ids.uuid()) {
      queue.enqueue(found(name).definition, payload, requestId);
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
