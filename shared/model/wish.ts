import { isAlias, likelyMeant, meantWords } from "./meant.ts";
import { editDistance, nearest } from "./nearest.ts";

/**
 * What a network's tag asks for. The grammar: `prod`, `prod,staging`, `prod;subnet=vsw-123`, `off`, `hold`; aliases are
 * those of the configuration, in lower case, and blanks around them do not count.
 */
export type Wish =
  | { readonly kind: "none" }
  | { readonly kind: "off" }
  | { readonly kind: "hold" }
  | {
      readonly kind: "registries";
      readonly aliases: readonly string[];
      readonly subnet: string | null;
      readonly unknown: readonly UnknownAlias[];
    }
  | { readonly kind: "malformed"; readonly problem: string; readonly correction: string };

export interface UnknownAlias {
  readonly alias: string;
  /** The nearest known alias, when one is near. */
  readonly nearest: string | null;
}

const singles = ["off", "hold"] as const;
const oneSubnet = "subnet=<id of one subnet of this network>";
const form = `write the registries' names with "," between them, and after them at most ";${oneSubnet}"`;
const word = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/;
const subnetId = /^[A-Za-z0-9][A-Za-z0-9-]*$/;

/** What both clouds take in a tag: letters, digits, blanks and these signs, by the rules of Tencent Cloud's, the narrower. */
const refused = /[^\p{L}\p{N}+\-=._:/@()[\],;>< ]/u;

/** The first character that not both clouds allow in a tag; `null`: there is none. */
export function refusedCharacter(value: string): string | null {
  return refused.exec(value)?.[0] ?? null;
}

/**
 * Reads a tag value; `undefined` is an absent tag. Never guesses: what is not clear is malformed, with a correction.
 * @param aliases the registries that there are; `null`: nobody knows.
 */
export function readWish(value: string | undefined, aliases: readonly string[] | null): Wish {
  if (value === undefined) return { kind: "none" };
  const wish = readClear(value, aliases);
  if (wish.kind !== "malformed") return wish;
  const meant = likelyMeant(value, aliases);
  return meant === null ? wish : { ...wish, correction: meantWords(meant) };
}

function readClear(value: string, aliases: readonly string[] | null): Wish {
  const strange = refusedCharacter(value);
  if (strange !== null)
    return malformed(
      `${characterWords(strange)} is not allowed in tags of both clouds`,
      saysNothing(value) ? example(aliases) : instead(strange),
    );
  if (value.trim() === "") return malformed("the value is empty", example(aliases));
  if (saysNothing(value)) return malformed("the value names no registry", example(aliases));
  const [head = "", ...options] = value.split(";").map((piece) => piece.trim());
  const names = head.split(",").map((name) => name.trim());
  const alone = standsAlone(names, options);
  if (alone !== null) return alone;
  const subnet = readOptions(options);
  if ("problem" in subnet) return subnet;
  for (const name of names) {
    if (word.test(name)) continue;
    return malformed(
      name === "" ? "a registry's name is empty" : `"${name}" is not a registry's name`,
      corrected(name.toLowerCase(), aliases),
    );
  }
  const distinct = [...new Set(names)];
  return {
    kind: "registries",
    aliases: distinct.filter((name) => isAlias(name, aliases)),
    subnet: subnet.id,
    unknown: distinct
      .filter((name) => !isAlias(name, aliases))
      .map((alias) => ({ alias, nearest: nearest(alias, aliases ?? []) ?? nearWord(alias) })),
  };
}

/** What `off` and `hold` say, which take nothing beside them; `null` where neither is said. */
function standsAlone(names: readonly string[], options: readonly string[]): Wish | null {
  const said = [...names, ...options];
  const [single, ...more] = singles.filter((one) => said.includes(one));
  if (single === undefined) return null;
  if (more.length > 0) return malformed(`"${single}" stands alone`, `write "${single}" or "${more[0]}", not both`);
  if (said.length === 1) return { kind: single };
  return names.every((name) => name === single) && options.some((one) => one.startsWith("subnet"))
    ? malformed(`"${single}" takes no options`, `write "${single}"`)
    : malformed(`"${single}" stands alone`, `write "${single}" or the registries' names, not both`);
}

function readOptions(
  options: readonly string[],
): { readonly id: string | null } | Extract<Wish, { kind: "malformed" }> {
  let id: string | null = null;
  for (const option of options) {
    const equals = option.indexOf("=");
    const key = (equals === -1 ? option : option.slice(0, equals)).trim();
    const argument = equals === -1 ? "" : option.slice(equals + 1).trim();
    if (key !== "subnet") return malformed(option === "" ? "an option is empty" : `"${option}" is no option`, form);
    if (argument === "") return malformed(`"${option}" names no subnet`, `write "${oneSubnet}"`);
    const [first = "", ...others] = argument.split(/[\s,+/]+/);
    if (others.length > 0)
      return malformed(
        `"${option}" names more than one subnet`,
        `name one${subnetId.test(first) ? `, as "subnet=${first}"` : ""}; registries' names stand before the ";"`,
      );
    if (!subnetId.test(argument))
      return malformed(
        `"${argument}" is no subnet's id`,
        `write "${oneSubnet}": letters, digits, and "-" between them`,
      );
    if (id !== null && id !== argument)
      return malformed(`two subnets are named, ${id} and ${argument}`, `name one, as "subnet=${id}"`);
    id = argument;
  }
  return { id };
}

function malformed(problem: string, correction: string): Extract<Wish, { kind: "malformed" }> {
  return { kind: "malformed", problem, correction };
}

/** Nothing but separators, signs and blanks. */
function saysNothing(value: string): boolean {
  return !/[\p{L}\p{N}]/u.test(value);
}

/** What to write instead of one name. */
function corrected(name: string, aliases: readonly string[] | null): string {
  if (singles.some((single) => single === name) || isAlias(name, aliases)) return `write "${name}"`;
  const near = name === "" ? null : (nearest(name, aliases ?? []) ?? nearWord(name));
  return near === null ? example(aliases) : `did you mean "${near}"?`;
}

/** `off` or `hold`, where one letter is wrong, or two stand the wrong way round. */
function nearWord(given: string): string | null {
  return singles.find((single) => editDistance(given, single) === 1) ?? null;
}

/** A letter cannot be told from its look alone, and some characters have none. */
function characterWords(character: string): string {
  const point = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
  return /["\p{Z}\p{C}]/u.test(character) ? `the character ${point}` : `"${character}" (${point})`;
}

/** Signs as Chinese keyboards write them have a plain one of the same meaning. */
function instead(character: string): string {
  const plain = character === "\u3001" ? "," : character.normalize("NFKC");
  if (plain === " ") return "write a plain blank, or none";
  return plain.length === 1 && plain !== character && refusedCharacter(plain) === null
    ? `write "${plain}" instead`
    : "take it out";
}

function example(aliases: readonly string[] | null): string {
  if (aliases === null) return "write the registries' aliases: lower-case letters, digits, and - between them";
  const [first] = aliases;
  return first === undefined
    ? "the configuration names no registry"
    : `write for example "${first}"; known: ${aliases.join(", ")}`;
}
