import type { Hint, Trigger } from "../model/hint.ts";
import { networkHints } from "./alibaba-audit.ts";
import { linkHints, zoneHints } from "./alibaba-names.ts";
import { type Envelope, eventsTrigger } from "./hints.ts";
import { type Ignored, ignored } from "./ignored.ts";
import { readMessage } from "./message.ts";
import { fieldsOrJson, isFields, parsed } from "./payload.ts";

/**
 * What an invocation of the function asks for: a CloudEvents object of EventBridge (single, in an array or in
 * `EventList`), a timer of Function Compute, or a message of Mooring's own. Nothing of a body but ids, zone names, regions
 * and who did what when, each of the right shape, is taken over; what is malformed or foreign is `ignored` and costs nothing.
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

/**
 * Which product a type's first part means, in lower case. The vendor documents `vpc` and the grammar; Container
 * Registry's and PrivateZone's (by now a part of Alibaba Cloud DNS) are spelt as in their APIs and audit records.
 */
const products: ReadonlyMap<string, "networks" | "links" | "zones"> = new Map([
  ["vpc", "networks"],
  ["tag", "networks"],
  ["cr", "links"],
  ["acr", "links"],
  ["pvtz", "zones"],
  ["privatezone", "zones"],
  ["alidns", "zones"],
]);

const typeShape = /^(\w+):ActionTrail:(?:ApiCall|ConsoleOperation|AliyunServiceEvent)$/;

function read({ type, fields }: Envelope): readonly Hint[] | string {
  if (type === null) return "the event has no type";
  const product = products.get(typeShape.exec(type)?.[1]?.toLowerCase() ?? "");
  const audit = fieldsOrJson(fields["data"]);
  switch (product) {
    case undefined:
      return "foreign type";
    case "networks":
      return networkHints(audit, fields["aliyunregionid"]);
    case "links":
      return linkHints(audit, fields);
    case "zones":
      return zoneHints(audit, fields);
  }
}
