/** JSON as it came over the wire; integers of 16 digits and more are strings, see `parseExactly`. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };

/** A whole string, or a whole number: a number inside a string is never mistaken for one outside. */
const stringOrNumber = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/**
 * Parses JSON without losing digits: account and record ids are int64 and may exceed what a JavaScript number holds
 * (`253460731706911258` would become `...260`). Throws `SyntaxError`.
 */
export function parseExactly(text: string): Json {
  return JSON.parse(text.replace(stringOrNumber, (token) => (/^-?\d{16,}$/.test(token) ? `"${token}"` : token)));
}
