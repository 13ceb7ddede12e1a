import type { Estate } from "../../model/estate.ts";
import { elapsed, known } from "../../model/known.ts";
import { type RegistrySettings, regionsOf } from "../../model/settings.ts";
import { nextInventory } from "../../plan/leaving/inventory.ts";
import { readDetachments, removeDetachment } from "../../store/objects/detachments.ts";
import { readInventory, writeInventory } from "../../store/objects/inventory.ts";
import type { Pass } from "../pass.ts";
import type { Scope } from "./scope.ts";

/** Announcements of detaches are kept so long, milliseconds: well beyond the day for which they count. */
const keptTime = 7 * 24 * 3_600_000;

/**
 * Keeps what a full pass saw of a registry's lists, if it read every one of them to its end, and forgets announcements of
 * detaches that count no more. Throws `StoreError`.
 */
export async function keepInventory(pass: Pass, scope: Scope, first: Estate, alias: string): Promise<void> {
  const registry = pass.settings.registries.find((one) => one.alias === alias);
  if (registry === undefined || !isWhole(scope, registry)) return;
  const [before, detachments] = await Promise.all([
    readInventory(pass.store, registry.instance),
    readDetachments(pass.store, registry.instance),
  ]);
  // What was announced after the lists were read is not told by them.
  const earlier = detachments.filter(({ at }) => at < first.at);
  const seen: Estate = {
    ...first,
    inventory: known(before === null ? [] : [before], first.at),
    detachments: known(earlier, first.at),
  };
  const next = nextInventory(seen, registry, pass.id);
  if (next !== null) await writeInventory(pass.store, next);
  for (const old of detachments.filter(({ at }) => elapsed(at, first.at) > keptTime))
    await removeDetachment(pass.store, old);
}

function isWhole(scope: Scope, registry: RegistrySettings): boolean {
  return (
    scope.depth === "full" &&
    scope.share === null &&
    regionsOf(registry).every((region) =>
      scope.regions.some((one) => one.cloud === registry.cloud && one.region === region && one.ids === null),
    )
  );
}
