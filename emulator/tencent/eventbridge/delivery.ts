import type { World } from "../../world.ts";
import { parseFunctionName } from "../scf/key.ts";
import type { CloudEvent, MatchedRule, ScfFunctions } from "../services.ts";
import type { TencentEventTarget } from "../state.ts";

/** A day of the daily quota begins at midnight in Beijing. */
const beijing = 8 * 3_600_000;
const day = 86_400_000;

/** Largest event of an asynchronous invocation, bytes. */
const largestPayload = 128 * 1_024;

interface Batch {
  readonly events: CloudEvent[];
  readonly callOff: () => void;
}

/**
 * Hands events to the functions behind the rules, asynchronously, so that SCF itself retries: one event an invocation, or
 * with batch delivery `{"EventList": [...]}` ("SCF target"). What is above the daily quota of a target is dropped.
 */
export function createDelivery(
  world: World,
  functions: Pick<ScfFunctions, "find" | "enqueue">,
): (matched: MatchedRule, event: CloudEvent) => void {
  const counts = new Map<string, { readonly day: number; deliveries: number }>();
  const batches = new Map<string, Batch>();

  function admitted(target: TencentEventTarget): boolean {
    const today = Math.floor((world.clock.now() + beijing) / day);
    const before = counts.get(target.id);
    const count = before?.day === today ? before : { day: today, deliveries: 0 };
    counts.set(target.id, count);
    if (count.deliveries >= world.settings.ebDeliveriesPerDay) return false;
    count.deliveries += 1;
    return true;
  }

  function deliver(target: TencentEventTarget, ruleName: string, body: unknown): void {
    const dropped = attempt(target, body);
    if (dropped !== undefined)
      world.logs.add("emulator", `rule ${ruleName}: a delivery to ${target.resource} was dropped: ${dropped}`);
  }

  /** Why it could not be done. */
  function attempt(target: TencentEventTarget, body: unknown): string | undefined {
    if (!admitted(target)) return `${world.settings.ebDeliveriesPerDay} deliveries a day are all that a target gets`;
    const named = parseFunctionName(target.resource);
    const found = named === undefined ? undefined : functions.find(named);
    if (found === undefined) return "there is no such function";
    const payload = Buffer.from(JSON.stringify(body));
    if (payload.length > largestPayload) return `${payload.length} bytes are more than ${largestPayload}`;
    functions.enqueue(found.definition, payload);
    return undefined;
  }

  function collect(target: TencentEventTarget, ruleName: string, event: CloudEvent): void {
    const { count, timeoutSeconds } = target.batch;
    const flush = () => {
      const batch = batches.get(target.id);
      batches.delete(target.id);
      batch?.callOff();
      if (batch !== undefined) deliver(target, ruleName, { EventList: batch.events });
    };
    const batch = batches.get(target.id) ?? { events: [], callOff: world.clock.after(timeoutSeconds * 1_000, flush) };
    batches.set(target.id, batch);
    batch.events.push(event);
    if (batch.events.length >= count) flush();
  }

  return ({ account, appId, bus, rule }, event) => {
    const resource = [`qcs::eb:${bus.region}:uid${appId || account}:${bus.id}/${rule.id}`];
    const delivered = world.settings.ebEnvelopeResource === "rule" ? { ...event, resource } : event;
    for (const target of rule.targets)
      if (target.batch.enabled) collect(target, rule.name, delivered);
      else deliver(target, rule.name, delivered);
  };
}
