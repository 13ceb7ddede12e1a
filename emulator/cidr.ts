/** A block of IPv4 addresses; numbers are unsigned 32 bits. */
export interface Cidr {
  readonly first: number;
  readonly length: number;
  readonly size: number;
}

/** `undefined` unless it is written `a.b.c.d/n` with no bit set after the mask. */
export function parseCidr(text: string): Cidr | undefined {
  const [, address, mask] = /^(\d{1,3}(?:\.\d{1,3}){3})\/(\d{1,2})$/.exec(text) ?? [];
  if (address === undefined || mask === undefined) return undefined;
  const first = parseAddress(address);
  const length = Number(mask);
  if (first === undefined || length > 32) return undefined;
  const size = 2 ** (32 - length);
  return first % size === 0 ? { first, length, size } : undefined;
}

export function parseAddress(text: string): number | undefined {
  const parts = text.split(".").map(Number);
  if (parts.length !== 4 || parts.some((part) => !(part >= 0 && part <= 255))) return undefined;
  return parts.reduce((sum, part) => sum * 256 + part, 0);
}

export function formatAddress(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join(".");
}

export function contains(outer: Cidr, inner: Cidr): boolean {
  return inner.first >= outer.first && inner.first + inner.size <= outer.first + outer.size;
}

export function overlap(a: Cidr, b: Cidr): boolean {
  return a.first < b.first + b.size && b.first < a.first + a.size;
}
