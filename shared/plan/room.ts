import type { Estate, Link, RegistryView } from "../model/estate.ts";
import { elapsed, type Instant } from "../model/known.ts";
import type { LedgerEntry } from "../model/ledger.ts";
import type { RegistrySettings } from "../model/settings.ts";
import { deploymentLedger, isLive } from "./ownership.ts";

const day = 24 * 3_600_000;

/** One limit on attaches and how many it still allows now. */
export interface Room {
  readonly places: number;
  readonly code: string;
  readonly sentence: string;
}

/** Every limit on new links of a registry, the tightest first. */
export function attachRoom(estate: Estate, registry: RegistrySettings): readonly Room[] {
  const view = estate.registries.find((candidate) => candidate.alias === registry.alias);
  const { limits } = estate.settings;
  const entries = deploymentLedger(estate, registry);
  const moving = inTransition(view, entries, estate.at);
  const room: Room[] = [];
  if (!entries.some((entry) => entry.verifiedAt !== null)) {
    room.push({
      places: 1 - moving,
      code: "held/canary",
      sentence: `no link of registry "${registry.alias}" was verified ready by this deployment yet, so links are made one at a time`,
    });
  }
  room.push({
    places: limits.inTransition - moving,
    code: "held/in-transition",
    sentence: `${moving} links of registry "${registry.alias}" are in transition, and at most ${limits.inTransition} may be`,
  });
  const today = entries.filter((entry) => entry.intentAt !== null && elapsed(entry.intentAt, estate.at) < day).length;
  room.push({
    places: limits.attachesPerDay - today,
    code: "held/attaches-per-day",
    sentence: `${today} links of registry "${registry.alias}" were asked for within 24 hours, and at most ${limits.attachesPerDay} may be`,
  });
  room.push(quotaRoom(registry, view, moving));
  return room.sort((a, b) => a.places - b.places || (a.code < b.code ? -1 : 1));
}

/** The limit that new links of a registry meet first. */
export function tightestRoom(estate: Estate, registry: RegistrySettings): Room {
  const [first] = attachRoom(estate, registry);
  if (first === undefined) throw new Error("a registry always has limits on new links");
  return first;
}

/** Quota is advisory: unless the vendor says how many links are left, links are asked for one at a time and its refusal decides. */
function quotaRoom(registry: RegistrySettings, view: RegistryView | undefined, moving: number): Room {
  const quota = view?.quota;
  if (quota?.known === true && registry.quota === null) {
    const left = quota.value.links - quota.value.used;
    if (left > 0) {
      return {
        places: left,
        code: "held/quota",
        sentence: `registry "${registry.alias}" uses ${quota.value.used} of ${quota.value.links} links; buy more links, or release some`,
      };
    }
    return {
      places: 0,
      code: "held/quota",
      sentence: `registry "${registry.alias}" uses all ${quota.value.links} links of its quota; buy more links, or release some`,
    };
  }
  const why =
    registry.quota !== null
      ? `the configuration gives ${registry.quota}`
      : "how many links it may have could not be read";
  return {
    places: 1 - moving,
    code: "held/quota-unknown",
    sentence: `registry "${registry.alias}" makes links one at a time, because ${why} and only its refusal is certain`,
  };
}

/** Links that are not ready, and attaches that are announced but do not show yet. */
function inTransition(view: RegistryView | undefined, entries: readonly LedgerEntry[], at: Instant): number {
  const links: readonly Link[] = view?.parts.flatMap((part) => (part.view.known ? part.view.value.links : [])) ?? [];
  const changing = links.filter((link) => link.state === "changing" || !link.address.known);
  const announced = entries.filter(
    (entry) => isLive(entry, at) && !links.some((link) => link.network === entry.network && link.part === entry.part),
  );
  return changing.length + announced.length;
}
