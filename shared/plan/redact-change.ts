/** Of what kind a piece of a change's key is, as the rest of the estate calls it. */
export type KeyPiece = "id" | "domain" | "alias";

/**
 * `<kind> <alias>/<network>/<part>`, then for a record its zone, and its host and type or its id; for a switch its name.
 */
const form = /^([a-z]+(?:-[a-z]+)*) ([^ /]+)\/([^ /]+)\/(registry|chart)(?: ([^ ]+))?(?: ([^ ]+))?(?: ([A-Z]+))?$/;

/** Whether a text is the key of a change; plans look for their own in what failed before. */
export function isChangeKey(text: string): boolean {
  return form.test(text);
}

/** The same key with its pieces replaced. */
export function withPieces(key: string, replace: (kind: KeyPiece, text: string) => string): string {
  const [, kind = "", alias = "", network = "", part = "", zone, which, type] = form.exec(key) ?? [];
  const target = `${kind} ${replace("alias", alias)}/${replace("id", network)}/${part}`;
  const place = zone === undefined ? [] : [replace(kind.startsWith("switch-") ? "domain" : "id", zone)];
  const record = which === undefined ? [] : [replace(type === undefined ? "id" : "domain", which)];
  return [target, ...place, ...record, ...(type === undefined ? [] : [type])].join(" ");
}
