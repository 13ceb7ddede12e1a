import type { DeadLetter } from "./function-host/dead-letter.ts";
import type { Timer, Timers } from "./function-host/timers.ts";
import { type HttpRequest, type HttpResponse, json, jsonBody, type Route, route } from "./http.ts";

/** What happens to the next audit events on their way to the rules. */
export interface DeliveryControl {
  /** That many of the next events never arrive. */
  readonly lose?: number;
  /** That many of the next events arrive twice. */
  readonly duplicate?: number;
  /** From now on every event takes this much longer, in milliseconds of world time. */
  readonly delayMs?: number;
}

/** An event in CloudEvents' form, whichever cloud's. */
interface AnyEvent {
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly specversion: string;
  readonly [attribute: string]: unknown;
}

/** An event as it was published; `at` is world time in milliseconds. */
interface PublishedEvent {
  readonly at: number;
  readonly account: string;
  readonly region: string;
  readonly lost: boolean;
  readonly event: AnyEvent;
}

/** What happens by itself in one cloud, as far as it can be looked at and driven by hand. */
export interface Happenings {
  readonly cloud: "alibaba" | "tencent";
  /** Whether an event that is put in by hand is of this cloud. */
  takes(event: AnyEvent): boolean;
  inject(event: AnyEvent): readonly string[];
  resend(id: string): readonly string[] | null;
  control(next: DeliveryControl): void;
  events(): readonly PublishedEvent[];
  readonly timers: Pick<Timers, "list" | "pause">;
  deadLetters(): readonly DeadLetter[];
}

/** The endpoints that look at and drive events and timers of all clouds alike, under `/_emulator/`. */
export function happeningsRoutes(clouds: readonly Happenings[]): readonly Route[] {
  return [
    route("GET", "/_emulator/events", () => {
      const all = clouds.flatMap(({ cloud, events }) => events().map((one) => ({ cloud, ...one })));
      return json(
        200,
        all.sort((a, b) => a.at - b.at),
      );
    }),
    route("POST", "/_emulator/events", (request) => {
      const body = fieldsOf(request);
      if (body === undefined) return refused("the body must be a CloudEvents object, or {resend: id}");
      if (typeof body["resend"] === "string") return resend(clouds, body["resend"]);
      if (!isEvent(body)) return refused("an event needs id, source, type, and specversion 1.0");
      const cloud = clouds.find(({ takes }) => takes(body));
      return cloud === undefined ? refused("the event is no cloud's") : json(200, { matched: cloud.inject(body) });
    }),
    route("POST", "/_emulator/events/delivery", (request) => {
      const control = deliveryControl(fieldsOf(request) ?? {});
      if (typeof control === "string") return refused(control);
      for (const cloud of clouds) cloud.control(control);
      return json(200, control);
    }),
    route("GET", "/_emulator/timers", () => {
      const all: readonly Timer[] = clouds.flatMap(({ timers }) => timers.list());
      return json(200, all);
    }),
    route("POST", "/_emulator/timers", (request) => {
      const paused = fieldsOf(request)?.["paused"];
      if (typeof paused !== "boolean") return refused("the body must be {paused: true} or {paused: false}");
      for (const { timers } of clouds) timers.pause(paused);
      return json(200, { paused });
    }),
    route("GET", "/_emulator/dead-letters", () =>
      json(
        200,
        clouds.flatMap((cloud) => cloud.deadLetters()),
      ),
    ),
  ];
}

function resend(clouds: readonly Happenings[], id: string): HttpResponse {
  for (const cloud of clouds) {
    const matched = cloud.resend(id);
    if (matched !== null) return json(200, { matched });
  }
  return refused(`no event ${id} was published`);
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

function isEvent(body: Readonly<Record<string, unknown>>): body is AnyEvent {
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
