import type { Change } from "../../model/change.ts";
import type { Estate } from "../../model/estate.ts";
import type { Doubt } from "../../plan/leaving/inventory.ts";
import { doubtAboutWish, restsOnWish } from "../../plan/leaving/still-leaving.ts";
import { attempt } from "../observe/attempt.ts";
import { cloudOf, type Running } from "../pass.ts";

/**
 * Reads a network by its id right before something of it is taken away on account of its wish: its owner may have
 * thought better of it since the pass looked.
 * @returns why the change is not made; `null` when it still is to be, or rests on no wish.
 */
export async function lastLook(running: Running, estate: Estate, change: Change): Promise<Doubt | null> {
  const { pass, context } = running;
  const registry = estate.settings.registries.find(({ alias }) => alias === change.registry);
  const cloud = cloudOf(pass, change.cloud)?.read;
  if (registry === undefined || cloud === undefined || !restsOnWish(estate, registry, change)) return null;
  const { region, network } = change;
  const found = await attempt(pass.clock, () => cloud.networks({ region, ids: [network] }, context));
  const now = found.known ? { ...found, value: found.value.find(({ id }) => id === network) ?? null } : found;
  return doubtAboutWish(estate, registry, change, now);
}
