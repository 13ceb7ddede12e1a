import type { Attach } from "../../model/change.ts";
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
  const gives = plan.changes.some(({ kind, registry: alias }) => kind === "attach" && alias === registry.alias);
  return gives || (isFree(estate, registry) && said.some(isWaiting));
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

/** The plan without new links of these registries: who else wishes for their last places could not be read. */
export function withoutLastPlaces(
  plan: Plan,
  estate: Estate,
  registries: readonly RegistrySettings[],
  reason: string,
): Plan {
  const isLast = (change: Plan["changes"][number]): change is Attach =>
    change.kind === "attach" && registries.some(({ alias }) => alias === change.registry);
  const held = plan.changes.filter(isLast).map((change): HeldChange => {
    const sentence = `registry "${change.registry}" has few links left, and who else waits for them could not be read: ${reason}; the next pass that reads it gives them in turn`;
    return { change, code: "held/turn-unknown", sentence };
  });
  const changes = plan.changes.filter((change) => !isLast(change));
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
