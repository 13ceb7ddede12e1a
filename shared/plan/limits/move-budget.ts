import { type Change, changeKey } from "../../model/change.ts";
import type { Estate } from "../../model/estate.ts";
import { elapsed } from "../../model/known.ts";
import { type RegistrySettings, regionsOf } from "../../model/settings.ts";
import { deploymentLedger } from "../link/ownership.ts";
import { byText } from "../order.ts";
import { onceWithout } from "./overrides.ts";

const hour = 3_600_000;

/**
 * Whether every network of the registry is looked at: a pass for one event sees one move, and a hundred such passes side
 * by side would each believe it to be the only one.
 */
function seesAll(estate: Estate, registry: RegistrySettings): boolean {
  return regionsOf(registry).every((region) =>
    estate.regions.some(
      (view) =>
        view.cloud === registry.cloud && view.region === region && view.ids === null && view.shared === undefined,
    ),
  );
}

/**
 * Which re-pointing changes of a registry must wait, by change key: so many names an hour may be moved to a new address
 * of their link, and more at once than that is more likely a wrong reading, or somebody's mistake, than a new link. A
 * move that was begun is always finished: half of one leaves a name that nobody answers.
 */
export function byMoveBudget(
  changes: readonly Change[],
  estate: Estate,
  registry: RegistrySettings,
): ReadonlyMap<string, { readonly code: string; readonly sentence: string }> {
  const moves = changes.filter((change) => "repoints" in change && change.repoints);
  const lately = new Set(movedLately(estate, registry));
  const turnedOff = new Set(moves.filter(({ kind }) => kind === "switch-on").map(nameOf));
  const isBegun = (change: Change) => lately.has(nameOf(change)) || turnedOff.has(nameOf(change));
  const fresh = moves.filter((change) => !isBegun(change));
  if (!seesAll(estate, registry)) {
    const sentence = `this pass looks at some networks of registry "${registry.alias}" only, and names move to new addresses of their links where all are seen: the timer's next pass does it`;
    return new Map(fresh.map((change) => [changeKey(change), { code: "held/moves-in-sight", sentence }]));
  }
  const wanted = [...new Set(fresh.map(nameOf))].sort(byText);
  const limit = estate.settings.limits.repointsPerHour;
  if (wanted.length > limit) {
    const sentence = `the links of ${wanted.length} names of registry "${registry.alias}" show new addresses at once, and at most ${limit} names may be moved in an hour, so none is: look whether the links were really made again; ${onceWithout("repoints-per-hour")}`;
    return new Map(fresh.map((change) => [changeKey(change), { code: "held/correlated-drift", sentence }]));
  }
  const done = lately.size;
  const late = new Set(wanted.slice(Math.max(0, limit - done)));
  const sentence = `${done} ${done === 1 ? "name" : "names"} of registry "${registry.alias}" moved to new addresses of their links within the hour, and at most ${limit} may; ${onceWithout("repoints-per-hour")}`;
  return new Map(
    fresh
      .filter((change) => late.has(nameOf(change)))
      .map((change) => [changeKey(change), { code: "held/repoints-per-hour", sentence }]),
  );
}

function nameOf(change: Change): string {
  return `${change.network}/${change.part}/${"name" in change ? change.name : ""}`;
}

function movedLately(estate: Estate, registry: RegistrySettings): readonly string[] {
  return deploymentLedger(estate, registry).flatMap(({ network, part, repairs }) =>
    repairs
      .filter(({ repointed, at }) => repointed && elapsed(at, estate.at) < hour)
      .map(({ name }) => `${network}/${part}/${name}`),
  );
}
