const label = /^(?!-)[a-z0-9_-]{1,63}(?<!-)$/;

/** Whether a zone may have this name; lower case, without a trailing dot. */
export function isZoneName(name: string): boolean {
  return isDomain(name) && name.length <= 253;
}

/** Labels of letters, digits, `-` and `_`, joined by dots. */
export function isDomain(name: string): boolean {
  return name
    .toLowerCase()
    .split(".")
    .every((part) => label.test(part));
}
