const form = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?:\/(\d{1,2}))?$/;

/** How many leading bits stay, by the first octet: what kind of network it is, and Docker's 172.17.0.0/16. */
const keptBits: Readonly<Record<number, number>> = { 100: 10, 169: 16, 172: 16, 192: 16 };
const usuallyKept = 8;

interface Node {
  readonly children: [Node | null, Node | null];
}

/** Whether a text is an IPv4 address or block. */
export function isAddress(text: string): boolean {
  const [, a, b, c, d, length = "32"] = form.exec(text) ?? [];
  return [a, b, c, d].every((octet) => octet !== undefined && Number(octet) <= 255) && Number(length) <= 32;
}

/**
 * IPv4 addresses and blocks renumbered so that a block holds exactly what it held: two texts share as many leading bits
 * after as before. Below the bits that stay, a bit says only that there is a choice: where all go one way, it is zero.
 */
export function addressStandIns(originals: readonly string[]): ReadonlyMap<string, string> {
  const root = node();
  for (const text of originals) {
    let at = root;
    for (const bit of bitsOf(text)) at = at.children[bit] ??= node();
  }
  return new Map(originals.map((text) => [text, renumbered(text, root)]));
}

function node(): Node {
  return { children: [null, null] };
}

function renumbered(text: string, root: Node): string {
  const [octets = "", length] = text.split("/");
  const kept = keptBits[Number(octets.split(".")[0])] ?? usuallyKept;
  let at: Node | null = root;
  let value = 0;
  const bits = bitsOf(text);
  for (const [index, bit] of bits.entries()) {
    const choice: boolean = at !== null && at.children[0] !== null && at.children[1] !== null;
    value = value * 2 + (index < kept || choice ? bit : 0);
    at = at?.children[bit] ?? null;
  }
  value *= 2 ** (32 - bits.length);
  const written = [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join(".");
  return length === undefined ? written : `${written}/${length}`;
}

/** The bits that count: all 32 of an address, those of the mask of a block. */
function bitsOf(text: string): readonly (0 | 1)[] {
  const [octets = "", length = "32"] = text.split("/");
  const value = octets.split(".").reduce((sum, octet) => sum * 256 + Number(octet), 0);
  return Array.from({ length: Number(length) }, (_, index) =>
    Math.floor(value / 2 ** (31 - index)) % 2 === 1 ? 1 : 0,
  );
}
