import type { Store } from "../../shared/store/port.ts";
import { createMemoryStore } from "../unit/store/memory-store.ts";

/** What a store holds now, by key. */
export async function copyOf(store: Store): Promise<ReadonlyMap<string, string>> {
  const objects = await store.list("");
  return new Map(
    await Promise.all(objects.map(async ({ key }): Promise<[string, string]> => [key, (await store.read(key)) ?? ""])),
  );
}

/** A store of its own that holds what was kept. */
export async function copied(kept: ReadonlyMap<string, string>): Promise<Store> {
  const memory = createMemoryStore();
  for (const [key, text] of kept) await memory.write(key, text);
  return memory;
}
