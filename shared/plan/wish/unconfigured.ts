import type { Estate } from "../../model/estate.ts";
import type { LedgerEntry } from "../../model/ledger.ts";
import type { Notice } from "../../model/plan.ts";
import { isOwned } from "../link/ownership.ts";
import { releaseCommandFor } from "../link/whose.ts";
import { byText } from "../order.ts";

/** As many as a sentence names, of each. */
const most = 10;

/**
 * What Mooring made for registries, or parts of them, that the configuration does not have any more: a notice for each.
 * No pass looks there, so nothing of it is repaired, and nothing is removed.
 */
export function unconfigured(estate: Estate): readonly Notice[] {
  if (!estate.ledger.known) return [];
  const { registries } = estate.settings;
  const left = new Map<string, LedgerEntry[]>();
  for (const entry of estate.ledger.value) {
    if (entry.deployment !== estate.deployment || !holdsAnything(entry)) continue;
    const registry = registries.find(({ instance }) => instance === entry.registry);
    if (registry?.parts.includes(entry.part) === true) continue;
    const what =
      registry === undefined
        ? `no registry ${entry.registry}`
        : `no ${entry.part} part of registry "${registry.alias}" (${entry.registry})`;
    left.set(what, [...(left.get(what) ?? []), entry]);
  }
  return [...left].map(([what, entries]) => ({
    registry: null,
    code: "leaving/registry-not-configured",
    sentence: sentenceOf(estate, what, entries),
  }));
}

function holdsAnything(entry: LedgerEntry): boolean {
  return isOwned(entry) || entry.names.some(({ ownZone }) => ownZone !== null);
}

function sentenceOf(estate: Estate, what: string, entries: readonly LedgerEntry[]): string {
  const networks = list(entries.map(({ network }) => network));
  const zones = list(
    entries.flatMap(({ names, network }) =>
      names.flatMap(({ ownZone }) =>
        ownZone === null ? [] : [`${ownZone.name} (${ownZone.id ?? "its id not known yet"}) for ${network}`],
      ),
    ),
  );
  const made = `the links of ${networks}${zones === "" ? "" : ` and private zones that Mooring made: ${zones}`}`;
  const zonesGo = zones === "" ? "" : ", without its customDomains where the zones are to go,";
  return `the configuration has ${what} any more, and the ledger has ${made}; no pass looks at them, so names there are not repaired and nothing is removed: put it back${zonesGo} or have Mooring forget them with ${forgotten(estate, entries)}, and look after them, or delete them, by hand`;
}

/** The command that forgets all of these, which are of one registry, and of one part where the registry is there still. */
function forgotten(estate: Estate, entries: readonly LedgerEntry[]): string {
  const [{ registry: instance, part } = { registry: "", part: null }] = entries;
  const registry = estate.settings.registries.find((one) => one.instance === instance);
  const networks = [...new Set(entries.map(({ network }) => network))];
  return releaseCommandFor({
    network: networks.length === 1 ? networks.join() : null,
    registry: registry?.alias ?? instance,
    part: registry === undefined ? null : part,
    deployment: estate.deployment,
  });
}

/** Each once, by text; the rest counted. */
function list(all: readonly string[]): string {
  const distinct = [...new Set(all)].sort(byText);
  const more = distinct.length - most;
  return `${distinct.slice(0, most).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
