const label = /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/;

/** Most labels of a name. */
export const mostLevels = 15;

/** Labels of letters, digits, `-` and `_` joined by dots, 253 characters at most; no trailing dot. */
export function isDomain(name: string): boolean {
  return name.length <= 253 && name.split(".").every((part) => label.test(part));
}

/** A zone of names for addresses: it holds PTR records and no others. */
export function isReverse(domain: string): boolean {
  return domain.endsWith(".in-addr.arpa") || domain.endsWith(".ip6.arpa");
}
