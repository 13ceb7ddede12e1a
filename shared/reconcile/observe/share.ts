/** One part of the networks; every network is in exactly one of `of`. */
export interface Share {
  /** From 0 to `of - 1`. */
  readonly index: number;
  readonly of: number;
}

/** Whether a network falls into the share; `null` is the whole. By its id alone, so every pass divides alike. */
export function isInShare(share: Share | null, network: string): boolean {
  return share === null || stableHash(network) % share.of === share.index;
}

/** FNV-1a, 32 bits: http://www.isthe.com/chongo/tech/comp/fnv/ */
export function stableHash(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash;
}
