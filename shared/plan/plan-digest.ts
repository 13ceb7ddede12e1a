import { hashOf } from "./hash.ts";

/**
 * Sixty-four hexadecimal digits over all that a plan says, its sentences too: whoever applies it can tell that it is what
 * was planned and not what somebody made of it. It guards against a slip and not against a forger, who can count as well.
 * Neither the order of the keys nor blanks between them count; `digest` itself is left out.
 */
export function planDigest(document: object): string {
  const { digest: _, ...said }: { readonly digest?: unknown } = document;
  return hashOf(JSON.stringify(said, sorted));
}

function sorted(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
