import type { Estate } from "../model/estate.ts";
import { type RegistrySettings, regionsOf } from "../model/settings.ts";
import {
  attachesAt,
  givesLastPlace,
  inTurnOnly,
  scarceRegistries,
  turnAmongAll,
  unknownTurn,
} from "../plan/limits/last-places.ts";
import { nameKey } from "../store/objects/reports.ts";
import { type Look, look } from "./look.ts";
import type { RegionScope, Scope } from "./observe/scope.ts";
import { PassError, type Running } from "./pass.ts";
import { readSaid } from "./said.ts";

/** A look and where it looked. */
export interface Seen {
  readonly scope: Scope;
  readonly look: Look;
}

/**
 * The first look of a pass. Where it sees some of a registry's networks only and could give one of the registry's last
 * places, the pass looks once more, at all of them, so that the place goes by turn. Throws `PassError` when nothing
 * could be observed.
 */
export async function firstLook(running: Running, scope: Scope): Promise<Seen> {
  const first = { scope, look: await look(running, scope) };
  if (running.pass.mode === "observe") return first;
  const partly = scarceRegistries(first.look.estate).filter((registry) => !seesAll(scope, registry));
  if (partly.length === 0) return first;
  const { estate, plan } = first.look;
  const said = await readSaid(running);
  const crowded = partly.filter((registry) =>
    givesLastPlace(estate, plan, registry, said(registry.alias)?.findings ?? []),
  );
  if (crowded.length === 0) return first;
  const all = await lookAtAll(running, first, crowded);
  if (typeof all !== "string") return all;
  return { scope, look: { ...first.look, plan: inTurnOnly(plan, estate, unknownTurn(crowded, all)) } };
}

/**
 * A look of a later round, at few networks. The last places of a registry go by turn there, too: what would be given is
 * given only if a look at all networks gives it as well; for others that come first it is the next pass's turn. Throws
 * `PassError` when nothing could be observed.
 */
export async function laterLook(running: Running, scope: Scope): Promise<Look> {
  const seen = { scope, look: await look(running, scope) };
  const { estate, plan } = seen.look;
  const crowded = scarceRegistries(estate).filter((registry) => attachesAt(plan, registry));
  if (crowded.length === 0) return seen.look;
  const all = await lookAtAll(running, seen, crowded);
  const turn = typeof all === "string" ? unknownTurn(crowded, all) : turnAmongAll(crowded, all.look);
  return { ...seen.look, plan: inTurnOnly(plan, estate, turn) };
}

/** A sentence: why it could not be looked at all. */
async function lookAtAll(running: Running, seen: Seen, crowded: readonly RegistrySettings[]): Promise<Seen | string> {
  const scope = widened(seen, crowded);
  const whole = await attemptLook(running, scope);
  return typeof whole === "string" ? whole : (unreadOf(whole.estate) ?? { scope, look: whole });
}

async function attemptLook(running: Running, scope: Scope): Promise<Look | string> {
  try {
    return await look(running, scope);
  } catch (error) {
    if (!(error instanceof PassError)) throw error;
    return error.message;
  }
}

/** Why a region's networks could not be listed; `null` when all were. */
function unreadOf({ regions }: Estate): string | null {
  const [unread] = regions.flatMap(({ networks }) => (networks.known ? [] : [networks.reason]));
  return unread ?? null;
}

function seesAll(scope: Scope, registry: RegistrySettings): boolean {
  return (
    scope.share === null &&
    regionsOf(registry).every((region) =>
      scope.regions.some((one) => one.cloud === registry.cloud && one.region === region && one.ids === null),
    )
  );
}

/** The same registries, and every network of those that are crowded; of names no more than must be for the ranking. */
function widened({ scope, look: { estate } }: Seen, crowded: readonly RegistrySettings[]): Scope {
  const whole = crowded.flatMap((registry) =>
    regionsOf(registry).map((region): RegionScope => ({ cloud: registry.cloud, region, ids: null })),
  );
  const isWhole = ({ cloud, region }: RegionScope) => whole.some((one) => one.cloud === cloud && one.region === region);
  const byKey = new Map(
    [...scope.regions.filter((one) => !isWhole(one)), ...whole].map((one) => [`${one.cloud}/${one.region}`, one]),
  );
  const read = estate.registries.flatMap(({ alias, resolutions }) =>
    resolutions.map((resolution) => `${alias} ${nameKey(resolution)}`),
  );
  return {
    ...scope,
    depth: "frequent",
    share: null,
    subnetsAhead: false,
    regions: [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, region]) => region),
    // What the first look read is judged by the second one, and what else was in order is not read for this.
    names: new Set([...(scope.names ?? []), ...read]),
  };
}
