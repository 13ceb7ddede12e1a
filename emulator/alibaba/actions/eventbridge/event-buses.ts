import { type Action, type ActionCall, action } from "../../action.ts";
import { eventBridgeErrors } from "./errors.ts";
import { busParameter, checkBus, success } from "./rule.ts";

export const getEventBus: Action = action({
  product: "eventbridge",
  version: "2020-04-01",
  name: "GetEventBus",
  access: "read",
  parameters: busParameter,
  errors: [eventBridgeErrors.busNotFound],
  run(call) {
    checkBus(call);
    return success(busView(call));
  },
});

export const listEventBuses: Action = action({
  product: "eventbridge",
  version: "2020-04-01",
  name: "ListEventBuses",
  access: "read",
  parameters: {
    NamePrefix: { type: "string", means: "how the names begin" },
    Limit: { type: "integer", minimum: 1, maximum: 100, default: 100, means: "buses a page; there is one" },
    NextToken: { type: "string", means: "accepted, without effect" },
  },
  errors: [],
  run(call) {
    const buses = "default".startsWith(call.parameters.string("NamePrefix") ?? "") ? [busView(call)] : [];
    return success({ EventBuses: buses, Total: buses.length });
  },
});

/** Every account has the default bus of each region from its first day on. */
function busView({ account, region }: ActionCall): Readonly<Record<string, unknown>> {
  return {
    EventBusName: "default",
    EventBusARN: `acs:eventbridge:${region}:${account.id}:eventbus/default`,
    Description: "The default event bus of this account.",
    CreateTimestamp: 0,
  };
}
