import { createDeadline } from "../kernel/deadline.ts";
import type { Estate, RegistryView, ResolutionView } from "../model/estate.ts";
import { unknown } from "../model/known.ts";
import type { LedgerEntry } from "../model/ledger.ts";
import type { RegistrySettings } from "../model/settings.ts";
import { adoptionNeeds } from "../plan/link/adoption.ts";
import { readOwnershipRecords } from "../store/objects/ownership.ts";
import { attempt } from "./observe/attempt.ts";
import { cloudOf, type Pass } from "./pass.ts";
import { previewPass } from "./preview.ts";

/** Everything that adopting depends on: what a pass sees, and the names of the network's links, wished for or not. */
export async function lookForAdoption(pass: Pass, registry: RegistrySettings, network: string): Promise<Estate> {
  const { estate } = await previewPass(pass);
  const wanted = adoptionNeeds(estate, registry, network);
  const cloud = cloudOf(pass, registry.cloud);
  if (wanted.length === 0 || cloud === null) return estate;
  const { alias, instance, region } = registry;
  const targets = wanted.map((need) => ({ ...need, registry: { alias, instance, region } }));
  const deadline = createDeadline(pass.clock, pass.budgetMs);
  try {
    const context = { log: pass.log, signal: deadline.signal };
    const found = await attempt(pass.clock, () => cloud.read.resolutions(targets, context));
    const read = wanted.map(({ part, name }, index): ResolutionView => {
      const reading = found.known ? found.value[index]?.resolution : found;
      return { network, part, name, resolution: reading ?? unknown("the cloud did not answer for it") };
    });
    const withRead = (view: RegistryView): RegistryView =>
      view.alias === alias ? { ...view, resolutions: [...view.resolutions, ...read] } : view;
    return { ...estate, registries: estate.registries.map(withRead) };
  } finally {
    await deadline.end();
  }
}

/** The entries of a network's links as the last releases by this deployment recorded them. Throws `StoreError`. */
export async function lastReleased(
  { store, deployment }: Pick<Pass, "store" | "deployment">,
  { instance }: RegistrySettings,
  network: string,
): Promise<readonly LedgerEntry[]> {
  const records = await readOwnershipRecords(store, { registry: instance, network });
  const released = records.filter(({ what, entry }) => what === "release" && entry.deployment === deployment);
  return [...new Map(released.map(({ entry }) => [entry.part, entry])).values()];
}
