/** How far a request's time may be off, milliseconds; a nonce is remembered for the whole span. */
export const skewMs = 15 * 60 * 1000;

export interface Nonces {
  /** False when this key used it before. */
  use(accessKeyId: string, nonce: string): boolean;
}

/** @param now wall time: driven time must not make a gateway forget a request that a wall clock can still repeat. */
export function createNonces(now: () => number): Nonces {
  const seen = new Map<string, number>();
  return {
    use(accessKeyId, nonce) {
      const oldest = now() - 2 * skewMs;
      for (const [key, at] of seen) {
        if (at >= oldest) break;
        seen.delete(key);
      }
      const key = `${accessKeyId}\n${nonce}`;
      if (seen.has(key)) return false;
      seen.set(key, now());
      return true;
    },
  };
}
