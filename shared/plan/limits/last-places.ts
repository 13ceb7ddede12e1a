import { type Attach, changeKey } from "../../model/change.ts";
import type { Estate } from "../../model/estate.ts";
import type { Finding } from "../../model/finding.ts";
import type { HeldChange, Plan } from "../../model/plan.ts";
import type { RegistrySettings } from "../../model/settings.ts";
import { holdFinding } from "../guard.ts";
import { registryLedger } from "../link/ownership.ts";
import { byChange } from "../order.ts";
import { compliance } from "../wish/compliance.ts";
import { capacityAfter, linksRoom } from "./capacity.ts";
import { tightestRoom, wasExhausted } from "./room.ts";

/** What a network is said to wait with for a place of its registry. */
const waitingCodes: ReadonlySet<string> = new Set(["held/quota", "held/quota-unknown", "blocked/quota-exhausted"]);

/**
 * Whether a pass is about to give, or could give, one of a registry's last places: who gets it is decided among all that
 * wish, so a pass that looked at some of them must look at all.
 * @param said what the last pass said of the registry's networks; empty where it is not known.
 */
export function givesLastPlace(
  estate: Estate,
  plan: Plan,
  registry: RegistrySettings,
  said: readonly Finding[],
): boolean {
  return attachesAt(plan, registry) || (isFree(estate, registry) && said.some(isWaiting));
}

/** Whether the plan makes new links of the registry. */
export function attachesAt({ changes }: Plan, { alias }: RegistrySettings): boolean {
  return changes.some(({ kind, registry }) => kind === "attach" && registry === alias);
}

/**
 * The registries that were looked at and have no more free places than there may be links in transition, or refused a
 * link lately. Where places abound, or how many there are is unknown, nobody goes without because of another one.
 */
export function scarceRegistries(estate: Estate): readonly RegistrySettings[] {
  const { settings, registries } = estate;
  return settings.registries.filter((registry) => {
    const view = registries.find(({ alias }) => alias === registry.alias);
    if (view?.looked !== true) return false;
    if (wasExhausted(registryLedger(estate, registry), estate.at)) return true;
    const links = linksRoom(registry, view);
    return links?.limit != null && links.limit - links.used <= settings.limits.inTransition;
  });
}

function isFree(estate: Estate, registry: RegistrySettings): boolean {
  return registry.mode !== "observe" && tightestRoom(estate, registry).places > 0;
}

function isWaiting({ parts, code }: Finding): boolean {
  return waitingCodes.has(code) || parts.some((part) => waitingCodes.has(part.code));
}

/** Why a new link that takes one of the last places is not made now; `null`: it is made, or takes none of them. */
export type Turn = (change: Attach) => Pick<HeldChange, "code" | "sentence"> | null;

/** No new link of these registries is made: who else wishes for their last places could not be read. */
export function unknownTurn(registries: readonly RegistrySettings[], reason: string): Turn {
  return ({ registry: alias }) => {
    if (!registries.some((one) => one.alias === alias)) return null;
    const sentence = `registry "${alias}" has few links left, and who else waits for them could not be read: ${reason}; the next pass that reads it gives them in turn`;
    return { code: "held/turn-unknown", sentence };
  };
}

/** Of these registries only new links are made that are made where all networks are looked at, too. */
export function turnAmongAll(registries: readonly RegistrySettings[], all: { plan: Plan; estate: Estate }): Turn {
  const given = new Set(all.plan.changes.map(changeKey));
  const held = new Map(all.plan.held.map((one) => [changeKey(one.change), one]));
  return (change) => {
    const registry = registries.find(({ alias }) => alias === change.registry);
    const key = changeKey(change);
    if (registry === undefined || given.has(key)) return null;
    // Of networks that are not next in turn the subnets are not read, so there is no change of theirs to be held.
    const { code, sentence } = held.get(key) ?? tightestRoom(all.estate, registry, change.network);
    return { code, sentence };
  };
}

/** The plan without the new links whose turn it is not. */
export function inTurnOnly(plan: Plan, estate: Estate, turn: Turn): Plan {
  const held = plan.changes.flatMap((change): HeldChange[] => {
    const verdict = change.kind === "attach" ? turn(change) : null;
    return verdict === null ? [] : [{ change, ...verdict }];
  });
  const changes = plan.changes.filter((change) => !held.some((one) => one.change === change));
  const findings = plan.findings.map((finding) => holdFinding(finding, held));
  return {
    ...plan,
    changes,
    held: [...plan.held, ...held].sort((a, b) => byChange(a.change, b.change)),
    findings,
    compliance: compliance(estate, findings),
    capacity: capacityAfter(plan, estate, changes),
  };
}
