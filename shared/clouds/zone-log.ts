import { isIP } from "node:net";
import type { ZoneEdit } from "../model/estate.ts";

/** A word of a log that could be a host or a name: `@`, `*`, or labels. */
const word = /[@*]|[a-z0-9_][a-z0-9_.*-]*/gi;

/** All words of a log's text that could be a host, in lower case, each once; of what vendor ever, none says which it is. */
export function hostsIn(...texts: readonly (string | null | undefined)[]): readonly string[] {
  const words = texts.flatMap((text) => text?.toLowerCase().match(word) ?? []).map((one) => one.replace(/\.+$/, ""));
  const hosts = [...new Set(words)].filter((one) => isIP(one) === 0).sort();
  // An entry without any would be about the zone itself.
  return hosts.length > 0 ? hosts : ["-"];
}

/** Of the edits that could be about the same hosts of one zone the newest; the newest first. */
export function lastOfEach(edits: readonly ZoneEdit[]): readonly ZoneEdit[] {
  const newest = [...edits].sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
  const last = new Map<string, ZoneEdit>();
  for (const edit of newest) {
    const key = (edit.hosts ?? []).join(" ");
    if (!last.has(key)) last.set(key, edit);
  }
  return [...last.values()];
}
