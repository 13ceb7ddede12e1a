import type { Change } from "../model/change.ts";
import { hashOf } from "./hash.ts";
import { byText } from "./order.ts";

/** How many hexadecimal digits of the hash are the id: short enough to be typed, and no two of a plan are alike. */
const length = 12;

/**
 * What says nothing about the write itself: why it is made, by which name the configuration calls the registry, from
 * which revision of a zone it was planned, by which limits it counts, and the remarks that are drawn anew each time.
 */
const besideTheWrite = new Set(["because", "registry", "revision", "first", "repoints", "remark"]);

/**
 * Twelve hexadecimal digits that stand for what a change writes, and where: the same write planned twice has the same
 * id, and whatever changes what is written or written over gives another one. A field that is new to a change counts
 * until somebody says here that it does not.
 */
export function changeId(change: Change): string {
  return hashOf(canonical(writtenBy(change))).slice(0, length);
}

/** A role is the account's, whichever network it is needed for first. A change that carries its id has the same one. */
function writtenBy(change: Change & { readonly id?: string }): unknown {
  if (change.kind === "create-role") {
    const { kind, cloud, account } = change;
    return { kind, cloud, account };
  }
  const { id: _, ...written } = change;
  return written;
}

/** One text for equal values: keys in order, and lists, which are all sets here, as well. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).sort(byText).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const entries = Object.entries(value)
    .filter(([key, inner]) => inner !== undefined && !besideTheWrite.has(key))
    .sort(([a], [b]) => byText(a, b))
    .map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`);
  return `{${entries.join(",")}}`;
}
