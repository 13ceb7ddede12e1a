import type { HttpRequest } from "../../http.ts";

/** Decoded name and value, in the order of the wire. */
export type Pair = readonly [name: string, value: string];

/** The parameters of one request as sent. Of a name that comes twice, the last value counts. */
export interface ParsedRequest {
  readonly query: readonly Pair[];
  readonly form: readonly Pair[];
  readonly all: ReadonlyMap<string, string>;
}

/** Official clients put parameters in the query, in a form body, or split them over both. */
export function parseRequest(request: HttpRequest): ParsedRequest {
  const isForm = (request.headers["content-type"] ?? "").toLowerCase().startsWith("application/x-www-form-urlencoded");
  const query = decodePairs(request.query);
  const form = isForm ? decodePairs(request.body.toString("utf8")) : [];
  return { query, form, all: new Map([...query, ...form]) };
}

/** A `+` is a blank, as clients of several languages send it. */
function decodePairs(text: string): readonly Pair[] {
  return text
    .split("&")
    .filter((part) => part !== "")
    .map((part) => {
      const mark = part.indexOf("=");
      return mark === -1 ? [decode(part), ""] : [decode(part.slice(0, mark)), decode(part.slice(mark + 1))];
    });
}

function decode(text: string): string {
  const blanks = text.replaceAll("+", " ");
  try {
    return decodeURIComponent(blanks);
  } catch {
    return blanks;
  }
}

/** RFC 3986, which leaves fewer characters alone than `encodeURIComponent` does. */
export function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
