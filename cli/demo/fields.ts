type Body = Readonly<Record<string, unknown>>;

/** The list in one field of an answer; none where there is no list. */
export function listIn(body: Body, field: string): readonly Body[] {
  const value = body[field];
  return Array.isArray(value) ? value : [];
}

/** The object in one field of an answer; empty where there is none. */
export function objectIn(body: Body, field: string): Body {
  const value = body[field];
  return typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}
