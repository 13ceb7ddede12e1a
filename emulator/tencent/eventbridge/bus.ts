import type { World } from "../../world.ts";
import type { CloudEvent, EventBus, MatchedRule, PublishedEvent } from "../services.ts";
import type { TencentEventBus } from "../state.ts";
import { type EventPattern, matches } from "./pattern.ts";

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
