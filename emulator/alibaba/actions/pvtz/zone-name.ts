const label = /^(?!-)[a-z0-9_-]{1,63}(?<!-)$/;

/** Labels of letters, digits, `-` and `_`, joined by dots, 253 characters at most; no trailing dot. */
export function isDomain(name: string): boolean {
  return (
    name.length <= 253 &&
    name
      .toLowerCase()
      .split(".")
      .every((part) => label.test(part))
  );
}
