import { StoreError } from "./port.ts";

/**
 * What a key may be, for every driver: within the 850 bytes that COS allows an object's name (OSS allows 1,023) and the
 * 255 bytes that file systems allow a segment, in characters that no URL and no shell rewrites.
 */
const longestKey = 512;
const longestSegment = 200;
const segment = /^[A-Za-z0-9\-_.=:@]+$/;

/** Throws `StoreError` of kind `invalid-key` unless `key` can name an object. */
export function checkKey(key: string): void {
  const problem = problemOf(key.split("/"), key.length);
  if (problem !== null) throw refusal("key", key, problem);
}

/** Throws `StoreError` of kind `invalid-key` unless some key could start with `prefix`; the empty prefix is every key. */
export function checkPrefix(prefix: string): void {
  const segments = prefix.split("/");
  if (segments.at(-1) === "") segments.pop();
  const problem = segments.length === 0 ? null : problemOf(segments, prefix.length);
  if (problem !== null) throw refusal("prefix", prefix, problem);
}

function problemOf(segments: readonly string[], length: number): string | null {
  if (length > longestKey) return `it is longer than ${longestKey} characters`;
  for (const part of segments) {
    if (part === "") return "it has an empty segment (a leading, trailing or doubled slash)";
    if (part.includes("..") || part === ".") return `"${part}" could leave the store`;
    if (part.length > longestSegment) return `a segment is longer than ${longestSegment} characters`;
    if (!segment.test(part)) return `"${part}" holds more than letters, digits and - _ . = : @`;
  }
  return null;
}

function refusal(what: string, text: string, problem: string): StoreError {
  return new StoreError(`The ${what} "${text.slice(0, 80)}" cannot be used in the store: ${problem}.`, text, {
    kind: "invalid-key",
  });
}
