const word = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/;
/** What stands between registries' names, also where somebody did not write a comma. */
const between = /[,;|&+/>\s]+/;
/** The signs that both a name and its neighbour may be wrapped in. */
const wrapping = /^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu;
const quotes = /["'`‘’“”«»「」『』]/gu;
const option = /(?:^|[^\p{L}\p{N}-])subnet\s*[=:]\s*([a-z0-9][a-z0-9-]*)(?![^,;\s])/iu;

/**
 * The value in the grammar of wishes that somebody most likely meant by one that is not; `null` where more than one could
 * be meant. It is only ever told to people.
 * @param aliases the registries that there are; `null`: nobody knows, and then only commas part their names.
 */
export function likelyMeant(value: string, aliases: readonly string[] | null): string | null {
  const text = value
    .normalize("NFKC")
    .replaceAll("\u3001", ",")
    .replaceAll(/\s+/gu, " ")
    .replaceAll(/\p{C}/gu, "")
    .replace(quotes, "");
  const subnet = option.exec(text);
  const rest = subnet === null ? text : text.replace(subnet[0], ",");
  // Somebody may have copied the tag's key along with its value.
  const named = rest.trim().replace(/^[\w-]+\s*[=:]\s*/, "");
  const words = named
    .split(aliases === null ? /[,;]/ : between)
    .map((word) => word.replace(wrapping, "").toLowerCase())
    .filter((word) => word !== "");
  const [only, ...more] = [...new Set(words)];
  if (only === undefined) return null;
  if ((only === "off" || only === "hold") && more.length === 0) return subnet === null ? only : null;
  if (![only, ...more].every((name) => name !== "off" && name !== "hold" && isAlias(name, aliases))) return null;
  return `${[only, ...more].join(",")}${subnet === null ? "" : `;subnet=${subnet[1]}`}`;
}

/** Whether a name is a registry's; where nobody knows which there are, whether it could be one's. */
export function isAlias(name: string, aliases: readonly string[] | null): boolean {
  return aliases === null ? word.test(name) : aliases.includes(name);
}
