import * as v from "valibot";
import type { Instant } from "../../model/known.ts";
import { type Store, StoreError } from "../port.ts";
import { readObject, toText } from "./object-text.ts";
import { instantSchema, stored } from "./schemas.ts";

/** Why nothing is written for a registry, or for all, until somebody resumes. */
export interface Pause {
  readonly since: Instant;
  readonly reason: string;
  /** Who paused, for people. */
  readonly by: string;
}

/** The object that pauses every registry. No registry has this alias. */
const everything = "all";

const pauseSchema: v.GenericSchema<unknown, Pause> = stored({
  since: instantSchema,
  reason: v.string(),
  by: v.string(),
});

/** A pause and whose it is; `registry: null` is that of all. */
interface PauseOfSome {
  readonly registry: string | null;
  readonly pause: Pause;
}

/** The pause in force for a registry, its own or that of all; asked before every write. */
export async function readPause(store: Store, registry: string): Promise<PauseOfSome | null> {
  const [all, own] = await Promise.all([everything, registry].map((name) => readOwnPause(store, name)));
  if (all) return { registry: null, pause: all };
  return own ? { registry, pause: own } : null;
}

/** Since when, by whom and why, and the command that ends exactly this pause; as the rest of a sentence. */
export function pauseSentence({ registry, pause }: PauseOfSome): string {
  return `paused since ${pause.since} by ${pause.by}: ${pause.reason}; ${endingWords(registry)}`;
}

/** `"mooring resume --registry prod" ends it`; the pause of all is another one than that of a registry. */
export function endingWords(registry: string | null): string {
  return `"${resumeLine(registry)}" ends it`;
}

/** The command that ends the pause of one registry, or that of all. */
export function resumeLine(registry: string | null): string {
  return registry === null ? "mooring resume" : `mooring resume --registry ${registry}`;
}

/** Whether nothing may be written for a registry; throws when the store cannot say, which also means: do not write. */
export async function isPaused(store: Store, registry: string): Promise<boolean> {
  return (await readPause(store, registry)) !== null;
}

/** `registry: null` pauses every registry. */
export async function writePause(store: Store, registry: string | null, pause: Pause): Promise<void> {
  await store.write(pauseKey(registry ?? everything), toText(pause));
}

/** `registry: null` ends the pause of all; the pause of a single registry stays. */
export async function clearPause(store: Store, registry: string | null): Promise<void> {
  await store.remove(pauseKey(registry ?? everything));
}

/** Every pause in force; `registry: null` is the pause of all. A damaged one is there too, with what is wrong with it. */
export async function listPauses(store: Store): Promise<readonly ListedPause[]> {
  const objects = await store.list("pause/");
  const read = await Promise.all(
    objects.map(async ({ key }): Promise<ListedPause | null> => {
      const name = /^pause\/([^/]+)\.json$/.exec(key)?.[1];
      if (name === undefined) return null;
      const registry = name === everything ? null : name;
      try {
        const pause = await readOwnPause(store, name);
        return pause === null ? null : { registry, pause };
      } catch (error) {
        if (!(error instanceof StoreError) || error.kind !== "damaged") throw error;
        return { registry, pause: null, damage: error.message };
      }
    }),
  );
  return read.filter((one) => one !== null);
}

export type ListedPause = { readonly registry: string | null } & (
  | { readonly pause: Pause }
  | { readonly pause: null; readonly damage: string }
);

function readOwnPause(store: Store, name: string): Promise<Pause | null> {
  const line = resumeLine(name === everything ? null : name);
  const next = `Nothing is written while it cannot be read; "${line}" removes it.`;
  return readObject(store, pauseKey(name), pauseSchema, next);
}

function pauseKey(name: string): string {
  return `pause/${name}.json`;
}
