import { type HttpRequest, type HttpResponse, json, jsonBody, type Route, route } from "../../http.ts";
import type { World } from "../../world.ts";
import { defaultEventBus } from "../accounts.ts";
import type { TencentAccount } from "../state.ts";

/**
 * `POST /_emulator/tencent/audit-feed {account?, on, region?}`: what a person does in the console, since no API does it:
 * opens the default event bus of a region (ap-guangzhou) and switches the audit feed to the buses on or off.
 */
export function auditFeedRoute(world: World): Route {
  return route("POST", "/_emulator/tencent/audit-feed", (request) => {
    const { account: id, on, region = "ap-guangzhou" } = fieldsOf(request);
    if (typeof on !== "boolean" || typeof region !== "string")
      return refused("the body must be {on: true} or {on: false}; account and region may be left out");
    const accounts = [...world.tencent.accounts.values()];
    const account = id === undefined ? accounts[0] : accounts.find(({ uin }) => uin === id);
    if (account === undefined) return refused(`there is no account ${String(id ?? "at all")} of Tencent Cloud`);
    return json(200, switchAuditFeed(account, on, world.clock.now(), region));
  });
}

/** Opens the region's default bus if need be; answers the feed's state and the bus. */
export function switchAuditFeed(
  account: TencentAccount,
  on: boolean,
  now: number,
  region = "ap-guangzhou",
): { readonly account: string; readonly on: boolean; readonly eventBus: string | null } {
  const before = account.eventBuses.find((bus) => bus.type === "Cloud" && bus.region === region);
  const opened = before === undefined && on ? defaultEventBus(account.uin, now, region) : undefined;
  if (opened !== undefined) account.eventBuses.push(opened);
  account.auditFeed = on;
  return { account: account.uin, on, eventBus: (before ?? opened)?.id ?? null };
}

function fieldsOf(request: HttpRequest): Readonly<Record<string, unknown>> {
  try {
    const body = jsonBody(request);
    return typeof body === "object" && body !== null ? { ...body } : {};
  } catch {
    // Answered like a body that lacks what it needs.
    return {};
  }
}

function refused(error: string): HttpResponse {
  return json(400, { error });
}
