import type { Estate } from "../../model/estate.ts";
import { changeId } from "../change-id.ts";
import { addressStandIns, isAddress } from "./redact-addresses.ts";
import { isChangeKey, type KeyPiece, withPieces } from "./redact-change.ts";
import { numbered } from "./redact-numbers.ts";
import { standInWishes, subnetsInWishes } from "./redact-wish.ts";

/** An estate that can be shown to others, and what stands in it for what. */
export interface Redacted {
  readonly estate: Estate;
  /** From each text of the original to the one that stands for it. */
  readonly standIns: ReadonlyMap<string, string>;
}

/**
 * Words of a fixed vocabulary, the vendor's or Mooring's own. What is not here is replaced: a field that is new to the
 * estate gives nothing away until somebody says that it may stay.
 */
const vocabulary = new Set(
  "cloud part parts state vendorState edition origin mode type kind code call region regions replicas names otherAccounts alias tag right service layout price optIn elsewhere outcome".split(
    " ",
  ),
);
const idFields = new Set("id ids network networks instance subnet zone zones registry conflictingZone".split(" "));
const accountFields = new Set(["account", "accounts"]);
const domainFields = new Set(["name", "zoneName", "mainDomain", "host", "hosts"]);

const moment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z$/;
const domain = /^(?:[*@]|[A-Za-z0-9_*-]+(?:\.[A-Za-z0-9_*-]+)+\.?)$/;

type Kind = "vocabulary" | "change" | "id" | "account" | "domain" | "address" | "wish" | "tag" | "text";

/**
 * Replaces ids, names, labels, accounts, addresses, tag values and everything said in sentences by stand-ins: equal for
 * equal texts, in the same order as the originals, an address still inside the blocks that held it. So the plan made
 * from it is the original's plan with the stand-ins in it.
 */
export function redact(estate: Estate): Redacted {
  const { tag, registries } = estate.settings;
  const aliases = new Set(registries.map(({ alias }) => alias));
  const found = new Map<Kind, Set<string>>();
  const note = (kind: Kind, text: string) => {
    found.set(kind, (found.get(kind) ?? new Set()).add(text));
    return text;
  };
  const kindOf = (text: string, path: readonly string[]) => kindIn(text, path, { tag, aliases });
  mapTexts(estate, (text, path) => note(kindOf(text, path), text));
  // An alias that left the configuration is nobody's to know.
  const pieceKind = (kind: KeyPiece, text: string) => (kind !== "alias" ? kind : aliases.has(text) ? null : "id");
  for (const key of found.get("change") ?? [])
    withPieces(key, (kind, text) => {
      const own = pieceKind(kind, text);
      return own === null ? text : note(own, text);
    });

  const of = (kind: Kind) => [...(found.get(kind) ?? [])];
  const ids = numbered("id", [...of("id"), ...subnetsInWishes(of("wish"))], aliases);
  const tokens: Readonly<Record<Exclude<Kind, "vocabulary" | "wish" | "change">, ReadonlyMap<string, string>>> = {
    id: ids,
    account: accounts(of("account")),
    domain: domains(of("domain")),
    address: addressStandIns(of("address")),
    tag: numbered("value", of("tag"), aliases),
    text: numbered("text", of("text"), aliases),
  };
  const wishes = standInWishes(of("wish"), [...aliases], ids);
  const keys = of("change").map((key): [string, string] => {
    const replaced = withPieces(key, (kind, text) => {
      const own = pieceKind(kind, text);
      return own === null ? text : (tokens[own].get(text) ?? text);
    });
    return [key, replaced];
  });
  const replacing = { ...tokens, wish: wishes.values, change: new Map(keys) };
  const standIns = new Map<string, string>();
  const replaced = mapTexts(estate, (text, path) => {
    const kind = kindOf(text, path);
    if (kind === "vocabulary") return text;
    const standIn = replacing[kind].get(text) ?? text;
    standIns.set(text, standIn);
    return standIn;
  });
  for (const [piece, standIn] of wishes.pieces) standIns.set(piece, standIn);
  return withApprovals(replaced, estate, standIns);
}

/** An approval's id is made from its change, so it is made anew from the one that stands for it. */
function withApprovals(replaced: Estate, original: Estate, standIns: Map<string, string>): Redacted {
  if (!replaced.approvals.known || !original.approvals.known) return { estate: replaced, standIns };
  const before = original.approvals.value;
  const value = replaced.approvals.value.map((approval, index) => {
    const id = changeId(approval.change);
    const was = before[index]?.id;
    if (was !== undefined) standIns.set(was, id);
    return { ...approval, id };
  });
  return { estate: { ...replaced, approvals: { ...replaced.approvals, value } }, standIns };
}

function kindIn(
  text: string,
  path: readonly string[],
  known: { readonly tag: string; readonly aliases: ReadonlySet<string> },
): Kind {
  const last = path.at(-1) ?? "";
  // What a known fact holds is what the fact is called by.
  const field = last === "value" ? (path.at(-2) ?? "") : last;
  if (path.at(-2) === "tags") {
    if (last === known.tag) return "wish";
    return text === "" || known.aliases.has(text) ? "vocabulary" : "tag";
  }
  if (text === "" || moment.test(text) || vocabulary.has(field)) return "vocabulary";
  // A carried name and a ledger entry both have a registry: the one by its alias, the other by its id.
  if ((field === "registry" || field === "registries") && known.aliases.has(text)) return "vocabulary";
  if (field === "change" && isChangeKey(text)) return "change";
  // A rule's name is what people call it; every other name is a domain.
  if (field === "name" && path.at(-2) === "rules") return "text";
  // A rule covers every name under a zone's name, whoever has a zone of it.
  if (field === "zone" && path.at(-2) === "forwarding") return "domain";
  if (idFields.has(field)) return "id";
  if (accountFields.has(field)) return "account";
  if (isAddress(text)) return "address";
  if (domainFields.has(field) || (last === "value" && domain.test(text))) return "domain";
  return "text";
}

/** The same value with every text in it replaced; keys stay. `path` ends with the key that holds the text. */
function mapTexts<T>(value: T, replace: (text: string, path: readonly string[]) => string): T {
  const walk = (inner: unknown, path: readonly string[]): unknown => {
    if (typeof inner === "string") return replace(inner, path);
    if (Array.isArray(inner)) return inner.map((item) => walk(item, path));
    if (typeof inner !== "object" || inner === null) return inner;
    return Object.fromEntries(Object.entries(inner).map(([key, item]) => [key, walk(item, [...path, key])]));
  };
  // Only texts become other texts, so the shape is the same.
  return walk(value, []) as T;
}

/** Sixteen digits that no vendor gives out. */
function accounts(originals: readonly string[]): ReadonlyMap<string, string> {
  return new Map([...originals].sort().map((text, index) => [text, String(index + 1).padStart(16, "0")]));
}

/** Label by label, so that a name stays inside its zone; `*` and `@` mean what they mean. */
function domains(originals: readonly string[]): ReadonlyMap<string, string> {
  const plain = (text: string) => text.toLowerCase().split(".");
  const labels = [...new Set(originals.flatMap(plain))].filter((label) => !["", "*", "@"].includes(label));
  // With the dot behind, because that is what follows a label when whole names are compared.
  labels.sort((a, b) => (`${a}.` < `${b}.` ? -1 : 1));
  const width = Math.max(3, String(labels.length).length);
  const standIn = new Map(labels.map((label, index) => [label, `n${String(index + 1).padStart(width, "0")}`]));
  return new Map(
    originals.map((text) => [
      text,
      plain(text)
        .map((label) => standIn.get(label) ?? label)
        .join("."),
    ]),
  );
}
