import { defaultEventBus } from "../../accounts.ts";
import { type TencentAction, type TencentCall, tencentAction } from "../../action.ts";
import type { TencentEventBus } from "../../state.ts";
import { ebErrors, refuse } from "./errors.ts";
import { busesHere, ebName, findBus, takeOut } from "./find.ts";
import {
  busParameter,
  checkedDescription,
  descriptionParameter,
  isName,
  listParameters,
  orderedPage,
} from "./parameters.ts";
import { busView } from "./views.ts";

/** Event buses of one region. */
const busesPerRegion = 20;

export const createEventBus: TencentAction = tencentAction({
  product: "eb",
  name: "CreateEventBus",
  access: "write",
  parameters: {
    EventBusName: { type: "string", required: true, means: "its name; `default` is the default bus" },
    ...descriptionParameter,
    SaveDays: { type: "integer", minimum: 1, means: "how long events are stored; none are here" },
    EnableStore: { type: "boolean", means: "whether events are stored; none are here" },
  },
  errors: [ebErrors.busName, ebErrors.description, ebErrors.busExists, ebErrors.tooManyBuses],
  run(call) {
    const name = call.parameters.string("EventBusName") ?? "";
    if (!isName(name)) refuse(ebErrors.busName);
    const bus = name === "default" ? defaultBus(call) : ownBus(call, name);
    call.account.eventBuses.push(bus);
    return { EventBusId: bus.id };
  },
  resources: (call, response) => [ebName(call, `eventbusid/${String(response["EventBusId"])}`)],
});

function defaultBus(call: TencentCall): TencentEventBus {
  if (busesHere(call).some(({ type }) => type === "Cloud")) refuse(ebErrors.busExists);
  if (call.settings.ebDefaultBusByApi === "refused")
    refuse(ebErrors.busName, "The console opens the default event bus.");
  return defaultEventBus(call.account.uin, call.clock.now(), call.region);
}

function ownBus(call: TencentCall, name: string): TencentEventBus {
  const here = busesHere(call);
  if (here.some((bus) => bus.name === name)) refuse(ebErrors.busName, "Another event bus has this name.");
  if (here.length >= busesPerRegion) refuse(ebErrors.tooManyBuses);
  const description = checkedDescription(call) ?? "";
  const createdAt = call.clock.now();
  return { id: call.ids.resource("eb"), region: call.region, type: "Custom", name, description, createdAt, rules: [] };
}

const filterable: Readonly<Record<string, (bus: TencentEventBus) => string>> = {
  EventBusName: ({ name }) => name,
  EventBusId: ({ id }) => id,
  Type: ({ type }) => type,
  // No bus has tags here.
  TagKey: () => "",
};

export const listEventBuses: TencentAction = tencentAction({
  product: "eb",
  name: "ListEventBuses",
  access: "read",
  parameters: {
    ...listParameters,
    Filters: {
      type: "list",
      means: "by EventBusName, EventBusId, Type (Cloud, Platform, Custom) or TagKey",
      of: {
        type: "object",
        fields: {
          Name: { type: "string", required: true, means: "what to look at" },
          Values: { type: "list", required: true, of: { type: "string" }, means: "one of these" },
        },
      },
    },
  },
  errors: [ebErrors.filters, ebErrors.order, ebErrors.orderBy],
  run(call) {
    const filters = call.parameters.objects("Filters").map((filter) => {
      const fieldOf = filterable[filter.string("Name") ?? ""] ?? refuse(ebErrors.filters);
      return (bus: TencentEventBus) => filter.strings("Values").includes(fieldOf(bus));
    });
    const found = busesHere(call).filter((bus) => filters.every((takes) => takes(bus)));
    return { EventBuses: orderedPage(call, found).map(busView), TotalCount: found.length };
  },
});

export const getEventBus: TencentAction = tencentAction({
  product: "eb",
  name: "GetEventBus",
  access: "read",
  parameters: busParameter,
  errors: [ebErrors.busNotFound],
  run(call) {
    const { ConnectionBriefs: _connections, TargetBriefs: _targets, ...view } = busView(findBus(call));
    return {
      ...view,
      ClsTopicId: "",
      ClsLogsetId: "",
      SaveDays: null,
      LogTopicId: null,
      EnableStore: false,
      LinkMode: "Disorder",
    };
  },
});

export const deleteEventBus: TencentAction = tencentAction({
  product: "eb",
  name: "DeleteEventBus",
  access: "write",
  parameters: busParameter,
  errors: [ebErrors.busNotFound, ebErrors.busImmutable, ebErrors.busInUse],
  run(call) {
    const bus = findBus(call);
    if (bus.type === "Cloud") refuse(ebErrors.busImmutable);
    if (bus.rules.length > 0) refuse(ebErrors.busInUse);
    takeOut(call.account.eventBuses, bus);
    return {};
  },
  resources: (call) => [ebName(call, `eventbusid/${call.parameters.string("EventBusId") ?? ""}`)],
});
