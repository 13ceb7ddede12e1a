import { type Fields, fieldsOrJson } from "./payload.ts";

/** What each type of identity is called before its name, by the vendor's word for the type in lower case. */
export type IdentityWords = ReadonlyMap<string, string>;

// No control or invisible character, and nothing that a terminal or a page would obey: it is shown to people.
const nameShape = /^(?! )[\p{L}\p{N} ._@:+=,/-]{1,128}(?<! )$/u;
const typeShape = /^[A-Za-z-]{1,32}$/;
// Ids of keys, lasting and temporary ones, of both vendors.
const keyShape = /^(?:LTAI|AKID|STS\.|TMP\.)/i;

/**
 * Who an audit record's `userIdentity` says it was: `RAM user deployer`, `role builder:nightly`; `null` where it does not
 * say. Only the name's and the principal's own fields are looked at: keys stand beside them, and a session's context
 * holds live tokens. Which fields a record has differs by the caller, so any may be absent, and the whole may be JSON text;
 * any other text may be anything, so it is not repeated.
 */
export function identityOf(value: unknown, words: IdentityWords): string | null {
  const fields = fieldsOrJson(value);
  const told = named(fields["type"]) ?? "";
  const type = typeShape.test(told) ? told : "";
  const kind = words.get(type.toLowerCase()) ?? type;
  const name = nameIn(fields, type);
  if (name === null) return null;
  return kind === "" ? name : `${kind} ${name}`;
}

function nameIn(fields: Fields, type: string): string | null {
  // An account's own name is the same for everybody.
  const own = /root/i.test(type) ? ["accountid", "principalid"] : [];
  for (const wanted of [...own, "username", "rolesessionname", "sessionname", "principalid"]) {
    const found = Object.entries(fields).find(([key]) => key.toLowerCase() === wanted);
    const name = named(found?.[1]);
    if (name !== null) return name;
  }
  return null;
}

function named(value: unknown): string | null {
  const text = typeof value === "number" && Number.isSafeInteger(value) ? String(value) : value;
  if (typeof text !== "string" || keyShape.test(text)) return null;
  return nameShape.test(text) ? text : null;
}
