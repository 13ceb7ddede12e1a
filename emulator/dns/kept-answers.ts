import type { Resolution } from "./resolve.ts";

/** Seconds for which a name that was missing stays missing. */
const negativeTtl = 60;

/** A resolver's memory of one network: answers stay as they were until their TTL is over, in world time. */
export interface KeptAnswers {
  recall(key: string, resolve: () => Resolution): Resolution;
}

/** @param now milliseconds */
export function createKeptAnswers(now: () => number): KeptAnswers {
  const kept = new Map<string, { readonly until: number; readonly resolution: Resolution }>();
  return {
    recall(key, resolve) {
      const known = kept.get(key);
      if (known !== undefined && now() < known.until) return known.resolution;
      const resolution = resolve();
      const ttl = Math.min(...resolution.answers.map((answer) => answer.ttl));
      kept.set(key, { until: now() + (Number.isFinite(ttl) ? ttl : negativeTtl) * 1000, resolution });
      return resolution;
    },
  };
}
