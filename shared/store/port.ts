/** One stored object as a listing shows it; `version` changes with every write, `null` where the store does not say. */
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

export class StoreError extends Error {
  override readonly name = "StoreError";
  readonly key: string;
  constructor(message: string, key: string, options?: ErrorOptions) {
    super(message, options);
    this.key = key;
  }
}
