import * as v from "valibot";
import { count, read } from "../../../shared/clouds/reading.ts";
import { Fault } from "../../fault.ts";
import { sameJson } from "../proposal.ts";
import type { TencentApi } from "./api.ts";

/** A rule of the bus with its targets. */
export interface EventRule {
  readonly id: string;
  readonly name: string;
  /** JSON text. */
  readonly pattern: string;
  readonly enabled: boolean;
  readonly targets: readonly EventTarget[];
}

export interface EventTarget {
  readonly id: string;
  readonly type: string;
  /** The six segments of what it delivers to. */
  readonly resource: string;
  /** Several events in one delivery. */
  readonly batch: boolean;
}

/** Rows of a page; the API's default, which no call refuses. */
const page = 20;

const buses = v.looseObject({
  TotalCount: v.nullish(count),
  EventBuses: v.nullish(v.array(v.looseObject({ EventBusId: v.string(), Type: v.string() })), []),
});
const ruleNames = v.looseObject({
  TotalCount: v.nullish(count),
  Rules: v.nullish(v.array(v.looseObject({ RuleId: v.string(), RuleName: v.string() })), []),
});
const oneRule = v.looseObject({
  RuleName: v.string(),
  EventPattern: v.string(),
  Enable: v.nullish(v.boolean(), false),
});
const targets = v.looseObject({
  TotalCount: v.nullish(count),
  Targets: v.nullish(
    v.array(
      v.looseObject({
        TargetId: v.string(),
        Type: v.nullish(v.string(), ""),
        EnableBatchDelivery: v.nullish(v.boolean(), false),
        TargetDescription: v.nullish(
          v.looseObject({
            ResourceDescription: v.nullish(v.string(), ""),
            SCFParams: v.nullish(v.looseObject({ EnableBatchDelivery: v.nullish(v.boolean(), false) })),
          }),
        ),
      }),
    ),
    [],
  ),
});

/** The bus that the cloud's own events arrive on, which a person opens once in the console. */
export async function findCloudBus(api: TencentApi): Promise<string> {
  const all = await paged(async (Offset) => {
    const answer = await api.call("eb", "ListEventBuses", { Limit: page, Offset });
    const { EventBuses, TotalCount } = read("eb:ListEventBuses", buses, answer);
    return { rows: EventBuses, total: TotalCount };
  });
  const bus = all.find(({ Type }) => Type.toLowerCase() === "cloud");
  if (bus !== undefined) return bus.EventBusId;
  throw new Fault(
    `the account has no default event bus in ${api.region}, on which the cloud's own events arrive. Open EventBridge once in its console, in the region Guangzhou (https://console.cloud.tencent.com/eb), enable the events of CloudAudit on the bus "default", and run it again.`,
  );
}

/** The rule of this name with its targets; `null`: there is none. */
export async function findEventRule(api: TencentApi, bus: string, name: string): Promise<EventRule | null> {
  const all = await paged(async (Offset) => {
    const answer = await api.call("eb", "ListRules", { EventBusId: bus, Limit: page, Offset });
    const { Rules, TotalCount } = read("eb:ListRules", ruleNames, answer);
    return { rows: Rules, total: TotalCount };
  });
  const found = all.find(({ RuleName }) => RuleName === name);
  if (found === undefined) return null;
  const own = { EventBusId: bus, RuleId: found.RuleId };
  const rule = read("eb:GetRule", oneRule, await api.call("eb", "GetRule", own));
  const rows = await paged(async (Offset) => {
    const answer = await api.call("eb", "ListTargets", { ...own, Limit: page, Offset });
    const { Targets, TotalCount } = read("eb:ListTargets", targets, answer);
    return { rows: Targets, total: TotalCount };
  });
  return {
    id: found.RuleId,
    name: rule.RuleName,
    pattern: rule.EventPattern,
    enabled: rule.Enable,
    targets: rows.map(({ TargetId, Type, EnableBatchDelivery, TargetDescription }) => ({
      id: TargetId,
      type: Type,
      resource: TargetDescription?.ResourceDescription ?? "",
      batch: EnableBatchDelivery || TargetDescription?.SCFParams?.EnableBatchDelivery === true,
    })),
  };
}

async function paged<T>(
  read: (offset: number) => Promise<{ readonly rows: readonly T[]; readonly total: number | null | undefined }>,
): Promise<readonly T[]> {
  const all: T[] = [];
  for (;;) {
    const { rows, total } = await read(all.length);
    all.push(...rows);
    if (rows.length === 0 || rows.length < page || all.length >= (total ?? Number.POSITIVE_INFINITY)) return all;
  }
}

/** The function as a target of EventBridge: its latest version, as the deployment leaves it. */
export function functionResource(region: string, account: string, name: string): string {
  return `qcs::scf:${region}:uin/${account}:namespace/default/function/${name}/$LATEST`;
}

/** The rule's target that is the function, if it has one. */
export function targetAt(rule: EventRule, resource: string): EventTarget | null {
  return rule.targets.find((target) => target.type === "scf" && target.resource === resource) ?? null;
}

/** Whether a rule does the whole job: enabled, this pattern, to this function, one event at a time. */
export function serves(rule: EventRule, resource: string, pattern: string): boolean {
  return rule.enabled && targetAt(rule, resource)?.batch === false && sameJson(rule.pattern, pattern);
}

/** Says that the function shall be called, with one event at a time. */
export function targetOf(resource: string): Readonly<Record<string, unknown>> {
  return {
    Type: "scf",
    TargetDescription: { ResourceDescription: resource, SCFParams: { EnableBatchDelivery: false } },
  };
}
