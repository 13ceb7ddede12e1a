/** One stored object as a listing shows it; another text is another `version`, `null` where the store does not say. */
export interface StoredObject {
  readonly key: string;
  readonly version: string | null;
}

/**
 * A small object store: UTF-8 text under slash-separated keys. Listings are strongly consistent, a write replaces the
 * whole object or nothing. Every method throws `StoreError` when the store did not answer; absence is `null`.
 */
export interface Store {
  /** For people: `folder:/path`, `oss://bucket?region=cn-hangzhou`. Holds no secret. */
  readonly location: string;
  read(key: string): Promise<string | null>;
  write(key: string, text: string): Promise<void>;
  /** Removing what is not there is fine. */
  remove(key: string): Promise<void>;
  /** Every object whose key starts with `prefix`, in code-unit order of the keys, to the end. */
  list(prefix: string): Promise<readonly StoredObject[]>;
}

/**
 * What went wrong, so that nobody branches on text. `damaged`: the object is there but is not what its key promises;
 * `invalid-key`: the caller's mistake, the store was not asked.
 */
export type StoreErrorKind = "denied" | "full" | "damaged" | "invalid-key" | "unavailable";

/** The store did not answer, refused, or holds something damaged; the message tells people what to do. */
export class StoreError extends Error {
  override readonly name = "StoreError";
  /** The key or the prefix that was asked for. */
  readonly key: string;
  readonly kind: StoreErrorKind;
  constructor(message: string, key: string, options: ErrorOptions & { readonly kind?: StoreErrorKind } = {}) {
    super(message, options);
    this.key = key;
    this.kind = options.kind ?? "unavailable";
  }
}
