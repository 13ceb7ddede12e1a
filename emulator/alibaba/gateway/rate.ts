/** Counts calls in the last 60 s of world time. */
export interface Rate {
  /** False when `key` was called `limit` times in the last minute; a limit of 0 is none. */
  admit(key: string, limit: number): boolean;
}

export function createRate(now: () => number): Rate {
  const recent = new Map<string, number[]>();
  return {
    admit(key, limit) {
      if (limit === 0) return true;
      const since = now() - 60_000;
      const calls = (recent.get(key) ?? []).filter((at) => at > since);
      const admitted = calls.length < limit;
      if (admitted) calls.push(now());
      recent.set(key, calls);
      return admitted;
    },
  };
}
