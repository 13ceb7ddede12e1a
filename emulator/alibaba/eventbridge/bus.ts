import type { DeliveryControl } from "../../happenings.ts";
import type { World } from "../../world.ts";
import type { CloudEvent } from "../audit/envelope.ts";
import { matches } from "./pattern.ts";
import { createRules, type Rule, type Rules } from "./rules.ts";

/** An event as it was published, with the fate it had; `at` is world time in milliseconds. */
interface PublishedEvent {
  readonly at: number;
  readonly account: string;
  readonly region: string;
  readonly lost: boolean;
  readonly event: CloudEvent;
}

/** The default buses of all accounts and regions. */
export interface EventBridge extends Rules {
  /** An event from a cloud product: it arrives after the delay, if it arrives. */
  publish(account: string, region: string, event: CloudEvent): void;
  /** Any event, by hand: it arrives now. Answers the names of the rules it matched. */
  inject(event: CloudEvent): readonly string[];
  /** Delivers a published event once more, as the same event; `null` when there was none with this id. */
  resend(id: string): readonly string[] | null;
  control(next: DeliveryControl): void;
  /** Oldest first. */
  events(): readonly PublishedEvent[];
}

/** Events that are kept to be looked at and sent again. */
const keptEvents = 10_000;

/** @param forward hands an event that matched to the rule's targets. */
export function createEventBridge(world: World, forward: (rule: Rule, event: CloudEvent) => void): EventBridge {
  const rules = createRules(world.alibaba, world.clock.now);
  const published: PublishedEvent[] = [];
  let lose = 0;
  let duplicate = 0;
  let extraDelay = 0;

  function arrive(account: string, region: string, event: CloudEvent): readonly string[] {
    const matched = rules.of(account, region).filter((rule) => matches(rule.pattern, event));
    for (const rule of matched) forward(rule, event);
    return matched.map((rule) => rule.name);
  }

  function delay(): number {
    const spread = world.settings.eventOrder === "shuffled" ? 2 * world.random() : 1;
    return Math.round(world.settings.eventDelayMs * spread) + extraDelay;
  }

  return {
    ...rules,
    publish(account, region, event) {
      const lost = lose > 0;
      if (lost) lose -= 1;
      published.push({ at: world.clock.now(), account, region, lost, event });
      if (published.length > keptEvents) published.shift();
      if (lost) return;
      const twice = duplicate > 0;
      if (twice) duplicate -= 1;
      const copies = world.settings.eventCopies + (twice ? 1 : 0);
      for (let copy = 0; copy < copies; copy++)
        world.clock.after(delay(), () => {
          arrive(account, region, event);
        });
    },
    inject(event) {
      const account = textOf(event["aliyunaccountid"]) ?? [...world.alibaba.accounts.keys()][0] ?? "";
      const region = textOf(event["aliyunregionid"]) ?? rules.regions(account)[0] ?? "";
      published.push({ at: world.clock.now(), account, region, lost: false, event });
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

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
