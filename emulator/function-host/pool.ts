import type { Outcome } from "./definition.ts";
import type { Instance, InstanceInvocation } from "./instance.ts";

/** The instances of one function: started when needed, reused, never more at work than `limit`. */
export interface Pool {
  invoke(invocation: InstanceInvocation): Promise<Outcome>;
  /** Kills every instance and resolves when they are gone. */
  stop(): Promise<void>;
}

export interface PoolOptions {
  /** Invocations at the same time; one more is throttled. */
  readonly limit: number;
  readonly start: () => Instance;
  /** How long an instance may live, milliseconds: well below the validity of the keys it started with. */
  readonly longestLife: number;
  /** World time, milliseconds. */
  readonly now: () => number;
}

/** Idle time after which an instance is taken away; the platform promises none, ten minutes is often seen. */
const idleMilliseconds = 600_000;

export function createPool({ limit, start, longestLife, now }: PoolOptions): Pool {
  const all = new Set<Instance>();
  let idle: Instance[] = [];
  let working = 0;

  function fresh(instance: Instance): boolean {
    return (
      instance.alive() && now() - instance.lastUsed <= idleMilliseconds && now() - instance.startedAt <= longestLife
    );
  }

  async function retire(instance: Instance): Promise<void> {
    await instance.stop();
    all.delete(instance);
  }

  async function take(): Promise<Instance> {
    const old = idle.filter((instance) => !fresh(instance));
    idle = idle.filter(fresh);
    await Promise.all(old.map(retire));
    const reused = idle.pop();
    if (reused !== undefined) return reused;
    const started = start();
    all.add(started);
    return started;
  }

  return {
    async invoke(invocation) {
      if (working >= limit) return { kind: "throttled" };
      working += 1;
      try {
        const instance = await take();
        const outcome = await instance.invoke(invocation);
        if (instance.alive()) idle.push(instance);
        else all.delete(instance);
        return outcome;
      } finally {
        working -= 1;
      }
    },
    async stop() {
      idle = [];
      await Promise.all([...all].map(retire));
    },
  };
}
