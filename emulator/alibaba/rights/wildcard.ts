/** Whether a text fits a pattern in which `*` stands for any characters and `?` for one. */
export function likes(text: string, pattern: string, letters: "exact" | "ignore-case" = "exact"): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`, letters === "exact" ? "s" : "is").test(text);
}
