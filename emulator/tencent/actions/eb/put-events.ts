import { type Fields, type TencentAction, type TencentCall, tencentAction } from "../../action.ts";
import type { CloudEvent } from "../../services.ts";
import { ebErrors, refuse } from "./errors.ts";
import { ebName, findBus } from "./find.ts";
import { busParameter } from "./parameters.ts";

export const putEvents: TencentAction = tencentAction({
  product: "eb",
  name: "PutEvents",
  access: "write",
  parameters: {
    ...busParameter,
    EventList: {
      type: "list",
      required: true,
      minItems: 1,
      means: "the events",
      of: {
        type: "object",
        fields: {
          Source: { type: "string", required: true, means: "who tells it" },
          Data: { type: "string", required: true, means: "what happened, JSON text" },
          Type: { type: "string", required: true, means: "what kind of event it is" },
          Subject: { type: "string", required: true, means: "what it happened to" },
          Time: { type: "integer", means: "when, milliseconds; now when left out" },
          Region: { type: "string", means: "where; the bus's region when left out" },
          Status: { type: "string", means: "a state" },
          Id: { type: "string", means: "its id; made up when left out" },
          TagList: {
            type: "list",
            means: "tags",
            of: {
              type: "object",
              fields: {
                Key: { type: "string", required: true, means: "a tag's key" },
                Value: { type: "string", required: true, means: "a tag's value" },
              },
            },
          },
        },
      },
    },
  },
  errors: [ebErrors.busNotFound, ebErrors.payload],
  run(call) {
    const bus = findBus(call);
    const events = call.parameters.objects("EventList").map((fields) => eventOf(call, fields));
    for (const event of events) call.services.eventBus.put(call.account.uin, bus, event);
    return {};
  },
  resources: (call) => [ebName(call, `eventbusid/${call.parameters.string("EventBusId") ?? ""}`)],
});

function eventOf(call: TencentCall, fields: Fields): CloudEvent {
  const tags = fields.objects("TagList").map((tag) => [tag.string("Key") ?? "", tag.string("Value") ?? ""]);
  return {
    specversion: "1.0",
    id: fields.string("Id") ?? call.ids.uuid(),
    source: fields.string("Source") ?? "",
    type: fields.string("Type") ?? "",
    subject: fields.string("Subject") ?? "",
    time: fields.integer("Time") ?? call.clock.now(),
    region: fields.string("Region") ?? call.region,
    datacontenttype: "application/json;charset=utf-8",
    tags: Object.fromEntries(tags),
    status: fields.string("Status") ?? "",
    data: parsed(fields.string("Data") ?? ""),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return refuse(ebErrors.payload, "Data is not JSON.");
  }
}
