import type { Estate } from "../../model/estate.ts";
import type { LedgerEntry } from "../../model/ledger.ts";
import type { Notice } from "../../model/plan.ts";
import { isOwned } from "../link/ownership.ts";
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
    sentence: sentenceOf(what, entries),
  }));
}

function holdsAnything(entry: LedgerEntry): boolean {
  return isOwned(entry) || entry.names.some(({ ownZone }) => ownZone !== null);
}

function sentenceOf(what: string, entries: readonly LedgerEntry[]): string {
  const [{ registry } = { registry: "" }] = entries;
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
  return `the configuration has ${what} any more, and the ledger has ${made}; no pass looks at them, so names there are not repaired and nothing is removed: put it back${zonesGo} or delete what is not needed by hand, and its entries under ledger/${registry}/ in the store`;
}

/** Each once, by text; the rest counted. */
function list(all: readonly string[]): string {
  const distinct = [...new Set(all)].sort(byText);
  const more = distinct.length - most;
  return `${distinct.slice(0, most).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
