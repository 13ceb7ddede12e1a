import { nearest } from "../../model/nearest.ts";
import { refusedCharacter } from "../../model/wish.ts";
import { numbered } from "./redact-numbers.ts";

const word = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/;
const subnetId = /^[A-Za-z0-9][A-Za-z0-9-]*$/;
/** What could be a name or an id inside a piece that the grammar refuses. */
const run = /[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?/gu;
const afterSubnet = /subnet\s*[=:\uff1d\uff1a]\s*$/iu;

/** Words of a wish by what the grammar makes of them; `kept` says nothing that must not be shown. */
type PieceKind = "kept" | "unknown" | "malformed" | "option" | "subnet" | "bad-subnet" | "refused";

/** Told of each word of a value; what it answers stands in the word's place. */
type Replace = (kind: PieceKind, text: string) => string;

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
 * Wishes that ask for the same: aliases, misspelt aliases, `off` and `hold` stay, and so does every sign between words;
 * every other word becomes one that the grammar takes, or refuses, for the same reason. So what is told to be most likely
 * meant is told of the stand-ins, too.
 */
export function standInWishes(
  values: readonly string[],
  aliases: readonly string[],
  ids: ReadonlyMap<string, string>,
): WishStandIns {
  const found = new Map<PieceKind, Set<string>>();
  const note: Replace = (kind, text) => {
    found.set(kind, (found.get(kind) ?? new Set()).add(text));
    return text;
  };
  for (const value of values) eachPiece(value, aliases, note);
  const taken = new Set(aliases);
  const of = (kind: PieceKind, prefix: string) => numbered(prefix, found.get(kind) ?? [], taken);
  const tokens: Readonly<Record<PieceKind, ReadonlyMap<string, string>>> = {
    kept: new Map(),
    unknown: of("unknown", "word"),
    // A capital letter is what the grammar refuses.
    malformed: of("malformed", "Word"),
    option: of("option", "option"),
    subnet: ids,
    refused: of("refused", "word"),
    "bad-subnet": of("bad-subnet", "net"),
  };
  const replace: Replace = (kind, text) => tokens[kind].get(text) ?? text;
  // A sentence may name the one subnet of a piece that names more.
  const pieces = new Map([...(found.get("subnet") ?? [])].map((id): [string, string] => [id, replace("subnet", id)]));
  const standIns = values.map((value): [string, string] => {
    const quote = (piece: string, standIn: string) => void pieces.set(piece, standIn);
    return [value, eachPiece(value, aliases, replace, quote)];
  });
  return { values: new Map(standIns), pieces };
}

/**
 * A value word by word.
 * @param quote told of each piece that a sentence may quote, and of what stands in its place.
 */
function eachPiece(
  value: string,
  aliases: readonly string[],
  replace: Replace,
  quote: (piece: string, standIn: string) => void = () => {},
): string {
  if (refusedCharacter(value) !== null) return shaped(value, aliases, "refused", replace);
  const quoted = (piece: string, standIn: string) => {
    quote(piece, standIn);
    return standIn;
  };
  const [head = "", ...options] = value.split(";").map((piece) => piece.trim());
  const names = head.split(",").map((name) => {
    const text = name.trim();
    return quoted(text, nameStandIn(text, aliases, replace));
  });
  const told = options.map((option) => {
    const standIn = optionStandIn(option, aliases, replace);
    // The id, or what should be one, is quoted alone.
    quote(argumentOf(option), argumentOf(standIn));
    return quoted(option, standIn);
  });
  return [names.join(","), ...told].join(";");
}

function nameStandIn(text: string, aliases: readonly string[], replace: Replace): string {
  if (text === "" || text === "off" || text === "hold") return text;
  if (!word.test(text)) return shaped(text, aliases, "malformed", replace);
  return aliases.includes(text) || nearest(text, aliases) !== null ? text : replace("unknown", text);
}

function optionStandIn(option: string, aliases: readonly string[], replace: Replace): string {
  const [key = ""] = option.split("=");
  if (key.trim() !== "subnet") return shaped(option, aliases, "option", replace);
  const argument = argumentOf(option);
  return subnetId.test(argument)
    ? `subnet=${replace("subnet", argument)}`
    : shaped(option, aliases, "bad-subnet", replace);
}

function argumentOf(option: string): string {
  return option.split("=").slice(1).join("=").trim();
}

/** The same text with stand-ins for its words, but for those that are, or are nearly, words of the grammar or aliases. */
function shaped(text: string, aliases: readonly string[], kind: PieceKind, replace: Replace): string {
  return text.replace(run, (found, offset: number) => {
    const plain = found.normalize("NFKC").toLowerCase();
    if (["off", "hold", "subnet"].includes(plain) || aliases.includes(plain)) return found;
    if (nearest(plain, aliases) !== null) return found;
    return replace(afterSubnet.test(text.slice(0, offset)) ? "subnet" : kind, found);
  });
}
