/** A block of IPv4 addresses, `10.0.0.0/24`. */
interface Block {
  readonly first: number;
  readonly size: number;
}

function readBlock(cidr: string): Block | null {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(cidr);
  if (match === null) return null;
  const [a = 0, b = 0, c = 0, d = 0, length = 0] = match.slice(1).map(Number);
  if (a > 255 || b > 255 || c > 255 || d > 255 || length > 32) return null;
  const size = 2 ** (32 - length);
  const address = a * 2 ** 24 + b * 2 ** 16 + c * 2 ** 8 + d;
  return { first: address - (address % size), size };
}

/** Whether every address of `inner` is one of `outer`; `false` when either is not an IPv4 block. */
export function isInside(inner: string, outer: string): boolean {
  const a = readBlock(inner);
  const b = readBlock(outer);
  return a !== null && b !== null && a.first >= b.first && a.first + a.size <= b.first + b.size;
}
