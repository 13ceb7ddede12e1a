import { asksOf } from "../../model/asks.ts";
import type { Edit, Estate, LinkEdit } from "../../model/estate.ts";
import type { Deed } from "../../model/hint.ts";
import { after, elapsed } from "../../model/known.ts";
import type { LedgerEntry, PastAsk } from "../../model/ledger.ts";
import type { RegistrySettings } from "../../model/settings.ts";
import { deploymentLedger } from "../link/ownership.ts";
import { onceWithout } from "./overrides.ts";

const day = 24 * 3_600_000;

/** The call is made this long after an ask at most, milliseconds: what is told of then is Mooring's own. */
const callTime = 60_000;

type Place = Pick<LedgerEntry, "network" | "part">;

/**
 * Why a link is not asked for again: within 24 hours it was asked for as often as one name may be repaired, was seen ready
 * each time, and each time was gone again, although Mooring had not set out to take it away. It is to be asked of links
 * that are not there.
 */
export function contestOf(
  estate: Estate,
  registry: RegistrySettings,
  { network, part }: Place,
): { readonly code: "held/contested-link"; readonly sentence: string } | null {
  const entry = estate.ledger.known
    ? estate.ledger.value.find(
        (one) =>
          one.network === network &&
          one.part === part &&
          one.registry === registry.instance &&
          one.deployment === estate.deployment,
      )
    : undefined;
  const losses = entry === undefined ? [] : lossesOf(estate, entry);
  const last = losses.at(-estate.settings.limits.repairsPerDay);
  if (last === undefined) return null;
  const times = `${losses.length === 1 ? "once" : `${losses.length} times`} within 24 hours (${losses.map(({ at }) => at).join(", ")})`;
  const each = losses.length === 1 ? "was ready, and" : "was ready each time, and each time";
  const who = whoOf(estate.edits, { registry: registry.alias, network, part }, losses);
  return {
    code: "held/contested-link",
    sentence: `the ${part} link was asked for ${times}, ${each} it went again without Mooring's doing${who}; find out who takes it away; it is asked for again after ${after(last.at, day)}; ${onceWithout("repairs-per-day")}`,
  };
}

/** The contested links of a registry, there or not. */
export function contestedLinks(estate: Estate, registry: RegistrySettings): readonly LedgerEntry[] {
  const { repairsPerDay } = estate.settings.limits;
  return deploymentLedger(estate, registry).filter((entry) => lossesOf(estate, entry).length >= repairsPerDay);
}

/** What deeds say of one link: somebody wrote it. */
export function linkEditsOf(
  deeds: readonly Deed[],
  { alias, instance }: RegistrySettings,
  { network, part }: Place,
): readonly LinkEdit[] {
  return deeds
    .filter(({ did, networks }) => did === "link" && networks.includes(network))
    .filter((deed) => (deed.registry ?? instance) === instance && (deed.part ?? part) === part)
    .map(({ by, at, what }) => ({ registry: alias, network, part, at, by, what }));
}

function lossesOf({ at }: Estate, entry: LedgerEntry): readonly PastAsk[] {
  return asksOf(entry, at).filter(({ lost }) => lost);
}

function whoOf(
  edits: readonly Edit[],
  { registry, network, part }: Place & { registry: string },
  losses: readonly PastAsk[],
) {
  const [last] = edits
    .filter((edit): edit is LinkEdit => !("zone" in edit) && !("name" in edit))
    .filter((edit) => edit.registry === registry && edit.network === network && edit.part === part)
    .filter((edit) => losses.every(({ at }) => elapsed(at, edit.at) > callTime))
    .sort((a, b) => (a.at > b.at ? -1 : 1));
  return last === undefined ? "" : `, last written by ${last.by} at ${last.at} (${last.what})`;
}
