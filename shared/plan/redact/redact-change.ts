/** Of what kind a piece of a change's key is, as the rest of the estate calls it. */
export type KeyPiece = "id" | "domain" | "alias" | "account";

/**
 * `<kind> <alias>/<network>/<part>`, then for a record its zone, and its host and type or its id; for a switch its name, for a
 * new zone its.
 */
const form = /^([a-z]+(?:-[a-z]+)*) ([^ /]+)\/([^ /]+)\/(registry|chart)(?: ([^ ]+))?(?: ([^ ]+))?(?: ([A-Z]+))?$/;

/** A role is an account's: `create-role <cloud> <account>`. */
const ofAccount = /^create-role (alibaba|tencent) ([^ ]+)$/;

/** Whether a text is the key of a change; plans look for their own in what failed before. */
export function isChangeKey(text: string): boolean {
  return form.test(text) || ofAccount.test(text);
}

/** The same key with its pieces replaced. */
export function withPieces(key: string, replace: (kind: KeyPiece, text: string) => string): string {
  const [, cloud, account] = ofAccount.exec(key) ?? [];
  if (cloud !== undefined && account !== undefined) return `create-role ${cloud} ${replace("account", account)}`;
  const [, kind = "", alias = "", network = "", part = "", zone, which, type] = form.exec(key) ?? [];
  const target = `${kind} ${replace("alias", alias)}/${replace("id", network)}/${part}`;
  const place = zone === undefined ? [] : [replace(isOfName(kind) ? "domain" : "id", zone)];
  const record = which === undefined ? [] : [replace(type === undefined ? "id" : "domain", which)];
  return [target, ...place, ...record, ...(type === undefined ? [] : [type])].join(" ");
}

/** Whether the key of such a change names no zone by its id. */
function isOfName(kind: string): boolean {
  return kind.startsWith("switch-") || kind === "create-zone";
}
