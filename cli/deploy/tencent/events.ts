import * as v from "valibot";
import { read } from "../../../shared/clouds/reading.ts";
import { Fault } from "../../fault.ts";
import { type Change, type Proposal, sameJson } from "../proposal.ts";
import { Refusal } from "../refusal.ts";
import type { TencentApi } from "./api.ts";
import { deliveriesOf, deliveriesPerDay } from "./deliveries.ts";
import { patternOf, sampleOf, type WantedRule, wantedRules } from "./event-patterns.ts";
import {
  type EventRule,
  findCloudBus,
  findEventRule,
  functionResource,
  serves,
  targetAt,
  targetOf,
} from "./event-rules.ts";

/** The function that events shall reach. */
export interface EventedFunction {
  readonly name: string;
  readonly region: string;
  readonly account: string;
}

const created = v.looseObject({ RuleId: v.string() });

/** What brings events to the function, in order. */
export function eventLooks(
  api: TencentApi,
  evented: EventedFunction,
  now: () => number,
): readonly (() => Promise<Proposal>)[] {
  return [() => lookAtAudit(api, now), ...wantedRules.map((wanted) => () => lookAtRule(api, evented, wanted, now))];
}

/** CloudAudit, whose records the events are. That it feeds the bus is a switch of the console alone. */
async function lookAtAudit(api: TencentApi, now: () => number): Promise<Proposal> {
  const seconds = Math.floor(now() / 1_000);
  const sought = { StartTime: seconds - 3_600, EndTime: seconds, MaxResults: 1 };
  const told = await api.call("cloudaudit", "DescribeEvents", sought).then(
    () => "answers",
    (error: unknown) => {
      if (error instanceof Refusal) return `could not be asked (${error.failure.code}): see that it is activated`;
      throw error;
    },
  );
  return {
    subject: "CloudAudit",
    now: `${told}; whether it feeds the event bus no API tells: see in the EventBridge console, region Guangzhou, bus "default", that the events of CloudAudit are enabled`,
    change: null,
  };
}

/**
 * One rule on the default bus, known by its name. A rule that is equal is left alone, one that differs is shown before
 * it is changed, and what is made or changed is read back and tried on a sample event. In any case it is told how many
 * deliveries it takes.
 */
async function lookAtRule(
  api: TencentApi,
  evented: EventedFunction,
  wanted: WantedRule,
  now: () => number,
): Promise<Proposal> {
  const resource = functionResource(evented.region, evented.account, evented.name);
  const pattern = patternOf(wanted);
  const bus = await findCloudBus(api);
  const rule = await findEventRule(api, bus, wanted.name);
  const subject = `rule ${wanted.name}`;
  const deliveries = await deliveriesOf(api, wanted, now);
  if (rule !== null && serves(rule, resource, pattern))
    return { subject, now: `there, enabled, delivers to ${evented.name}; ${deliveries}`, change: null };
  const made =
    rule === null ? making(api, bus, wanted, evented.name, resource) : mending(api, bus, rule, resource, pattern);
  return {
    subject,
    now: `${rule === null ? "not there" : "there, but different"}; ${deliveries}`,
    change: {
      ...made,
      async apply() {
        await made.apply();
        const back = await findEventRule(api, bus, wanted.name);
        if (back === null || !serves(back, resource, pattern))
          throw new Fault(
            `EventBridge took the rule ${wanted.name}, but reading it back shows ${back === null ? "no rule" : JSON.stringify(back)}. Run it again in a minute; look at it in the EventBridge console if that does not help.`,
          );
        await api.call("eb", "CheckRule", { Event: sampleOf(wanted, evented.account), EventPattern: pattern });
      },
    },
  };
}

function making(api: TencentApi, bus: string, wanted: WantedRule, name: string, resource: string): Change {
  return {
    says: `make the rule ${wanted.name} on the default event bus in ${api.region}, which brings ${wanted.about} to ${name}`,
    replaces: false,
    async apply() {
      const answer = await api.call("eb", "CreateRule", {
        EventBusId: bus,
        RuleName: wanted.name,
        EventPattern: patternOf(wanted),
        Enable: true,
        Description: `For mooring: ${wanted.about}`,
      });
      const { RuleId } = read("eb:CreateRule", created, answer);
      await aim(api, { EventBusId: bus, RuleId }, resource);
    },
  };
}

function mending(api: TencentApi, bus: string, rule: EventRule, resource: string, pattern: string): Change {
  const own = { EventBusId: bus, RuleId: rule.id };
  const otherPattern = !sameJson(rule.pattern, pattern);
  const target = targetAt(rule, resource);
  const says = [
    ...(otherPattern ? [`change its pattern:\n      has    ${rule.pattern}\n      needs  ${pattern}`] : []),
    ...(rule.enabled ? [] : ["enable it"]),
    ...(target === null ? [`give it the target ${resource}`] : []),
    ...(target?.batch === true ? ["have it deliver one event at a time"] : []),
  ];
  return {
    says: `rule ${rule.name}: ${says.join("; ")}`,
    // A rule of ours that a broken run left without its target is only completed.
    replaces: otherPattern || !rule.enabled || target !== null,
    async apply() {
      if (otherPattern || !rule.enabled)
        await api.call("eb", "UpdateRule", { ...own, EventPattern: pattern, Enable: true });
      if (target === null) await aim(api, own, resource);
      else if (target.batch)
        await api.call("eb", "UpdateTarget", { ...own, TargetId: target.id, EnableBatchDelivery: false });
    },
  };
}

interface RuleKey {
  readonly EventBusId: string;
  readonly RuleId: string;
}

/** Gives the rule its target, which must be there. */
async function aim(api: TencentApi, rule: RuleKey, resource: string): Promise<void> {
  try {
    await api.call("eb", "CreateTarget", { ...rule, ...targetOf(resource) });
  } catch (error) {
    if (!(error instanceof Refusal) || error.failure.kind !== "not-found") throw error;
    throw new Fault(
      `EventBridge does not find the function ${resource} (${error.failure.code}): deploy it first (npm run deploy:tencent), then run it again.`,
      { cause: error },
    );
  }
}

/** What the rules cost, and how to see the first real event arrive. */
export function firstEvent({ name, region }: EventedFunction): string {
  const away =
    region === "ap-guangzhou"
      ? ""
      : `\nThe function runs in ${region}: whether EventBridge calls functions outside Guangzhou is not documented.`;
  return `Each of the ${wantedRules.length} rules delivers at most ${deliveriesPerDay} events a day, every matching call of anybody counted; what is over that is dropped, and the next timer sees it.${away}
To see the first real event: make a VPC, wait up to ten minutes, and look in the log of ${name} for a line "pass"
whose trigger is "event". docs/deploy-tencent.md says what to check then.`;
}
