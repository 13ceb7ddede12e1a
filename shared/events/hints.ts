import type { CloudName } from "../model/estate.ts";
import type { Hint, Trigger } from "../model/hint.ts";
import { type Ignored, ignored } from "./ignored.ts";
import { idShape } from "./message.ts";
import { fieldsOf, shaped } from "./payload.ts";

const typeShape = /^[\w.:-]{1,128}$/;

/** An event's envelope, with the type only where it has the shape of one. */
export interface Envelope {
  readonly type: string | null;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** One trigger for the events of one cloud: `hintsOf` gives the hints of one event, or why it gives none. */
export function eventsTrigger(
  cloud: CloudName,
  events: readonly unknown[],
  hintsOf: (envelope: Envelope) => readonly Hint[] | string,
): Trigger | Ignored {
  const ids: string[] = [];
  const hints: Hint[] = [];
  const skipped: Ignored[] = [];
  for (const event of events) {
    const fields = fieldsOf(event);
    const id = shaped(fields["id"], idShape);
    const type = shaped(fields["type"], typeShape);
    const found = hintsOf({ type, fields });
    if (typeof found === "string") {
      skipped.push(ignored(found, id, type));
    } else {
      hints.push(...found);
      if (id !== null) ids.push(id);
    }
  }
  if (hints.length > 0) return { kind: "event", ids: [...new Set(ids)], hints: merged(cloud, hints) };
  return skipped[0] ?? ignored("the payload holds no event");
}

/** One hint a region; a hint for the whole region swallows those for single networks. */
function merged(cloud: CloudName, hints: readonly Hint[]): readonly Hint[] {
  const byRegion = new Map<string | null, ReadonlySet<string> | null>();
  for (const { region, networks } of hints) {
    const before = byRegion.get(region);
    const whole = networks === null || before === null;
    byRegion.set(region, whole ? null : new Set([...(before ?? []), ...networks]));
  }
  return [...byRegion].map(([region, networks]) => ({
    cloud,
    region,
    networks: networks === null ? null : [...networks].sort(),
  }));
}
