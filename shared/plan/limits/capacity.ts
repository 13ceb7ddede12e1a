import type { Capacity, Room } from "../../model/capacity.ts";
import type { Change } from "../../model/change.ts";
import type { Estate, RegistryView } from "../../model/estate.ts";
import type { LedgerEntry } from "../../model/ledger.ts";
import type { Part } from "../../model/link.ts";
import type { Network } from "../../model/network.ts";
import type { Notice, Plan } from "../../model/plan.ts";
import type { RegistrySettings } from "../../model/settings.ts";
import { observedNetworks, unreadParts } from "../link/links.ts";
import { deploymentLedger, isLive, isOwned } from "../link/ownership.ts";
import { attachObstacle } from "../link/preconditions.ts";
import { zoneAccountOf } from "../name/own-zones.ts";
import { byText } from "../order.ts";
import { isWanted } from "../wish/want.ts";
import { byApproval, waitsForApproval } from "./approval.ts";
import { byTurn } from "./turn.ts";

/** The part of a limit from which on it is warned. */
const nearly = 0.8;

/** Subnets named one by one in a notice; the rest is a number. */
const mostNamed = 10;

/**
 * What each registry that was looked at can still take, in the order of the aliases, and which networks get nothing now.
 * It speaks of the networks that the pass looked at; links, quota and zones are the registry's and the account's whole.
 * @param changes what is done now: whose link is among them does not wait.
 */
export function capacityOf(estate: Estate, changes: readonly Change[]): readonly Capacity[] {
  return [...estate.settings.registries]
    .sort((a, b) => byText(a.alias, b.alias))
    .flatMap((registry): Capacity[] => {
      const view = estate.registries.find(({ alias }) => alias === registry.alias);
      if (view?.looked !== true) return [];
      const wanting = wantingLinks(estate, registry, view);
      const going = attachedBy(changes, registry.alias);
      const turn = byTurn(estate, registry);
      const left = wanting.map(({ network }) => network).filter(({ id }) => !going.has(id));
      const unapproved = left.filter((network) => waitsForApproval(estate, registry, network)).map(({ id }) => id);
      return [
        {
          registry: registry.alias,
          links: linksRoom(registry, view),
          needed: wanting.reduce((sum, { parts }) => sum + parts.length, 0),
          waiting: left
            .map(({ id }) => id)
            .filter((id) => !unapproved.includes(id))
            .sort(turn),
          unapproved: unapproved.sort(turn),
          zones: zonesRoom(estate, registry),
          subnets: subnetsOf(estate, [...wanting.map(({ network }) => network.id), ...linkedBy(view)]),
        },
      ];
    });
}

/** The capacity of a plan of which only `changes` are left: whose new link is held waits, too. */
export function capacityAfter(plan: Plan, estate: Estate, changes: readonly Change[]): readonly Capacity[] {
  return plan.capacity.map((one) => {
    const registry = estate.settings.registries.find(({ alias }) => alias === one.registry);
    const going = attachedBy(changes, one.registry);
    const held = [...attachedBy(plan.changes, one.registry)].filter((network) => !going.has(network));
    if (registry === undefined || held.length === 0) return one;
    const turn = byTurn(estate, registry);
    const attaches = plan.changes.filter((change) => change.kind === "attach").filter(isOf(one));
    const mayGo = new Set(
      attaches.filter((change) => byApproval(change, estate, registry) === null).map(({ network }) => network),
    );
    return {
      ...one,
      waiting: [...one.waiting, ...held.filter((network) => mayGo.has(network))].sort(turn),
      unapproved: [...one.unapproved, ...held.filter((network) => !mayGo.has(network))].sort(turn),
    };
  });
}

function isOf({ registry }: Capacity): (change: Change) => boolean {
  return (change) => change.registry === registry;
}

function attachedBy(changes: readonly Change[], alias: string): ReadonlySet<string> {
  return new Set(
    changes.flatMap(({ kind, registry, network }) => (kind === "attach" && registry === alias ? [network] : [])),
  );
}

interface Wanting {
  readonly network: Network;
  /** The parts of which no link is there, or known to be. */
  readonly parts: readonly Part[];
}

/** Networks that are to be linked and are not. A part whose links were not read counts unless the ledger has its link. */
function wantingLinks(estate: Estate, registry: RegistrySettings, view: RegistryView): readonly Wanting[] {
  const linked = new Map(
    view.parts.map(({ part, view: seen }) => [
      part,
      seen.known ? new Set(seen.value.links.map(({ network }) => network)) : null,
    ]),
  );
  const own = new Map(deploymentLedger(estate, registry).map((entry) => [keyOf(entry), entry]));
  const others = new Set(othersOf(estate, registry).map(keyOf));
  return observedNetworks(estate)
    .filter(({ cloud }) => cloud === registry.cloud)
    .filter((network) => isWanted(network, registry, estate.settings))
    .flatMap((network): Wanting[] => {
      const parts = registry.parts.filter((part) => {
        const key = keyOf({ network: network.id, part });
        const links = linked.get(part);
        const entry = own.get(key);
        if (links?.has(network.id) === true || others.has(key)) return false;
        if (links == null && entry?.attachedAt != null) return false;
        if (entry !== undefined && isLive(entry, estate.at)) return false;
        const obstacle = attachObstacle(estate, registry, network, part);
        return obstacle === null || obstacle.code === "blocked/quota-exhausted";
      });
      return parts.length === 0 ? [] : [{ network, parts }];
    });
}

function othersOf(estate: Estate, { instance }: RegistrySettings): readonly LedgerEntry[] {
  if (!estate.ledger.known) return [];
  return estate.ledger.value.filter(
    (entry) => entry.registry === instance && entry.deployment !== estate.deployment && isOwned(entry),
  );
}

function keyOf({ network, part }: { readonly network: string; readonly part: Part }): string {
  return `${network}/${part}`;
}

/** What the vendor counts where it counts, else the links that are there; `null` where neither could be read. */
export function linksRoom({ quota: configured }: RegistrySettings, view: RegistryView): Room | null {
  const told = view.quota.known ? view.quota.value : null;
  const seen =
    unreadParts(view).length > 0
      ? null
      : view.parts.reduce((sum, part) => sum + (part.view.known ? part.view.value.links.length : 0), 0);
  const used = told?.used ?? seen;
  if (used === null) return null;
  if (configured !== null) return { used, limit: configured, source: "configured" };
  if (told === null) return { used, limit: null, source: "unknown" };
  return { used, limit: told.links, source: told.assumed ? "assumed" : "vendor" };
}

/** No vendor tells the limit of an account's zones: it is what they publish. */
function zonesRoom(estate: Estate, { cloud }: RegistrySettings): Room | null {
  const zones = zoneAccountOf(estate, cloud);
  return zones.known ? { used: zones.value.count, limit: zones.value.limit, source: "assumed" } : null;
}

function linkedBy(view: RegistryView): readonly string[] {
  return view.parts.flatMap(({ view: seen }) => (seen.known ? seen.value.links.map(({ network }) => network) : []));
}

function subnetsOf(estate: Estate, networks: readonly string[]): Capacity["subnets"] {
  const ids = new Set(networks);
  return estate.subnets
    .filter(({ network }) => ids.has(network))
    .flatMap(({ network, subnets }) =>
      (subnets.known ? subnets.value : []).map(({ id: subnet, freeAddresses }) => ({
        network,
        subnet,
        free: freeAddresses.known ? freeAddresses.value : null,
      })),
    )
    .sort((a, b) => byText(a.network, b.network) || byText(a.subnet, b.subnet));
}

/**
 * What is nearly used up: warnings, by which nothing fails.
 * @param changes everything the plan would write, what is held included.
 */
export function capacityNotices(
  estate: Estate,
  capacity: readonly Capacity[],
  changes: readonly Change[],
): readonly Notice[] {
  return [
    ...capacity.flatMap(linksNotice),
    ...zoneNotices(estate, capacity, changes),
    ...capacity.flatMap((one) => subnetsNotice(estate, one, changes)),
  ];
}

function linksNotice({ registry, links, needed }: Capacity): readonly Notice[] {
  if (links?.limit == null || links.used + needed < links.limit * nearly) return [];
  const { used, limit, source } = links;
  const over = Math.max(0, used + needed - limit);
  const more = needed === 0 ? "" : `, and ${needed} more ${needed === 1 ? "is" : "are"} wished for`;
  const many = over === 0 ? "" : `: ${over} too many, and mooring capacity tells who waits in which order`;
  const sentence = `registry "${registry}" has ${used} of ${limit} links (${sourceWords(source)})${more}${many}; buy more links, or release some`;
  return [{ registry, code: "capacity/links", sentence }];
}

/** One a cloud: the zones are the account's, whichever registry makes the next one. */
function zoneNotices(estate: Estate, capacity: readonly Capacity[], changes: readonly Change[]): readonly Notice[] {
  const clouds = [...new Set(estate.accounts.map(({ cloud }) => cloud))].sort(byText);
  return clouds.flatMap((cloud): Notice[] => {
    const aliases = estate.settings.registries.filter((one) => one.cloud === cloud).map(({ alias }) => alias);
    const zones = capacity.find(({ registry }) => aliases.includes(registry))?.zones ?? null;
    if (zones?.limit == null) return [];
    const wanted = new Set(
      changes.flatMap((change) =>
        change.kind === "create-zone" && change.cloud === cloud ? [`${change.zoneName} ${change.remark}`] : [],
      ),
    ).size;
    if (zones.used + wanted < zones.limit * nearly) return [];
    const more = wanted === 0 ? "" : `, and ${wanted} more ${wanted === 1 ? "is" : "are"} wished for`;
    const sentence = `the account has ${zones.used} of ${zones.limit} private zones${more}, and Mooring makes none beyond 90 %; delete zones that nobody needs, or have the limit raised`;
    return [{ registry: null, code: "capacity/zones", sentence }];
  });
}

/** Subnets in which, once the plan's links took their addresses, most of what is left is the reserve. */
function subnetsNotice(estate: Estate, { registry, subnets }: Capacity, changes: readonly Change[]): readonly Notice[] {
  const reserve = estate.settings.registries.find(({ alias }) => alias === registry)?.subnets.reserve;
  if (reserve === undefined) return [];
  const taken = new Map<string, number>();
  for (const change of changes)
    if (change.kind === "attach") taken.set(change.subnet, (taken.get(change.subnet) ?? 0) + 1);
  const own = new Set(
    changes.flatMap((change) => (change.kind === "attach" && change.registry === registry ? [change.subnet] : [])),
  );
  const nearlyGone = subnets.flatMap(({ network, subnet, free }) => {
    if (free === null || !own.has(subnet)) return [];
    const left = free - (taken.get(subnet) ?? 0);
    return left * nearly > reserve ? [] : [`${subnet} of ${network} (${free} free)`];
  });
  if (nearlyGone.length === 0) return [];
  const rest = nearlyGone.length > mostNamed ? ` and ${nearlyGone.length - mostNamed} more` : "";
  const named = `${nearlyGone.slice(0, mostNamed).join(", ")}${rest}`;
  const sentence = `links of registry "${registry}" take addresses of subnets that have few beyond the reserve of ${reserve}: ${named}; add a subnet, or name another one in the tag`;
  return [{ registry, code: "capacity/subnets", sentence }];
}

function sourceWords(source: Room["source"]): string {
  switch (source) {
    case "vendor":
      return "the vendor says so";
    case "assumed":
      return "assumed from what the vendor publishes";
    case "configured":
      return "the configuration says so";
    case "unknown":
      return "nobody says how many there may be";
  }
}
