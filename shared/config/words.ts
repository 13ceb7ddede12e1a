/** Whether a value is a block of keys: not a list, not nothing. */
export function isBlock(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A schema's or a value's type in words for people. */
export function wordFor(type: string): string {
  switch (type) {
    case "strict_object":
    case "record":
    case "variant":
    case "object":
      return "a block of keys";
    case "array":
      return "a list";
    case "string":
      return "text";
    case "number":
      return "a number";
    case "boolean":
      return "true or false";
    case "null":
    case "undefined":
      return "empty";
    default:
      return type;
  }
}

/** A value as one would write it in YAML on one line, cut where it is long or deep. */
export function show(value: unknown, depth = 0): string {
  if (typeof value === "string") return `"${value.length > 60 ? `${value.slice(0, 60)}...` : value}"`;
  if (typeof value !== "object" || value === null) return String(value);
  // Anchors can make a value that holds itself.
  if (depth > 1) return "...";
  if (Array.isArray(value)) return `[${value.map((item) => show(item, depth + 1)).join(", ")}]`;
  const items = Object.entries(value).map(([key, item]) => `${key}: ${show(item, depth + 1)}`);
  return `{ ${items.join(", ")} }`;
}
