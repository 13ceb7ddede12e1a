import type { DeliveryControl } from "../../happenings.ts";
import type { World } from "../../world.ts";
import type { TencentEventBus, TencentEventRule } from "../state.ts";
import { type EventPattern, matches } from "./pattern.ts";

/** An event as EventBridge passes it on ("Event structure"). */
export interface CloudEvent {
  readonly id: string;
  readonly source: string;
  readonly specversion: string;
  readonly type: string;
  readonly [attribute: string]: unknown;
}

/** A rule that an event matched, with its place. */
export interface MatchedRule {
  readonly account: string;
  readonly appId: string;
  readonly bus: TencentEventBus;
  readonly rule: TencentEventRule;
}

/** An event as it was published, with the fate it had; `at` is world time in milliseconds. */
interface PublishedEvent {
  readonly at: number;
  readonly account: string;
  readonly region: string;
  readonly lost: boolean;
  readonly event: CloudEvent;
}

/** The event buses of all accounts and regions. */
export interface EventBus {
  /** An audit event: it arrives on the default buses after the lag, if it arrives. */
  publish(account: string, region: string, event: CloudEvent): void;
  /** An event that a caller put on a bus: it arrives now. */
  put(account: string, bus: TencentEventBus, event: CloudEvent): void;
  /** Any event, by hand, on the default buses of the first account that has some. Answers the names of the rules it matched. */
  inject(event: CloudEvent): readonly string[];
  /** Delivers a published event once more, as the same event; `null` when there was none with this id. */
  resend(id: string): readonly string[] | null;
  control(next: DeliveryControl): void;
  /** Oldest first. */
  events(): readonly PublishedEvent[];
}

/** Events that are kept to be looked at and sent again. */
const keptEvents = 10_000;
const auditRegion = "ap-guangzhou";

/** @param forward hands an event that matched to the rule's targets. */
export function createEventBus(world: World, forward: (matched: MatchedRule, event: CloudEvent) => void): EventBus {
  const published: PublishedEvent[] = [];
  let lose = 0;
  let duplicate = 0;
  let extraDelay = 0;

  function keep(account: string, region: string, event: CloudEvent, lost: boolean): void {
    published.push({ at: world.clock.now(), account, region, lost, event });
    if (published.length > keptEvents) published.shift();
  }

  function arriveOn(account: string, bus: TencentEventBus, event: CloudEvent): readonly string[] {
    const appId = world.tencent.accounts.get(account)?.appId ?? "";
    // Nothing but a valid pattern is ever stored.
    const matched = bus.rules.filter(
      ({ enabled, pattern }) => enabled && matches(JSON.parse(pattern) as EventPattern, event),
    );
    for (const rule of matched) forward({ account, appId, bus, rule }, event);
    return matched.map((rule) => rule.name);
  }

  function arrive(account: string, region: string, event: CloudEvent): readonly string[] {
    const regions = new Set([auditRegion, ...(world.settings.auditBuses === "guangzhou" ? [] : [region])]);
    return defaultBuses(account)
      .filter((bus) => regions.has(bus.region))
      .flatMap((bus) => arriveOn(account, bus, event));
  }

  function defaultBuses(account: string): readonly TencentEventBus[] {
    return (world.tencent.accounts.get(account)?.eventBuses ?? []).filter(({ type }) => type === "Cloud");
  }

  function delay(): number {
    const spread = world.settings.auditEventOrder === "shuffled" ? 2 * world.random() : 1;
    return Math.round(world.settings.auditEventLagMs * spread) + extraDelay;
  }

  /** Asked for only where events are lost at all: the world's randomness is the same with and without this. */
  function isLostByChance(): boolean {
    return world.settings.auditEventLoss > 0 && world.random() < world.settings.auditEventLoss;
  }

  return {
    publish(account, region, event) {
      const lost = lose > 0 || isLostByChance();
      lose = Math.max(0, lose - 1);
      keep(account, region, event, lost);
      if (lost) return;
      const twice = duplicate > 0;
      if (twice) duplicate -= 1;
      const copies = world.settings.auditEventCopies + (twice ? 1 : 0);
      for (let copy = 0; copy < copies; copy++)
        world.clock.after(delay(), () => {
          arrive(account, region, event);
        });
    },
    put(account, bus, event) {
      keep(account, bus.region, event, false);
      arriveOn(account, bus, event);
    },
    inject(event) {
      const accounts = [...world.tencent.accounts.keys()];
      const account = accounts.find((one) => defaultBuses(one).length > 0) ?? accounts[0] ?? "";
      const region = typeof event["region"] === "string" ? event["region"] : auditRegion;
      keep(account, region, event, false);
      return arrive(account, region, event);
    },
    resend(id) {
      const found = published.find((one) => one.event.id === id);
      return found === undefined ? null : arrive(found.account, found.region, found.event);
    },
    control(next) {
      lose = next.lose ?? lose;
      duplicate = next.duplicate ?? duplicate;
      extraDelay = next.delayMs ?? extraDelay;
    },
    events: () => published,
  };
}
