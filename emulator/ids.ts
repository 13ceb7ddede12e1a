import type { Ids } from "./alibaba/ids.ts";

/** Uniform numbers in [0, 1) that are the same for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const lettersAndDigits = "abcdefghijklmnopqrstuvwxyz0123456789";
const hexDigits = "0123456789abcdef";

/** Ids in the vendors' shapes; the same seed gives the same ids in the same order. Numbers come after `after`. */
export function createIds(random: () => number, after = 0): Ids {
  let last = Math.max(2_469_595_000, after);
  const pick = (alphabet: string, length: number) =>
    Array.from({ length }, () => alphabet.charAt(Math.floor(random() * alphabet.length))).join("");
  return {
    resource: (prefix) => `${prefix}-bp1${pick(lettersAndDigits, 17)}`,
    uuid: () => [8, 4, 4, 4, 12].map((length) => pick(hexDigits, length).toUpperCase()).join("-"),
    hex32: () => pick(hexDigits, 32),
    integer: () => {
      last += 1 + Math.floor(random() * 9);
      return last;
    },
  };
}
