import type { Change } from "../../model/change.ts";
import type { Estate } from "../../model/estate.ts";
import { type Known, unknown } from "../../model/known.ts";
import type { Link, Part } from "../../model/link.ts";
import type { RegistrySettings } from "../../model/settings.ts";
import { missedLinks } from "../../plan/leaving/detach-limits.ts";
import type { Doubt } from "../../plan/leaving/inventory.ts";
import { doubtAboutAbsence } from "../../plan/leaving/missing-link.ts";
import { doubtAboutWish, restsOnWish } from "../../plan/leaving/still-leaving.ts";
import { attempt } from "../observe/attempt.ts";
import { cloudOf, type Running } from "../pass.ts";

/**
 * What a write that takes something away rests on, looked at right before it: the wish of its network, and that links are
 * gone which Mooring did not ask to take away.
 * @returns why the change is not made; `null` when it still is to be.
 */
export async function lastLook(running: Running, estate: Estate, change: Change): Promise<Doubt | null> {
  return (await lookAtWish(running, estate, change)) ?? (await lookAtLinks(running, estate, change));
}

/** Reads the links that a list missed once more; once a pass and list. */
async function lookAtLinks(running: Running, estate: Estate, change: Change): Promise<Doubt | null> {
  for (const { registry, part } of missedLinks(estate, change)) {
    const doubt = doubtAboutAbsence({ network: change.network, part }, await linksAgain(running, registry, part));
    if (doubt !== null) return doubt;
  }
  return null;
}

function linksAgain(running: Running, registry: RegistrySettings, part: Part): Promise<Known<readonly Link[]>> {
  const { pass, context, linksAgain: before } = running;
  const { alias, instance, region } = registry;
  const key = `${instance}/${part}`;
  const cloud = cloudOf(pass, registry.cloud)?.read;
  if (cloud === undefined) return Promise.resolve(unknown(`this pass serves no ${registry.cloud} registry`));
  const reading =
    before.get(key) ??
    attempt(pass.clock, async () => (await cloud.part({ alias, instance, region }, part, context)).links);
  before.set(key, reading);
  return reading;
}

/**
 * Reads a network by its id right before something of it is taken away on account of its wish: its owner may have
 * thought better of it since the pass looked. A change that rests on no wish is not asked about.
 */
async function lookAtWish(running: Running, estate: Estate, change: Change): Promise<Doubt | null> {
  const { pass, context } = running;
  const registry = estate.settings.registries.find(({ alias }) => alias === change.registry);
  const cloud = cloudOf(pass, change.cloud)?.read;
  if (registry === undefined || cloud === undefined || !restsOnWish(estate, registry, change)) return null;
  const { region, network } = change;
  const found = await attempt(pass.clock, () => cloud.networks({ region, ids: [network] }, context));
  const now = found.known ? { ...found, value: found.value.find(({ id }) => id === network) ?? null } : found;
  return doubtAboutWish(estate, registry, change, now);
}
