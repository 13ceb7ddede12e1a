import { Fault } from "../../fault.ts";
import { type Change, type Proposal, sameJson } from "../proposal.ts";
import { Refusal } from "../refusal.ts";
import type { AlibabaApi } from "./api.ts";
import {
  bus,
  delivers,
  type EventRule,
  functionEndpoint,
  getEventRule,
  listEventRules,
  serves,
  targetOf,
} from "./event-rules.ts";
import type { DeployedFunction } from "./manifest.ts";

/** The rule's name when this makes it; one that Function Compute made for its trigger has a name of its own. */
const ruleName = "mooring-network-changes";
const sendingRole = "AliyunServiceRoleForEventBridgeSendToFC";

/** The service-linked role by which EventBridge calls functions. */
export async function lookAtSendingRole(api: AlibabaApi): Promise<Proposal> {
  const subject = `role ${sendingRole}`;
  const there = async () =>
    (await api.find("ram", "GetRole", { RoleName: sendingRole }, ["EntityNotExist.Role"])) !== null;
  if (await there()) return { subject, now: "there", change: null };
  return {
    subject,
    now: "not there",
    change: {
      says: `make the service-linked role ${sendingRole}, by which EventBridge calls functions`,
      replaces: false,
      async apply() {
        await api.call("eventbridge", "CreateServiceLinkedRoleForProduct", { ProductName: "SENDTOFC" });
        if (!(await there()))
          throw new Fault(`RAM does not show the role ${sendingRole} yet. Run it again in a minute.`);
      },
    },
  };
}

/**
 * The rule on the default bus that brings changes of networks, links and zones to the function, whoever made it: the
 * trigger in the manifest, or this. A rule that is equal is left alone, one that differs is shown before it is changed.
 */
export async function lookAtRule(
  api: AlibabaApi,
  account: string,
  { name, pattern }: DeployedFunction,
): Promise<Proposal> {
  const endpoint = functionEndpoint(api, account, name);
  const rules = await listEventRules(api);
  const serving = rules.filter((rule) => serves(rule, endpoint, pattern));
  const [first, ...others] = serving;
  if (first !== undefined) {
    const twice = others.map((rule) => rule.name).join(", ");
    const note =
      twice === "" ? "" : `; ${twice} does the same, so every event arrives twice, which is harmless: delete one`;
    return { subject: `rule ${first.name}`, now: `there, enabled, delivers to ${name}${note}`, change: null };
  }
  const own = rules.find((rule) => rule.name === ruleName);
  const rule = own ?? rules.find((candidate) => delivers(candidate, endpoint));
  const made =
    rule === undefined ? making(api, endpoint, name, pattern, rules) : mending(api, endpoint, name, pattern, rule);
  const target = rule?.name ?? ruleName;
  return {
    subject: `rule ${target}`,
    now: rule === undefined ? "not there" : "there, but different",
    change: {
      ...made,
      async apply() {
        await made.apply();
        const back = await getEventRule(api, target);
        if (back === null || !serves(back, endpoint, pattern))
          throw new Fault(
            `EventBridge took the rule ${target}, but reading it back shows ${back === null ? "no rule" : JSON.stringify(back)}. Run it again in a minute; look at it in the EventBridge console if that does not help.`,
          );
      },
    },
  };
}

function making(api: AlibabaApi, endpoint: string, name: string, pattern: string, rules: readonly EventRule[]): Change {
  return {
    says: `make the rule ${ruleName} on the bus ${bus} in ${api.region}, which brings changes of networks, links and zones to ${name}`,
    replaces: false,
    async apply() {
      try {
        await api.call("eventbridge", "CreateRule", {
          EventBusName: bus,
          RuleName: ruleName,
          Description: "Changes of networks, links and zones, for mooring",
          Status: "ENABLE",
          FilterPattern: pattern,
          EventTargets: JSON.stringify([targetOf(endpoint, name)]),
        });
      } catch (error) {
        if (!(error instanceof Refusal) || error.failure.code !== "EventRuleCountExceed") throw error;
        const there = rules.map((rule) => rule.name).join(", ");
        throw new Fault(
          `the bus ${bus} in ${api.region} holds as many rules as it may (${error.failure.code}): ${there}. Delete one that nobody needs, or ask for a higher quota in Quota Center; then run it again.`,
          { cause: error },
        );
      }
    },
  };
}

function mending(api: AlibabaApi, endpoint: string, name: string, pattern: string, rule: EventRule): Change {
  const RuleName = rule.name;
  const otherPattern = !sameJson(rule.pattern, pattern);
  const says = [
    ...(otherPattern ? [`change its pattern:\n      has    ${rule.pattern}\n      needs  ${pattern}`] : []),
    ...(delivers(rule, endpoint) ? [] : [`give it the target ${endpoint}`]),
    ...(rule.enabled ? [] : ["enable it"]),
  ];
  return {
    says: `rule ${RuleName}: ${says.join("; ")}`,
    replaces: true,
    async apply() {
      if (otherPattern)
        await api.call("eventbridge", "UpdateRule", { EventBusName: bus, RuleName, FilterPattern: pattern });
      if (!delivers(rule, endpoint))
        await api.call("eventbridge", "PutTargets", {
          EventBusName: bus,
          RuleName,
          Targets: JSON.stringify([targetOf(endpoint, name)]),
        });
      if (!rule.enabled) await api.call("eventbridge", "EnableRule", { EventBusName: bus, RuleName });
    },
  };
}

/** How to see the first real event arrive. */
export function firstEvent(name: string, region: string): string {
  return `To see the first real event: make a VPC in ${region}, wait up to ten minutes, and look in the log of ${name}
(npx s logs, or the console) for a line "pass" whose trigger is "event". docs/deploy-alibaba.md says what to check then.`;
}
