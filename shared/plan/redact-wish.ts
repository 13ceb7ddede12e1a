import { nearest, refusedCharacter } from "../model/wish.ts";
import { numbered } from "./redact-numbers.ts";

const word = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/;
const subnetId = /^[A-Za-z0-9][A-Za-z0-9-]*$/;

/** The parts of a wish by what the grammar makes of them; `kept` says nothing that must not be shown. */
type PieceKind = "kept" | "unknown" | "malformed" | "option" | "subnet" | "bad-subnet" | "refused";

/** Stand-ins for the values of the wish tag, and for the pieces of them that sentences quote. */
export interface WishStandIns {
  readonly values: ReadonlyMap<string, string>;
  readonly pieces: ReadonlyMap<string, string>;
}

/** The ids of subnets that wishes name; they are replaced as all ids are. */
export function subnetsInWishes(values: Iterable<string>): ReadonlySet<string> {
  const found = new Set<string>();
  for (const value of values)
    eachPiece(value, [], (kind, text) => {
      if (kind === "subnet") found.add(text);
      return text;
    });
  return found;
}

/**
 * Wishes that ask for the same: aliases, misspelt aliases, `off` and `hold` stay; every other word becomes one that the
 * grammar takes, or refuses, for the same reason.
 */
export function standInWishes(
  values: readonly string[],
  aliases: readonly string[],
  ids: ReadonlyMap<string, string>,
): WishStandIns {
  const found = new Map<PieceKind, Set<string>>();
  for (const value of values)
    eachPiece(value, aliases, (kind, text) => {
      found.set(kind, (found.get(kind) ?? new Set()).add(text));
      return text;
    });
  const taken = new Set(aliases);
  const of = (kind: PieceKind, prefix: string) => numbered(prefix, found.get(kind) ?? [], taken);
  const tokens: Readonly<Record<PieceKind, ReadonlyMap<string, string>>> = {
    kept: new Map(),
    unknown: of("unknown", "word"),
    // A capital letter and a bracket are what the grammar refuses.
    malformed: of("malformed", "Word"),
    option: of("option", "option"),
    subnet: ids,
    refused: new Map(
      [...of("refused", "word")].map(([text, token]) => [text, `${token}${refusedCharacter(text) ?? ""}`]),
    ),
    "bad-subnet": of("bad-subnet", "subnet=("),
  };
  const replace = (kind: PieceKind, text: string) => tokens[kind].get(text) ?? text;
  return {
    values: new Map(values.map((value) => [value, eachPiece(value, aliases, replace)])),
    pieces: new Map(Object.values(tokens).flatMap((map) => [...map])),
  };
}

function eachPiece(
  value: string,
  aliases: readonly string[],
  replace: (kind: PieceKind, text: string) => string,
): string {
  if (refusedCharacter(value) !== null) return replace("refused", value);
  const [head = "", ...options] = value.split(";").map((piece) => piece.trim());
  const names = head.split(",").map((name) => {
    const text = name.trim();
    return replace(kindOfName(text, aliases), text);
  });
  return [names.join(","), ...options.map((option) => optionPiece(option, replace))].join(";");
}

function kindOfName(text: string, aliases: readonly string[]): PieceKind {
  if (text === "" || text === "off" || text === "hold") return "kept";
  if (!word.test(text)) return aliases.includes(text.toLowerCase()) ? "kept" : "malformed";
  return aliases.includes(text) || nearest(text, aliases) !== null ? "kept" : "unknown";
}

function optionPiece(option: string, replace: (kind: PieceKind, text: string) => string): string {
  const [key = "", ...rest] = option.split("=");
  if (option === "" || option === "subnet" || option === "subnet=") return option;
  if (key.trim() !== "subnet") return replace("option", option);
  const argument = rest.join("=").trim();
  return subnetId.test(argument) ? `subnet=${replace("subnet", argument)}` : replace("bad-subnet", option);
}
