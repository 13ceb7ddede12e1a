/** How often each action was called, keyed `product:Action`, refused calls included. */
export interface Calls {
  add(product: string, action: string): void;
  /** Sorted by key. */
  counts(): Readonly<Record<string, number>>;
  reset(): void;
}

export function createCalls(): Calls {
  const counted = new Map<string, number>();
  return {
    add(product, action) {
      const key = `${product}:${action}`;
      counted.set(key, (counted.get(key) ?? 0) + 1);
    },
    counts: () => Object.fromEntries([...counted].sort(([a], [b]) => (a < b ? -1 : 1))),
    reset: () => counted.clear(),
  };
}
