import type { Depth, Hint, Trigger } from "../model/hint.ts";
import { type AuditFields, hintOf, regionShape } from "./alibaba-audit.ts";
import { type Ignored, ignored } from "./ignored.ts";
import { type Fields, fieldsOf, fieldsOrJson, isFields, parsed, shaped } from "./payload.ts";

const idShape = /^[\w.:@-]{1,128}$/;
const aliasShape = /^[a-z0-9][a-z0-9-]{0,127}$/;
const typeShape = /^[\w.:-]{1,128}$/;

/**
 * What an invocation of the function asks for: a CloudEvents object of EventBridge (single, in an array or in
 * `EventList`), a timer of Function Compute, or a message of Mooring's own. Nothing of a body but ids and regions of
 * the right shape is taken over; what is malformed or foreign is `ignored` and costs nothing.
 */
export function readAlibabaPayload(payload: unknown): Trigger | Ignored {
  const body = parsed(payload);
  if (Array.isArray(body)) return eventsTrigger(body);
  if (!isFields(body)) return ignored("the payload is not a JSON object");
  if ("specversion" in body) return eventsTrigger([body]);
  if ("triggerName" in body && "triggerTime" in body) return message(parsed(body["payload"]), "the timer's payload");
  if (Array.isArray(body["EventList"])) return eventsTrigger(body["EventList"]);
  return message(body, "the payload");
}

// https://help.aliyun.com/document_detail/2513615.html: a timer's payload is the text of its configuration.
function message(value: unknown, what: string): Trigger | Ignored {
  const { kind, depth, ...more } = fieldsOf(value);
  if (kind !== "pass" && kind !== "shard") return ignored(`${what} is no message of Mooring`);
  if (!isDepth(depth)) return ignored(`${what} names no depth`);
  if (kind === "pass") return { kind: "timer", depth };
  return shard(depth, more) ?? ignored(`${what} names no shard`);
}

/** `null`: read as a whole pass it would do the work of every share, so an unclear one is none. */
function shard(depth: Depth, fields: Fields): Trigger | null {
  const registry = shaped(fields["registry"], aliasShape);
  const region = shaped(fields["region"], regionShape);
  const pass = shaped(fields["pass"], idShape);
  const { index, of } = fields;
  if (registry === null || region === null || pass === null) return null;
  if (typeof index !== "number" || typeof of !== "number") return null;
  if (!Number.isInteger(index) || !Number.isInteger(of) || index < 0 || index >= of) return null;
  return { kind: "shard", depth, registry, region, index, of, pass };
}

function isDepth(value: unknown): value is Depth {
  return value === "frequent" || value === "full";
}

function eventsTrigger(events: readonly unknown[]): Trigger | Ignored {
  const ids: string[] = [];
  const hints: Hint[] = [];
  const skipped: Ignored[] = [];
  for (const event of events) {
    const envelope = fieldsOf(event);
    const id = shaped(envelope["id"], idShape);
    const type = shaped(envelope["type"], typeShape);
    const found = read(type, envelope["data"], envelope["aliyunregionid"]);
    if (typeof found === "string") {
      skipped.push(ignored(found, id, type));
    } else {
      hints.push(...found);
      if (id !== null) ids.push(id);
    }
  }
  if (hints.length > 0) return { kind: "event", ids: [...new Set(ids)], hints: merged(hints) };
  return skipped[0] ?? ignored("the payload holds no event");
}

function read(type: string | null, data: unknown, busRegion: unknown): readonly Hint[] | string {
  if (type === null) return "the event has no type";
  if (!/^(?:vpc|tag):ActionTrail:(?:ApiCall|ConsoleOperation|AliyunServiceEvent)$/.test(type)) return "foreign type";
  const audit: AuditFields = fieldsOrJson(data);
  return hintOf(audit, busRegion);
}

/** One hint a region; a hint for the whole region swallows those for single networks. */
function merged(hints: readonly Hint[]): readonly Hint[] {
  const byRegion = new Map<string | null, ReadonlySet<string> | null>();
  for (const { region, networks } of hints) {
    const before = byRegion.get(region);
    const whole = networks === null || before === null;
    byRegion.set(region, whole ? null : new Set([...(before ?? []), ...networks]));
  }
  return [...byRegion].map(([region, networks]) => ({
    cloud: "alibaba",
    region,
    networks: networks === null ? null : [...networks].sort(),
  }));
}
