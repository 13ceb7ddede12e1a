import type { Hint, Trigger } from "../model/hint.ts";
import { type Envelope, eventsTrigger } from "./hints.ts";
import { type Ignored, ignored } from "./ignored.ts";
import { readMessage } from "./message.ts";
import { type Fields, fieldsOrJson, isFields, parsed } from "./payload.ts";
import { networkOrTagHints } from "./tencent-audit.ts";
import { linkHints, zoneHints } from "./tencent-names.ts";

/**
 * What an invocation of the function asks for: a CloudEvents object of EventBridge (single, in an array or in
 * `EventList`), a timer of SCF, or a message of Mooring's own. Nothing of a body but ids, zone names, regions and who did
 * what when, each of the right shape, is taken over; what is malformed or foreign is `ignored` and costs nothing.
 */
export function readTencentPayload(payload: unknown): Trigger | Ignored {
  const body = parsed(payload);
  if (Array.isArray(body)) return eventsTrigger("tencent", body, read);
  if (!isFields(body)) return ignored("the payload is not a JSON object");
  // https://cloud.tencent.com/document/product/248/87558: a batch of events.
  if (Array.isArray(body["EventList"])) return eventsTrigger("tencent", body["EventList"], read);
  if (isTimer(body)) return timer(body["Message"]);
  if ("specversion" in body || "data" in body) return eventsTrigger("tencent", [body], read);
  return readMessage(body, "the payload");
}

function isTimer({ Type }: Fields): boolean {
  return typeof Type === "string" && Type.toLowerCase() === "timer";
}

/** The text that the trigger was given; a trigger without one is a frequent pass. */
function timer(message: unknown): Trigger | Ignored {
  if (message === undefined || message === null || message === "") return { kind: "timer", depth: "frequent" };
  return readMessage(parsed(message), "the timer's message");
}

/** The vendor documents the grammar of types, and no literal one for these products. */
const typeShape = /^(vpc|tag|tcr|privatedns):CloudEvent:(?:ApiCall|ConsoleCall|MiniProgramCall)$/;

function read({ type, fields }: Envelope): readonly Hint[] | string {
  if (type === null) return "the event has no type";
  const audit = fieldsOrJson(fields["data"]);
  switch (typeShape.exec(type)?.[1]) {
    case undefined:
      return "foreign type";
    case "tcr":
      return linkHints(audit, fields);
    case "privatedns":
      return zoneHints(audit, fields);
    default:
      return networkOrTagHints(audit, fields);
  }
}
