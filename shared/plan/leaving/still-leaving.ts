import type { Change } from "../../model/change.ts";
import type { Estate } from "../../model/estate.ts";
import type { Known } from "../../model/known.ts";
import type { Network } from "../../model/network.ts";
import type { RegistrySettings } from "../../model/settings.ts";
import { observedNetworks } from "../link/links.ts";
import { isWanted, type Want, wantOf } from "../wish/want.ts";
import { networkWish } from "../wish/wishes.ts";
import { isTakingAway } from "./detach-limits.ts";
import type { Doubt } from "./inventory.ts";

const wishes: Readonly<Record<Want, string>> = {
  wished: "wishes for the registry",
  frozen: "has a tag that does not clearly wish for nothing",
  off: "is tagged off",
  absent: "wishes for nothing, which only counts after a grace",
};

/** Whether a change takes something away because its network does not wish for the registry, is not accepted, or is gone. */
export function restsOnWish(estate: Estate, registry: RegistrySettings, change: Change): boolean {
  if (!isTakingAway(change)) return false;
  const network = plannedNetwork(estate, change);
  return network === null || !isWanted(network, registry, estate.settings);
}

/**
 * Why a change that rests on a wish is not made after all, by the network as it is right before the write.
 * @param now the network read by its id; known and `null` when it was not found.
 * @returns `null` when the network wishes as it did when the change was planned.
 */
export function doubtAboutWish(
  estate: Estate,
  registry: RegistrySettings,
  change: Change,
  now: Known<Network | null>,
): Doubt | null {
  const moved = (sentence: string): Doubt => ({
    code: "skipped/moved",
    sentence: `${sentence}; the next pass plans anew`,
  });
  const { network } = change;
  if (!now.known) return moved(`whether ${network} is still to leave could not be read: ${now.reason}`);
  const planned = plannedNetwork(estate, change);
  if (now.value === null) return planned === null ? null : moved(`${network} is not found by its id any more`);
  if (planned === null) return moved(`${network} was believed to be gone and is there`);
  const { settings } = estate;
  if (networkWish(now.value, settings).tag.kind === "hold")
    return {
      code: "held/hold",
      sentence: `the tag ${settings.tag}=hold freezes ${network} by now: nothing is written`,
    };
  const want = wantOf(now.value, registry, settings);
  const isBack = isWanted(now.value, registry, settings);
  if (!isBack && want === wantOf(planned, registry, settings)) return null;
  return moved(`${network} ${wishes[want]} by now`);
}

/** The network as the change was planned from it; `null`: no listing showed it. */
function plannedNetwork(estate: Estate, { network }: Change): Network | null {
  return observedNetworks(estate).find(({ id }) => id === network) ?? null;
}
