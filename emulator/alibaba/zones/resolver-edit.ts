import type { ActionCall } from "../action.ts";
import type { Account, ResolverEndpoint, ResolverRule } from "../state.ts";
import type { Author } from "./author.ts";
import { changeLog, type LoggedChange } from "./change-log.ts";

/** One writer at one account's outbound endpoints and forwarding rules; every write is logged. */
export interface ResolverEditor {
  addEndpoint(endpoint: Omit<ResolverEndpoint, "id" | "createdAt" | "updatedAt" | "status">): ResolverEndpoint;
  removeEndpoint(endpoint: ResolverEndpoint): void;
  addRule(rule: Omit<ResolverRule, "id" | "createdAt" | "updatedAt">): ResolverRule;
  changeRule(rule: ResolverRule, change: Partial<Pick<ResolverRule, "name" | "endpointId" | "forwardIps">>): void;
  /** Replaces the whole set. */
  bindRule(rule: ResolverRule, bindings: ResolverRule["bindings"]): void;
  removeRule(rule: ResolverRule): void;
}

type EditContext = Pick<ActionCall, "account" | "settings" | "clock" | "ids" | "changed">;

export function resolverEditor(context: EditContext, author: Author): ResolverEditor {
  const { account, clock, ids } = context;
  const log = changeLog(context, author);
  const entity = (
    operAction: string,
    entityType: LoggedChange["entityType"],
    { id, name }: { readonly id: string; readonly name: string },
  ) => log({ operAction, entityType, entityId: id, entityName: name, zoneId: "" });
  const made = () => ({ id: `hr${ids.hex32().slice(0, 8)}`, createdAt: clock.now(), updatedAt: clock.now() });
  const ruleWritten = (rule: ResolverRule, operAction: string) => {
    rule.updatedAt = clock.now();
    entity(operAction, "RESOLVER_RULE", rule);
  };

  return {
    addEndpoint(given) {
      const endpoint: ResolverEndpoint = { ...given, ...made(), status: "INIT" };
      account.resolverEndpoints.set(endpoint.id, endpoint);
      if (context.settings.resolverChangeMs === 0) endpoint.status = "SUCCESS";
      else continueEndpoint(context, endpoint);
      entity("add", "RESOLVER_ENDPOINT", endpoint);
      return endpoint;
    },
    removeEndpoint(endpoint) {
      account.resolverEndpoints.delete(endpoint.id);
      entity("del", "RESOLVER_ENDPOINT", endpoint);
    },
    addRule(given) {
      const rule: ResolverRule = { ...given, ...made() };
      account.resolverRules.set(rule.id, rule);
      ruleWritten(rule, "add");
      return rule;
    },
    changeRule(rule, change) {
      Object.assign(rule, change);
      ruleWritten(rule, "update");
    },
    bindRule(rule, bindings) {
      rule.bindings = bindings;
      ruleWritten(rule, "bind");
    },
    removeRule(rule) {
      account.resolverRules.delete(rule.id);
      ruleWritten(rule, "del");
    },
  };
}

/** Lets an endpoint that is being made come to its end. */
export function continueEndpoint(
  { settings, clock, changed }: Pick<EditContext, "settings" | "clock" | "changed">,
  endpoint: ResolverEndpoint,
): void {
  if (endpoint.status === "SUCCESS") return;
  clock.after(settings.resolverChangeMs, () => {
    endpoint.status = "SUCCESS";
    endpoint.updatedAt = clock.now();
    changed();
  });
}

/** The rules that leave through an endpoint. */
export function rulesThrough({ resolverRules }: Account, endpoint: ResolverEndpoint): readonly ResolverRule[] {
  return [...resolverRules.values()].filter(({ endpointId }) => endpointId === endpoint.id);
}
