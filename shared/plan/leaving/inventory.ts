import type { Estate, RegistryView } from "../../model/estate.ts";
import { elapsed, type Instant } from "../../model/known.ts";
import type { Inventory } from "../../model/ledger.ts";
import type { Part } from "../../model/link.ts";
import { type RegistrySettings, regionsOf } from "../../model/settings.ts";
import { isSetAside, onceWithout } from "../limits/overrides.ts";
import { observedNetworks } from "../link/links.ts";
import { deploymentLedger, isOwned } from "../link/ownership.ts";

/** Why something that takes away must wait. */
export interface Doubt {
  readonly code: string;
  readonly sentence: string;
}

/** Lists that shrank are believed once full passes so far apart saw the same of them, milliseconds: two daily ones. */
const believedAfter = 20 * 3_600_000;

/** Lists shorter than this may lose so many, whatever part of them that is. */
const few = 20;
const mostOfFew = 2;
const share = 0.2;

const day = 24 * 3_600_000;

type Counts = Pick<Inventory, "networks" | "links">;

/** Whether a list lost more than lists lose in an ordinary day. */
function hasShrunk(before: number, now: number): boolean {
  if (now >= before) return false;
  if (now === 0) return true;
  return before - now > (before >= few ? before * share : mostOfFew);
}

/** What full passes saw last of a registry's lists; `null` where none wrote it down, or it was not read. */
export function inventoryOf(estate: Estate, { instance }: RegistrySettings): Inventory | null {
  if (!estate.inventory.known) return null;
  return estate.inventory.value.find(({ registry }) => registry === instance) ?? null;
}

/**
 * Why no link of the registry may be taken away now: a list that was not read to its end in this pass, or one that is
 * much shorter than full passes saw it, or empty where the registry still has links; `null` when there is no doubt.
 */
export function doubtAboutLists(estate: Estate, registry: RegistrySettings): Doubt | null {
  const counts = regionsOf(registry).map((region) => ({ region, networks: listedIn(estate, registry, region) }));
  const unread = counts.find(({ networks }) => networks?.known !== true);
  if (unread !== undefined) {
    const why = unread.networks?.known === false ? ` (${unread.networks.reason})` : "";
    return {
      code: "held/lists-unread",
      sentence: `the networks of ${unread.region} were not listed to the end in this pass${why}, and without every list of registry "${registry.alias}" nothing is detached`,
    };
  }
  const links = doubtAboutLinks(estate, registry);
  const inventory = inventoryOf(estate, registry);
  if (links !== null || inventory === null || isSetAside(estate.settings, "inventory")) return links;
  for (const { region, networks } of counts) {
    const linked = ownLinksIn(estate, registry, region);
    if (networks?.known === true && networks.value === 0 && linked > 0) return noneListed(registry, region, linked);
    const before = inventory.networks[region];
    if (before === undefined) return neverSeen(registry);
    if (networks?.known === true && hasShrunk(before, networks.value))
      return tooFew(registry, `networks of ${region}`, before, networks.value, inventory);
  }
  return null;
}

/** The same of the links alone, whose absence lets what they left behind be taken away. */
export function doubtAboutLinks(estate: Estate, registry: RegistrySettings): Doubt | null {
  const view = estate.registries.find(({ alias }) => alias === registry.alias);
  const unread = registry.parts.find((part) => linksIn(view, part) === null);
  if (unread !== undefined) {
    return {
      code: "held/lists-unread",
      sentence: `the ${unread} links of registry "${registry.alias}" were not listed to the end in this pass, and without every list of it nothing is taken away`,
    };
  }
  if (isSetAside(estate.settings, "inventory")) return null;
  const unknown = [estate.inventory, estate.detachments].find((fact) => !fact.known);
  if (unknown?.known === false) {
    return {
      code: "held/inventory-unknown",
      sentence: `what the lists of registry "${registry.alias}" held before is not known (${unknown.reason}), so whether they have shrunk is not, either`,
    };
  }
  const inventory = inventoryOf(estate, registry);
  if (inventory === null) return neverSeen(registry);
  for (const part of registry.parts) {
    const before = inventory.links[part];
    if (before === undefined) return neverSeen(registry);
    const expected = Math.max(0, before - leftSince(estate, registry, part, inventory.at));
    const now = stayingLinks(estate, registry, view, part, inventory.at) ?? 0;
    if (hasShrunk(expected, now)) return tooFew(registry, `${part} links`, expected, now, inventory);
  }
  return null;
}

/**
 * What is to be kept of the lists after a full pass; `null` when they were not all read. Lists that have shrunk replace
 * what was kept only once full passes some time apart saw the same of them, or when somebody sets the protection aside.
 */
export function nextInventory(estate: Estate, registry: RegistrySettings, pass: string): Inventory | null {
  const before = inventoryOf(estate, registry);
  const now = countsNow(estate, registry, before?.at ?? estate.at);
  if (now === null || !estate.ledger.known || !estate.inventory.known || !estate.detachments.known) return null;
  const fresh: Inventory = {
    version: 1,
    registry: registry.instance,
    at: estate.at,
    pass,
    ...now,
    missing: missingNow(estate, registry, before, pass),
  };
  if (before === null || isSetAside(estate.settings, "inventory")) return fresh;
  const expected = expectedOf(estate, registry, before);
  if (!isSmaller(expected, now)) return fresh;
  const { shrunk } = before;
  const isSame = shrunk !== undefined && !isSmaller(shrunk, now);
  if (isSame && elapsed(shrunk.at, estate.at) >= believedAfter) return fresh;
  return { ...fresh, ...expected, shrunk: isSame ? shrunk : { at: estate.at, ...now } };
}

function listedIn(estate: Estate, { cloud }: RegistrySettings, region: string) {
  return estate.listed.find((one) => one.cloud === cloud && one.region === region)?.networks;
}

/** How many of this deployment's networks in a region the registry still links: none can be deleted before its link is. */
function ownLinksIn(estate: Estate, registry: RegistrySettings, region: string): number {
  const view = estate.registries.find(({ alias }) => alias === registry.alias);
  const own = deploymentLedger(estate, registry).filter(
    (entry) =>
      entry.region === region &&
      isOwned(entry) &&
      linksIn(view, entry.part)?.some(({ network }) => network === entry.network) === true,
  );
  return new Set(own.map(({ network }) => network)).size;
}

function linksIn(view: RegistryView | undefined, part: Part) {
  const seen = view?.parts.find((one) => one.part === part)?.view;
  return seen?.known === true ? seen.value.links : null;
}

function countsNow(estate: Estate, registry: RegistrySettings, since: Instant): Counts | null {
  const view = estate.registries.find(({ alias }) => alias === registry.alias);
  const networks: Record<string, number> = {};
  for (const region of regionsOf(registry)) {
    const listed = listedIn(estate, registry, region);
    if (listed?.known !== true) return null;
    networks[region] = listed.value;
  }
  const links: Partial<Record<Part, number>> = {};
  for (const part of registry.parts) {
    const staying = stayingLinks(estate, registry, view, part, since);
    if (staying === null) return null;
    links[part] = staying;
  }
  return { networks, links };
}

/** The lists as they were, without the links that Mooring itself was to take away since. */
function expectedOf(estate: Estate, registry: RegistrySettings, { networks, links, at }: Inventory): Counts {
  const left: Partial<Record<Part, number>> = {};
  for (const part of registry.parts) {
    const before = links[part];
    if (before !== undefined) left[part] = Math.max(0, before - leftSince(estate, registry, part, at));
  }
  return { networks, links: left };
}

function isSmaller(before: Counts, now: Counts): boolean {
  return (
    Object.entries(before.networks).some(([region, count]) => {
      const seen = now.networks[region];
      return seen !== undefined && hasShrunk(count, seen);
    }) ||
    (["registry", "chart"] as const).some((part) => {
      const [count, seen] = [before.links[part], now.links[part]];
      return count !== undefined && seen !== undefined && hasShrunk(count, seen);
    })
  );
}

/** How many links Mooring announced since a moment that it would take away. */
function leftSince(estate: Estate, { instance }: RegistrySettings, part: Part, since: Instant): number {
  const announced = (estate.detachments.known ? estate.detachments.value : []).filter(
    (one) => one.registry === instance && one.part === part && one.at >= since,
  );
  return new Set(announced.map(({ network }) => network)).size;
}

/** The links that no detach was announced for lately: those on their way out may go at any moment. */
function stayingLinks(
  estate: Estate,
  { instance }: RegistrySettings,
  view: RegistryView | undefined,
  part: Part,
  since: Instant,
): number | null {
  const links = linksIn(view, part);
  if (links === null) return null;
  const announced = (estate.detachments.known ? estate.detachments.value : []).filter(
    (one) => one.registry === instance && one.part === part && (one.at >= since || elapsed(one.at, estate.at) < day),
  );
  const leaving = new Set(announced.map(({ network }) => network));
  return links.filter(({ network }) => !leaving.has(network)).length;
}

function missingNow(
  estate: Estate,
  registry: RegistrySettings,
  before: Inventory | null,
  pass: string,
): Inventory["missing"] {
  const there = new Set(observedNetworks(estate).map(({ id }) => id));
  const owned = deploymentLedger(estate, registry).filter(isOwned);
  return [...new Set(owned.map(({ network }) => network))]
    .filter((network) => !there.has(network))
    .sort()
    .map((network) => before?.missing.find((one) => one.network === network) ?? { network, at: estate.at, pass });
}

function neverSeen({ alias }: RegistrySettings): Doubt {
  return {
    code: "held/inventory-unknown",
    sentence: `no full pass has counted what the lists of registry "${alias}" hold yet, so whether they are whole is unknown; the next full pass counts them`,
  };
}

function noneListed({ alias }: RegistrySettings, region: string, linked: number): Doubt {
  return {
    code: "held/inventory-shrunk",
    sentence: `no network of ${region} is listed, and registry "${alias}" still links ${linked} there for Mooring: more likely the list leaves them out, as for a user who may see none, than that all are gone, so nothing is taken away, however long that lasts; ${onceWithout("inventory")}`,
  };
}

function tooFew({ alias }: RegistrySettings, what: string, before: number, now: number, { at }: Inventory): Doubt {
  return {
    code: "held/inventory-shrunk",
    sentence: `registry "${alias}" shows far fewer ${what} than at ${at}, ${now} of ${before}: more likely a list is not whole than that so many are gone, so nothing is taken away; the smaller number is believed once two full passes on different days see it; ${onceWithout("inventory")}`,
  };
}
