import { webcrypto } from "node:crypto";

// Loaded first on SCF, whose newest runtimes are older than the Node.js that Mooring is written for: what they lack, and
// the function uses, is given to them here. On a newer one nothing is touched.

/** The header names and values of one message, as far as the signing library needs them: https://fetch.spec.whatwg.org/#headers-class */
class HeaderFields {
  readonly #values = new Map<string, string>();

  constructor(given: Readonly<Record<string, string>> | Iterable<readonly [string, string]> = {}) {
    const entries = Symbol.iterator in given ? given : Object.entries(given);
    for (const [name, value] of entries) this.append(name, value);
  }

  append(name: string, value: string): void {
    const before = this.get(name);
    this.set(name, before === null ? value : `${before}, ${value}`);
  }

  set(name: string, value: string): void {
    this.#values.set(name.toLowerCase(), `${value}`.trim());
  }

  get(name: string): string | null {
    return this.#values.get(name.toLowerCase()) ?? null;
  }

  has(name: string): boolean {
    return this.#values.has(name.toLowerCase());
  }

  delete(name: string): void {
    this.#values.delete(name.toLowerCase());
  }

  *entries(): IterableIterator<[string, string]> {
    yield* [...this.#values].sort(([a], [b]) => (a < b ? -1 : 1));
  }

  *keys(): IterableIterator<string> {
    for (const [name] of this.entries()) yield name;
  }

  *values(): IterableIterator<string> {
    for (const [, value] of this.entries()) yield value;
  }

  [Symbol.iterator](): IterableIterator<[string, string]> {
    return this.entries();
  }
}

/** Node.js 16 has the class, and gives it out by no name. */
function domException(): unknown {
  try {
    atob("%");
  } catch (error) {
    if (error instanceof Error) return error.constructor;
  }
  return Error;
}

function lend(target: object, name: string, make: () => unknown): void {
  if (name in target) return;
  Object.defineProperty(target, name, { value: make(), configurable: true, writable: true });
}

// Global since 19: https://nodejs.org/api/globals.html#crypto_1
if (globalThis.crypto?.subtle === undefined) Reflect.deleteProperty(globalThis, "crypto");
lend(globalThis, "crypto", () => webcrypto);
// Global since 18: https://nodejs.org/api/globals.html#class-headers
lend(globalThis, "Headers", () => HeaderFields);
// Global since 17: https://nodejs.org/api/globals.html#class-domexception
lend(globalThis, "DOMException", domException);
// Since 18.17 and 19.9: https://nodejs.org/api/url.html#urlcanparseinput-base
lend(URL, "canParse", () => (text: string, base?: string) => {
  try {
    return new URL(text, base) !== null;
  } catch {
    return false;
  }
});
// Since 18: https://developer.mozilla.org/docs/Web/JavaScript/Reference/Global_Objects/Array/findLast
lend(
  Array.prototype,
  "findLast",
  () =>
    function <T>(this: readonly T[], fits: (item: T, index: number) => boolean): T | undefined {
      for (let index = this.length - 1; index >= 0; index--) {
        const [item] = this.slice(index, index + 1);
        if (item !== undefined && fits(item, index)) return item;
      }
      return undefined;
    },
);

// Since 17.2 and 16.14: https://nodejs.org/api/globals.html#abortsignalreason
if (!("reason" in AbortSignal.prototype)) {
  const reasons = new WeakMap<AbortSignal, unknown>();
  const { abort } = AbortController.prototype;
  AbortController.prototype.abort = function (reason?: unknown) {
    if (!reasons.has(this.signal)) reasons.set(this.signal, reason ?? aborted());
    abort.call(this);
  };
  Object.defineProperty(AbortSignal.prototype, "reason", {
    configurable: true,
    get(this: AbortSignal) {
      // A signal that was born aborted has no controller.
      if (this.aborted && !reasons.has(this)) reasons.set(this, aborted());
      return reasons.get(this);
    },
  });
}

function aborted(): Error {
  return new DOMException("This operation was aborted", "AbortError");
}

// Since 17.3 and 16.17: https://nodejs.org/api/globals.html#abortsignalthrowifaborted
lend(
  AbortSignal.prototype,
  "throwIfAborted",
  () =>
    function (this: AbortSignal): void {
      if (this.aborted) throw this.reason;
    },
);
