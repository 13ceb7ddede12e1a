import type { Depth, Trigger } from "../model/hint.ts";
import { type Ignored, ignored } from "./ignored.ts";
import { type Fields, fieldsOf, shaped } from "./payload.ts";

/** An id of a message or an event. */
export const idShape = /^[\w.:@-]{1,128}$/;
const aliasShape = /^[a-z0-9][a-z0-9-]{0,127}$/;
/** A region id of any cloud, such as `cn-hangzhou` or `ap-guangzhou`. */
export const regionShape = /^[a-z]{2,4}(?:-[a-z0-9]+){1,4}$/;

/** A message of Mooring's own: `{"kind":"pass"}` or `{"kind":"shard"}`, each with a depth. `what` names it to people. */
export function readMessage(value: unknown, what: string): Trigger | Ignored {
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
