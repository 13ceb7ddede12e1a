import * as v from "valibot";
import { type Store, StoreError } from "../port.ts";

/** JSON that is the same for equal values: keys in code-unit order, two spaces, a newline at the end. */
export function toText(value: unknown): string {
  return `${JSON.stringify(value, sorted, 2)}\n`;
}

function sorted(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The object under `key`, or `null` when there is none; a damaged one is a `StoreError`, never an empty value. */
export async function readObject<T>(
  store: Store,
  key: string,
  schema: v.GenericSchema<unknown, T>,
  next: string,
): Promise<T | null> {
  const text = await store.read(key);
  return text === null ? null : fromText(store, key, text, schema, next);
}

/** Reads `text` as what `key` promises; `next` tells people what to do with a damaged object. */
export function fromText<T>(
  store: Store,
  key: string,
  text: string,
  schema: v.GenericSchema<unknown, T>,
  next: string,
): T {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw damaged(store, key, "it is not JSON", next, cause);
  }
  const parsed = v.safeParse(schema, value);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  const path = v.getDotPath(issue);
  throw damaged(store, key, path === null ? issue.message : `at ${path}: ${issue.message}`, next);
}

/** An object that is there and is not what its key promises. */
export function damaged(store: Store, key: string, what: string, next: string, cause?: unknown): StoreError {
  return new StoreError(`The object ${key} in ${store.location} is damaged: ${what}. ${next}`, key, {
    kind: "damaged",
    cause,
  });
}
