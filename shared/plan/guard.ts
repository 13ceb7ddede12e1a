import type { Attach, Change } from "../model/change.ts";
import { changeKey } from "../model/change.ts";
import type { Estate } from "../model/estate.ts";
import { type Finding, type PartFinding, worst } from "../model/finding.ts";
import type { HeldChange, Plan } from "../model/plan.ts";
import { lowerMode, type Mode, modes, type RegistrySettings } from "../model/settings.ts";
import { byDetachLimits, leavesWith } from "./leaving/detach-limits.ts";
import { byApproval } from "./limits/approval.ts";
import { capacityAfter } from "./limits/capacity.ts";
import { byMoveBudget } from "./limits/move-budget.ts";
import { byRefusal } from "./limits/refusal.ts";
import { attachRoom, canaryWords } from "./limits/room.ts";
import { failedWrites, failingNetworks, stopOfNetwork, stopOfRegistry } from "./limits/stop.ts";
import { byTurn } from "./limits/turn.ts";
import { byZoneLimit } from "./limits/zone-limit.ts";
import { byChange } from "./order.ts";
import { compliance } from "./wish/compliance.ts";

type Verdict = { readonly code: string; readonly sentence: string } | null;

/**
 * Holds back what the mode or a limit forbids now. Only ever takes changes away; each one held names the limit, in the
 * plan and in the finding of its network.
 * @param ceiling the mode chosen at deployment; a registry's own mode may be lower.
 */
export function guard(plan: Plan, estate: Estate, ceiling: Mode): Plan {
  const verdicts = new Map<string, NonNullable<Verdict>>();
  for (const registry of estate.settings.registries) {
    const own = plan.changes.filter((change) => change.registry === registry.alias);
    const failed = failedWrites(estate, registry);
    const { failedWritesPerHour: limit } = estate.settings.limits;
    const refused = byRefusal(own, estate, registry);
    for (const change of own) {
      const asked = change.kind === "attach" ? byApproval(change, estate, registry) : null;
      // Names are not silenced where their link is not to go.
      const least = leavesWith(estate, registry, change) === null ? needed[change.kind] : needed.detach;
      const verdict =
        byMode(least, registry, ceiling) ??
        stopOfNetwork(failed, registry, limit, change.network) ??
        refused.get(changeKey(change)) ??
        asked;
      if (verdict !== null) verdicts.set(changeKey(change), verdict);
    }
    const going = own.filter((change) => !verdicts.has(changeKey(change)));
    for (const [key, verdict] of byDetachLimits(going, estate, registry)) verdicts.set(key, verdict);
    for (const [key, verdict] of byMoveBudget(going, estate, registry)) verdicts.set(key, verdict);
    const attaches = own
      .filter((change) => change.kind === "attach")
      .filter((change) => !verdicts.has(changeKey(change)));
    for (const [change, verdict] of byRoom(attaches, estate, registry)) verdicts.set(changeKey(change), verdict);
  }
  const granted = plan.changes.filter((change) => !verdicts.has(changeKey(change)));
  for (const [key, verdict] of byZoneLimit(granted, estate)) verdicts.set(key, verdict);
  const newlyHeld = plan.changes.flatMap((change): HeldChange[] => {
    const verdict = verdicts.get(changeKey(change));
    return verdict === undefined ? [] : [{ change, ...verdict }];
  });
  const waiting = waitingAnyway(plan, estate, ceiling);
  const findings = plan.findings.map((finding) => holdFinding(finding, [...waiting.values(), ...newlyHeld]));
  const changes = inTurn(
    plan.changes.filter((change) => !verdicts.has(changeKey(change))),
    estate,
  );
  return {
    ...plan,
    changes,
    held: [...plan.held.map((one) => waiting.get(one) ?? one), ...newlyHeld].sort((a, b) =>
      byChange(a.change, b.change),
    ),
    findings,
    compliance: compliance(estate, findings),
    capacity: capacityAfter(plan, estate, changes),
  };
}

/** Detaches that the plan held for want of a reading, which no mode or too many failures would let go anyway. */
function waitingAnyway(plan: Plan, estate: Estate, ceiling: Mode): ReadonlyMap<HeldChange, HeldChange> {
  return new Map(
    plan.held.flatMap((held): (readonly [HeldChange, HeldChange])[] => {
      const registry = estate.settings.registries.find(({ alias }) => alias === held.change.registry);
      if (held.change.kind !== "detach" || registry === undefined) return [];
      const verdict = byMode(needed.detach, registry, ceiling) ?? byFailures(estate, registry, held.change.network);
      return verdict === null ? [] : [[held, { change: held.change, ...verdict }]];
    }),
  );
}

/** The weakest mode that may make a change. */
const needed: Readonly<Record<Change["kind"], Mode>> = {
  attach: "attach",
  detach: "full",
  "switch-on": "attach",
  "switch-off": "attach",
  "create-record": "repair",
  "correct-record": "repair",
  "enable-record": "repair",
  "delete-record": "repair",
  "bind-zone": "repair",
  "set-fall-through": "repair",
  "create-zone": "repair",
  "delete-zone": "repair",
  "create-role": "attach",
};

function byMode(least: Mode, registry: RegistrySettings, ceiling: Mode): Verdict {
  const mode = lowerMode(ceiling, registry.mode);
  if (modes.indexOf(mode) >= modes.indexOf(least)) return null;
  const because =
    modes.indexOf(registry.mode) <= modes.indexOf(ceiling)
      ? `the configuration gives registry "${registry.alias}" mode ${registry.mode}`
      : `this deployment runs in mode ${ceiling}`;
  return { code: `held/mode-${mode}`, sentence: `${because}, and this change needs ${least}` };
}

/**
 * Too many writes of the registry failed within the hour, or of one network at it, where one is given; `null` when they
 * did not.
 */
export function byFailures(estate: Estate, registry: RegistrySettings, network?: string): Verdict {
  const failed = failedWrites(estate, registry);
  const { failedWritesPerHour: limit } = estate.settings.limits;
  return network === undefined
    ? stopOfRegistry(failed, registry, limit)
    : stopOfNetwork(failed, registry, limit, network);
}

/** What failed lately may fail again, so it comes after the writes of the networks that nothing failed for. */
function inTurn(changes: readonly Change[], estate: Estate): readonly Change[] {
  const failing = new Map(
    estate.settings.registries.map((registry) => [registry.alias, failingNetworks(estate, registry)] as const),
  );
  const isLast = ({ registry, network }: Change) => failing.get(registry)?.has(network) === true;
  return [...changes.filter((change) => !isLast(change)), ...changes.filter(isLast)];
}

function byRoom(
  attaches: readonly Attach[],
  estate: Estate,
  registry: RegistrySettings,
): readonly (readonly [Attach, NonNullable<Verdict>])[] {
  if (attaches.length === 0) return [];
  const turn = byTurn(estate, registry);
  const ranked = [...attaches].sort(
    (a, b) => turn(a.network, b.network) || registry.parts.indexOf(a.part) - registry.parts.indexOf(b.part),
  );
  const granted: Attach[] = [];
  return ranked.flatMap((change) => {
    const limit = attachRoom(estate, registry, change.network).find((candidate) => granted.length >= candidate.places);
    if (limit !== undefined) {
      const beside = granted.some(({ network }) => network === change.network);
      const { code, sentence } = limit.code === "held/canary" && beside ? canaryWords(registry, beside) : limit;
      // The numbers of the limit are what is there now, and may leave room but for what goes first.
      const first = limit.code === "held/canary" || granted.length === 0 ? "" : `; ${goesFirst(granted.length)}`;
      return [[change, { code, sentence: `${sentence}${first}` }] as const];
    }
    granted.push(change);
    return [];
  });
}

function goesFirst(count: number): string {
  return count === 1 ? "one new link of this plan goes first" : `${count} new links of this plan go first`;
}

/** The finding of a network whose changes are held, naming what holds them. */
export function holdFinding(finding: Finding, held: readonly HeldChange[]): Finding {
  const own = held.filter(({ change }) => change.network === finding.network && change.registry === finding.registry);
  if (own.length === 0) return finding;
  const parts = finding.parts.map((part) => {
    const [first] = own.filter(({ change }) => change.part === part.part);
    return first === undefined ? part : holdPart(part, first);
  });
  const state = worst(parts.map((part) => part.state));
  const leading = parts.find((part) => part.state === state) ?? parts[0];
  return leading === undefined ? finding : { ...finding, state, code: leading.code, sentence: leading.sentence, parts };
}

function holdPart(part: PartFinding, held: HeldChange): PartFinding {
  // A drift stays a drift while its repair is held: the name answers wrongly all the same. And what is right stays right.
  if (part.state === "drifted" || part.state === "moored")
    return { ...part, sentence: `${part.sentence}; held: ${held.sentence}` };
  const isLeaving = part.state === "leaving" || held.change.kind === "detach";
  const why = isLeaving ? `${held.change.because}; ` : "";
  return { ...part, state: "held", code: held.code, sentence: `${why}${held.sentence}` };
}
