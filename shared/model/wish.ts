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
  const strange = refusedCharacter(value);
  if (strange !== null)
    return malformed(`${characterWords(strange)} is not allowed in tags of both clouds`, instead(strange));
  const [head = "", ...options] = value.split(";").map((piece) => piece.trim());
  if (head === "" && options.length === 0) return malformed("the value is empty", example(aliases));
  const names = head.split(",").map((name) => name.trim());
  const subnet = readOptions(options);
  if ("problem" in subnet) return subnet;
  for (const single of ["off", "hold"] as const) {
    if (!names.includes(single)) continue;
    if (names.length > 1)
      return malformed(`"${single}" stands alone`, `write "${single}" or the registries' names, not both`);
    if (options.length > 0) return malformed(`"${single}" takes no options`, `write "${single}"`);
    return { kind: single };
  }
  for (const name of names) {
    if (word.test(name)) continue;
    const lower = name.toLowerCase();
    return malformed(
      name === "" ? "a registry's name is empty" : `"${name}" is not a registry's name`,
      isKnown(lower, aliases) || lower === "off" || lower === "hold" ? `write "${lower}"` : example(aliases),
    );
  }
  const distinct = [...new Set(names)];
  return {
    kind: "registries",
    aliases: distinct.filter((name) => isKnown(name, aliases)),
    subnet: subnet.id,
    unknown: distinct
      .filter((name) => !isKnown(name, aliases))
      .map((alias) => ({ alias, nearest: nearest(alias, aliases ?? []) })),
  };
}

function readOptions(
  options: readonly string[],
): { readonly id: string | null } | Extract<Wish, { kind: "malformed" }> {
  let id: string | null = null;
  for (const option of options) {
    const equals = option.indexOf("=");
    const key = (equals === -1 ? option : option.slice(0, equals)).trim();
    const argument = equals === -1 ? "" : option.slice(equals + 1).trim();
    if (key !== "subnet") {
      return malformed(
        option === "" ? "an option is empty" : `"${option}" is no option`,
        'the only option is "subnet=<id>"; "hold" and "off" stand alone',
      );
    }
    if (!subnetId.test(argument))
      return malformed(`"${option}" names no subnet`, 'write "subnet=<id of one subnet of this network>"');
    if (id !== null && id !== argument) return malformed("two subnets are named", "name one subnet");
    id = argument;
  }
  return { id };
}

function malformed(problem: string, correction: string): Extract<Wish, { kind: "malformed" }> {
  return { kind: "malformed", problem, correction };
}

/** A letter cannot be told from its look alone, and some characters have none. */
function characterWords(character: string): string {
  const point = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
  return /[\p{Z}\p{C}]/u.test(character) ? `the character ${point}` : `"${character}" (${point})`;
}

/** Signs as Chinese keyboards write them have a plain one of the same meaning. */
function instead(character: string): string {
  const plain = character === "\u3001" ? "," : character.normalize("NFKC");
  if (plain === " ") return "write a plain blank, or none";
  return plain.length === 1 && plain !== character && refusedCharacter(plain) === null
    ? `write "${plain}" instead`
    : "take it out";
}

function isKnown(name: string, aliases: readonly string[] | null): boolean {
  return aliases === null ? word.test(name) : aliases.includes(name);
}

function example(aliases: readonly string[] | null): string {
  if (aliases === null) return "write the registries' aliases: lower-case letters, digits, and - between them";
  const [first] = aliases;
  return first === undefined
    ? "the configuration names no registry"
    : `write for example "${first}"; known: ${aliases.join(", ")}`;
}

/** The known word within two edits of `given`, or `null`; ties go to the first in order. */
export function nearest(given: string, candidates: readonly string[]): string | null {
  let best: { readonly word: string; readonly distance: number } | null = null;
  for (const candidate of candidates) {
    const distance = editDistance(given, candidate);
    if (distance <= 2 && distance < candidate.length && (best === null || distance < best.distance))
      best = { word: candidate, distance };
  }
  return best?.word ?? null;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitute = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(substitute, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
