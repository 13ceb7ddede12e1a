import type { Hint, Trigger } from "../model/hint.ts";
import { hintOf } from "./alibaba-audit.ts";
import { type Envelope, eventsTrigger } from "./hints.ts";
import { type Ignored, ignored } from "./ignored.ts";
import { readMessage } from "./message.ts";
import { fieldsOrJson, isFields, parsed } from "./payload.ts";

/**
 * What an invocation of the function asks for: a CloudEvents object of EventBridge (single, in an array or in
 * `EventList`), a timer of Function Compute, or a message of Mooring's own. Nothing of a body but ids and regions of
 * the right shape is taken over; what is malformed or foreign is `ignored` and costs nothing.
 */
export function readAlibabaPayload(payload: unknown): Trigger | Ignored {
  const body = parsed(payload);
  if (Array.isArray(body)) return eventsTrigger("alibaba", body, read);
  if (!isFields(body)) return ignored("the payload is not a JSON object");
  if ("specversion" in body) return eventsTrigger("alibaba", [body], read);
  // https://help.aliyun.com/document_detail/2513615.html: a timer's payload is the text of its configuration.
  if ("triggerName" in body && "triggerTime" in body)
    return readMessage(parsed(body["payload"]), "the timer's payload");
  if (Array.isArray(body["EventList"])) return eventsTrigger("alibaba", body["EventList"], read);
  return readMessage(body, "the payload");
}

function read({ type, fields }: Envelope): readonly Hint[] | string {
  if (type === null) return "the event has no type";
  if (!/^(?:vpc|tag):ActionTrail:(?:ApiCall|ConsoleOperation|AliyunServiceEvent)$/.test(type)) return "foreign type";
  return hintOf(fieldsOrJson(fields["data"]), fields["aliyunregionid"]);
}
