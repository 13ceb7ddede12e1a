/** `id-0001`, `id-0002`...: as wide as their number needs, so that they sort as the originals do. */
export function numbered(
  prefix: string,
  originals: Iterable<string>,
  taken: ReadonlySet<string> = new Set(),
): ReadonlyMap<string, string> {
  const sorted = [...new Set(originals)].sort();
  const width = Math.max(4, String(sorted.length).length);
  // An alias may look like a stand-in, and must then mean itself alone.
  const free = [...taken].some((word) => word.startsWith(prefix)) ? `stand-in-${prefix}` : prefix;
  return new Map(sorted.map((text, index) => [text, `${free}-${String(index + 1).padStart(width, "0")}`]));
}
