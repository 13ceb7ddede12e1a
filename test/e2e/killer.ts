import type { WritingCloud } from "../../shared/clouds/port.ts";
import type { Store } from "../../shared/store/port.ts";

/** The process is gone: nothing after this moment happens. */
class Killed extends Error {}

/** Lets `allowed` writes happen, of the store and of the clouds together, and kills the process at the next one. */
export function killer(allowed: number, when: "before" | "after") {
  let left = allowed;
  let dead = false;
  let struck = false;
  const alive = () => {
    if (dead) throw new Killed();
  };
  async function write<T>(work: () => Promise<T>): Promise<T> {
    alive();
    if (left-- > 0) return work();
    struck = true;
    dead = true;
    if (when === "after") await work();
    throw new Killed();
  }
  const read = <T>(work: () => Promise<T>) => {
    alive();
    return work();
  };
  return {
    struck: () => struck,
    store: (store: Store): Store => ({
      location: store.location,
      read: (key) => read(() => store.read(key)),
      list: (prefix) => read(() => store.list(prefix)),
      write: (key, text) => write(() => store.write(key, text)),
      remove: (key) => write(() => store.remove(key)),
    }),
    cloud: (cloud: WritingCloud): WritingCloud => ({
      ...cloud,
      write: (change, context) => write(() => cloud.write(change, context)),
    }),
  };
}
