import { nearest } from "./nearest.ts";

const word = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/;
/** What stands between registries' names, also where somebody did not write a comma. */
const between = /[,;|&+/>\s]+/;
/** The signs that both a name and its neighbour may be wrapped in. */
const wrapping = /^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu;
const quotes = /["'`‘’“”«»「」『』]/gu;
const option = /(?:^|[^\p{L}\p{N}-])subnet\s*[=:]\s*([a-z0-9][a-z0-9-]*)(?![^,;\s])/iu;

/** What somebody most likely meant by a value that is not clear. It is only ever told to people. */
export interface Meant {
  /** Aliases of registries, or `off` or `hold` alone. */
  readonly names: readonly string[];
  readonly subnet: string | null;
  /** A name is only near to the one that is given here. */
  readonly guessed: boolean;
}

/**
 * What somebody most likely meant by a value that is not clear; `null` where more than one could be meant.
 * @param aliases the registries that there are; `null`: nobody knows, and then only commas part their names.
 */
export function likelyMeant(value: string, aliases: readonly string[] | null): Meant | null {
  const text = plainText(value);
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
  if ((only === "off" || only === "hold") && more.length === 0)
    return subnet === null ? { names: [only], subnet: null, guessed: false } : null;
  const names = [only, ...more].map((name) => aliasMeant(name, aliases));
  const clear = names.filter((name) => name !== null);
  if (clear.length < names.length) return null;
  const guessed = clear.some((name, index) => name !== [only, ...more][index]);
  // Ids of subnets are in lower case on both clouds.
  return { names: [...new Set(clear)], subnet: subnet?.[1]?.toLowerCase() ?? null, guessed };
}

function aliasMeant(name: string, aliases: readonly string[] | null): string | null {
  if (name === "off" || name === "hold") return null;
  if (isAlias(name, aliases)) return name;
  return word.test(name) ? nearest(name, aliases ?? []) : null;
}

/** Signs as Chinese keyboards write them as plain ones, without quotes and characters that nobody sees. */
export function plainText(value: string): string {
  return value
    .normalize("NFKC")
    .replaceAll("\u3001", ",")
    .replaceAll(/\s+/gu, " ")
    .replaceAll(/\p{C}/gu, "")
    .replace(quotes, "");
}

/** The value in the grammar of wishes. */
export function meantText({ names, subnet }: Pick<Meant, "names" | "subnet">): string {
  return `${names.join(",")}${subnet === null ? "" : `;subnet=${subnet}`}`;
}

/** `write "prod"`, or a question where it is a guess. */
export function meantWords(meant: Meant): string {
  return meant.guessed ? `did you mean "${meantText(meant)}"?` : `write "${meantText(meant)}"`;
}

/** Whether a name is a registry's; where nobody knows which there are, whether it could be one's. */
export function isAlias(name: string, aliases: readonly string[] | null): boolean {
  return aliases === null ? word.test(name) : aliases.includes(name);
}
