/** Whether a text fits a pattern in which `*` stands for any characters; letters count exactly. */
export function likes(text: string, pattern: string): boolean {
  const source = pattern.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*");
  return new RegExp(`^${source}$`, "s").test(text);
}
