import type { TencentCall } from "../../action.ts";
import type { Tagged } from "./resource-name.ts";

interface Change {
  readonly at: number;
  readonly before: ReadonlyMap<string, string>;
}

/** What each resource's tags were before its latest changes, oldest first; keyed by the resource's own map. */
const changes = new WeakMap<ReadonlyMap<string, string>, Change[]>();

/** Longest time that a change is remembered, milliseconds: no lag is longer. */
const longestLag = 60 * 60 * 1000;

/** To be called before the tags of a resource are changed. */
export function remember({ clock }: TencentCall, { tags }: Tagged): void {
  const now = clock.now();
  const recent = (changes.get(tags) ?? []).filter(({ at }) => at > now - longestLag);
  changes.set(tags, [...recent, { at: now, before: new Map(tags) }]);
}

/** The tags that the Tag product's lists show now: those of as long ago as the setting says. */
export function indexedTags(
  { clock, settings }: TencentCall,
  { tags, createdAt }: Tagged,
): ReadonlyMap<string, string> {
  const until = clock.now() - settings.tagIndexLagMs;
  if (settings.tagIndexLagMs === 0) return tags;
  if (createdAt > until) return new Map();
  return (changes.get(tags) ?? []).find(({ at }) => at > until)?.before ?? tags;
}
