export type Fields = Readonly<Record<string, unknown>>;

/** The fields of an object; none for anything else. */
export function fieldsOf(value: unknown): Fields {
  return isFields(value) ? value : {};
}

export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The fields of an object, or of the JSON text of one. */
export function fieldsOrJson(value: unknown): Fields {
  return fieldsOf(typeof value === "string" ? parsed(value) : value);
}

/** The payload as the platform hands it over (bytes, text or already parsed); `undefined` when it is no JSON. */
export function parsed(payload: unknown): unknown {
  const text = payload instanceof Uint8Array ? new TextDecoder().decode(payload) : payload;
  if (typeof text !== "string") return text;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The text, or `null` unless it has the shape: nothing else of a payload may reach a log. */
export function shaped(value: unknown, shape: RegExp): string | null {
  return typeof value === "string" && shape.test(value) ? value : null;
}

/** The texts under `name`, in any casing: alone, as `name.1`, `name.2`, or as a list. */
export function listed(fields: Fields, name: string): readonly string[] {
  return Object.entries(fields).flatMap(([key, value]) =>
    key.toLowerCase().replace(/\.\d+$/, "") === name ? texts(value) : [],
  );
}

/** The texts of a list, or of one value. */
export function texts(value: unknown): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.filter((item) => typeof item === "string");
}

/** Each text once, in order. */
export function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort();
}
