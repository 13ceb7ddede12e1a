/** What one step found, and what it would do about it. */
export interface Proposal {
  /** The step, as its line begins: `bucket mooring-state`. */
  readonly subject: string;
  /** What is there now. */
  readonly now: string;
  /** `null`: nothing to do. */
  readonly change: Change | null;
}

export interface Change {
  /** What will be made or changed, with names; of a replacement, the old and the new. */
  readonly says: string;
  /** It replaces something that somebody else may have made, so it needs a yes. */
  readonly replaces: boolean;
  /** Makes it so, and reads back that it is. */
  apply(): Promise<void>;
}

/** Whether two JSON texts mean the same: the order of keys and of a list's items is no difference. */
export function sameJson(a: string, b: string): boolean {
  try {
    return canonical(JSON.parse(a)) === canonical(JSON.parse(b));
  } catch {
    return a === b;
  }
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).sort().join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const fields = Object.entries(value).map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`);
  return `{${fields.sort().join(",")}}`;
}
