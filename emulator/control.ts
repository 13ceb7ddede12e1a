import { type FaultRule, faultNames } from "./faults.ts";
import { type HttpRequest, type HttpResponse, json, jsonBody, type Route, route } from "./http.ts";
import type { SettingValue } from "./settings.ts";
import type { World } from "./world.ts";
import { describeWorld, writeWorld } from "./world-file/write.ts";

/** The endpoints that drive the world itself, under `/_emulator/`. They need no signature: the port is on loopback. */
export function controlRoutes(world: World): readonly Route[] {
  return [
    route("POST", "/_emulator/clock", async (request) => {
      const { advanceMs } = objectBody(request);
      if (typeof advanceMs !== "number" || !(advanceMs >= 0))
        return refused(`advanceMs must be a number of milliseconds, not ${JSON.stringify(advanceMs)}`);
      await world.clock.advance(advanceMs);
      return json(200, time(world));
    }),
    route("GET", "/_emulator/clock", () => json(200, time(world))),
    route("GET", "/_emulator/calls", () => json(200, world.calls.counts())),
    route("DELETE", "/_emulator/calls", () => {
      world.calls.reset();
      return json(200, {});
    }),
    route("GET", "/_emulator/world", ({ headers, query }) => {
      const options = { secrets: new URLSearchParams(query).get("secrets") === "true" };
      if ((headers["accept"] ?? "").includes("application/json")) return json(200, describeWorld(world, options));
      const yaml = { "content-type": "application/yaml;charset=utf-8" };
      return { status: 200, headers: yaml, body: writeWorld(world, options) };
    }),
    route("GET", "/_emulator/logs", (request) => {
      const source = new URLSearchParams(request.query).get("function");
      return json(200, world.logs.list(source ?? undefined));
    }),
    route("POST", "/_emulator/faults", (request) => {
      const rule = faultRule(objectBody(request));
      if (typeof rule === "string") return refused(rule);
      world.faults.add(rule);
      return json(200, {});
    }),
    route("DELETE", "/_emulator/faults", () => {
      world.faults.clear();
      return json(200, {});
    }),
    route("GET", "/_emulator/settings", () => json(200, world.settings)),
    route("POST", "/_emulator/settings", (request) => {
      try {
        world.set(objectBody(request) as Record<string, SettingValue>);
      } catch (error) {
        return refused(error instanceof Error ? error.message : String(error));
      }
      return json(200, world.settings);
    }),
  ].map((one) => ({ ...one, handle: (request) => tolerant(one, request) }));
}

function time(world: World): { readonly now: string; readonly offsetMs: number } {
  return { now: new Date(world.clock.now()).toISOString(), offsetMs: world.clock.offset() };
}

async function tolerant(one: Route, request: HttpRequest) {
  try {
    return await one.handle(request);
  } catch (error) {
    if (error instanceof SyntaxError) return refused(`the body is not JSON: ${error.message}`);
    throw error;
  }
}

function refused(message: string): HttpResponse {
  return json(400, { error: message });
}

/** The body's fields; none when it is no JSON object. */
function objectBody(request: HttpRequest): Readonly<Record<string, unknown>> {
  const body = jsonBody(request);
  return typeof body === "object" && body !== null && !Array.isArray(body) ? (body as Record<string, unknown>) : {};
}

/** The rule, or what is wrong with it. */
function faultRule(body: Readonly<Record<string, unknown>>): FaultRule | string {
  const { product, action, times = 1, fault } = body;
  if (product !== undefined && typeof product !== "string") return "product must be a string, such as cr";
  if (action !== undefined && typeof action !== "string") return "action must be a string, such as ListInstance";
  if (typeof times !== "number" || !(times > 0)) return "times must be a number above 0";
  const named = faultNames.find((name) => name === fault);
  const given = named ?? errorFault(fault);
  if (given === undefined) return `fault must be one of ${faultNames.join(", ")}, or an object {status, code, message}`;
  return { ...(product !== undefined && { product }), ...(action !== undefined && { action }), times, fault: given };
}

function errorFault(fault: unknown): { status: number; code: string; message: string } | undefined {
  if (typeof fault !== "object" || fault === null) return undefined;
  const { status, code, message } = fault as Record<string, unknown>;
  return typeof status === "number" && typeof code === "string" && typeof message === "string"
    ? { status, code, message }
    : undefined;
}
