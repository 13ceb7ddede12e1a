import { equal } from "../../model/equality.ts";
import type { Deed, Trigger } from "../../model/hint.ts";
import { elapsed, type Instant } from "../../model/known.ts";
import type { CloudName } from "../../model/network.ts";

/** What an event told is remembered this long: switches and lists may show later what a call did. Milliseconds. */
const memory = 3_600_000;

/** Of more deeds than this the newest are remembered. */
const most = 50;

/** Who did what in one cloud, as the events that started a pass tell it. */
export function deedsOf(trigger: Trigger, cloud: CloudName): readonly Deed[] {
  if (trigger.kind !== "event") return [];
  return trigger.hints.filter((hint) => hint.cloud === cloud).flatMap(({ deeds }) => deeds ?? []);
}

/** What the next pass is to know of who did what: what was known, and what is new, as far as it is not long ago. */
export function latelyDone(before: readonly Deed[], now: readonly Deed[], at: Instant): readonly Deed[] {
  const fresh = now.filter((deed) => !before.some((known) => equal(known, deed)));
  return [...before, ...fresh].filter((deed) => elapsed(deed.at, at) < memory).slice(-most);
}
