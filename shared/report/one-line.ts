/**
 * Text from outside (a network's label, a vendor's message) on one line, without control characters: it may come from
 * anybody who can name a network, and a terminal obeys escape sequences.
 */
export function oneLine(text: string): string {
  return text
    .replace(/\s+/gu, " ")
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, "?")
    .trim();
}
