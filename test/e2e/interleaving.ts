import { expect } from "vitest";
import type { WritingCloud } from "../../shared/clouds/port.ts";
import type { Store } from "../../shared/store/port.ts";

/** Lets the operations of several passes through one at a time, in an order drawn from the seed; `between` any two. */
export function createInterleaving(seed: number, between: () => void) {
  let state = seed;
  const draw = (below: number) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
  const waiting: (() => Promise<void>)[] = [];
  const turn = <T>(work: () => Promise<T>) =>
    new Promise<T>((resolve, reject) => {
      waiting.push(() => work().then(resolve, reject));
    });
  return {
    store: (store: Store): Store => ({
      location: store.location,
      read: (key) => turn(() => store.read(key)),
      write: (key, text) => turn(() => store.write(key, text)),
      remove: (key) => turn(() => store.remove(key)),
      list: (prefix) => turn(() => store.list(prefix)),
    }),
    cloud: (cloud: WritingCloud): WritingCloud => ({
      ...cloud,
      part: (registry, part, context) => turn(() => cloud.part(registry, part, context)),
      write: (change, context) => turn(() => cloud.write(change, context)),
    }),
    async run(passes: readonly Promise<unknown>[]): Promise<void> {
      let over = false;
      const all = Promise.allSettled(passes).finally(() => {
        over = true;
      });
      while (!over) {
        await new Promise(setImmediate);
        const [next] = waiting.splice(draw(Math.max(1, waiting.length)), 1);
        await next?.();
        between();
      }
      expect((await all).filter((one) => one.status === "rejected")).toEqual([]);
    },
  };
}
