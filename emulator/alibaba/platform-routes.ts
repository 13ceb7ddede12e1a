import { type HttpRequest, type HttpResponse, json, jsonBody, type Route, route } from "../http.ts";
import type { World } from "../world.ts";
import type { CloudEvent } from "./audit/envelope.ts";
import type { DeliveryControl } from "./eventbridge/bus.ts";
import { functionComputeRoute } from "./function-compute/route.ts";
import { invocationRoute } from "./invocation.ts";
import type { Platform } from "./platform.ts";

/** The endpoints that look at and drive events, timers and functions, and the one that invokes a function. */
export function platformRoutes(world: World, platform: Platform): readonly Route[] {
  const { eventBridge, functions, timers } = platform;
  return [
    invocationRoute(world, functions),
    functionComputeRoute(world, platform),
    route("GET", "/_emulator/events", () => json(200, eventBridge.events())),
    route("POST", "/_emulator/events", (request) => {
      const body = fieldsOf(request);
      if (body === undefined) return refused("the body must be a CloudEvents object, or {resend: id}");
      if (typeof body["resend"] === "string") {
        const matched = eventBridge.resend(body["resend"]);
        return matched === null ? refused(`no event ${body["resend"]} was published`) : json(200, { matched });
      }
      if (!isCloudEvent(body)) return refused("an event needs id, source, type, and specversion 1.0");
      return json(200, { matched: eventBridge.inject(body) });
    }),
    route("POST", "/_emulator/events/delivery", (request) => {
      const control = deliveryControl(fieldsOf(request) ?? {});
      if (typeof control === "string") return refused(control);
      eventBridge.control(control);
      return json(200, control);
    }),
    route("GET", "/_emulator/timers", () => json(200, timers.list())),
    route("POST", "/_emulator/timers", (request) => {
      const paused = fieldsOf(request)?.["paused"];
      if (typeof paused !== "boolean") return refused("the body must be {paused: true} or {paused: false}");
      timers.pause(paused);
      return json(200, { paused });
    }),
    route("GET", "/_emulator/dead-letters", () => json(200, functions.deadLetters())),
  ];
}

function refused(error: string): HttpResponse {
  return json(400, { error });
}

function fieldsOf(request: HttpRequest): Readonly<Record<string, unknown>> | undefined {
  let body: unknown;
  try {
    body = jsonBody(request);
  } catch {
    // Answered like a body that is JSON but no object.
    return undefined;
  }
  return typeof body === "object" && body !== null && !Array.isArray(body) ? { ...body } : undefined;
}

function isCloudEvent(body: Readonly<Record<string, unknown>>): body is CloudEvent {
  const texts = [body["id"], body["source"], body["type"]];
  return body["specversion"] === "1.0" && texts.every((text) => typeof text === "string" && text !== "");
}

/** The control, or what is wrong with it. */
function deliveryControl(body: Readonly<Record<string, unknown>>): DeliveryControl | string {
  const known = ["lose", "duplicate", "delayMs"];
  for (const [key, value] of Object.entries(body)) {
    if (!known.includes(key)) return `${key} is unknown; known: ${known.join(", ")}`;
    if (typeof value !== "number" || !(value >= 0)) return `${key} must be a number, 0 or more`;
  }
  // Checked above: known keys, each a number.
  return body as DeliveryControl;
}
