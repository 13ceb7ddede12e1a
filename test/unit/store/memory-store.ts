import type { Store } from "../../../shared/store/port.ts";

export interface MemoryStore extends Store {
  /** Keys read, in order. */
  readonly reads: string[];
  /** The most reads that were under way at once. */
  readonly busiest: () => number;
}

/** A store in memory that counts what is asked of it. */
export function createMemoryStore(): MemoryStore {
  const objects = new Map<string, { readonly text: string; readonly version: string }>();
  const reads: string[] = [];
  let writes = 0;
  let busy = 0;
  let most = 0;
  return {
    location: "folder:/memory",
    reads,
    busiest: () => most,
    async read(key) {
      reads.push(key);
      busy += 1;
      most = Math.max(most, busy);
      await new Promise(setImmediate);
      busy -= 1;
      return objects.get(key)?.text ?? null;
    },
    async write(key, text) {
      writes += 1;
      objects.set(key, { text, version: `${writes}` });
    },
    async remove(key) {
      objects.delete(key);
    },
    async list(prefix) {
      return [...objects]
        .filter(([key]) => key.startsWith(prefix))
        .map(([key, { version }]) => ({ key, version }))
        .sort((a, b) => (a.key < b.key ? -1 : 1));
    },
  };
}
