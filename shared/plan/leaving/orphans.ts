import type { ResolutionChange, SwitchOff } from "../../model/change.ts";
import type { Estate, RegistryView } from "../../model/estate.ts";
import { type Finding, type NameFinding, type PartFinding, worst } from "../../model/finding.ts";
import type { Instant, Known } from "../../model/known.ts";
import type { LedgerEntry, PublishedName } from "../../model/ledger.ts";
import type { Resolution } from "../../model/name.ts";
import type { Network } from "../../model/network.ts";
import type { RegistrySettings } from "../../model/settings.ts";
import type { Zone } from "../../model/zone.ts";
import { entriesOf, observedNetworks } from "../link/links.ts";
import { isLive } from "../link/ownership.ts";
import { boundZones, hostIn, recordsAt } from "../name/answer.ts";
import { blamedZone, changedBy, changedWords } from "../name/authors.ts";
import { withKind } from "../name/drift-kinds.ts";
import type { NameNeed } from "../name/name-need.ts";
import { byText } from "../order.ts";
import { isWanted, wantOf } from "../wish/want.ts";
import { clearedFrom, isBelievedGone, missingDoubt } from "./missing-link.ts";

/** What is left of links that are gone: a finding a name that still answers, and the switches to be turned off. */
export interface LeftBehind {
  readonly parts: readonly PartFinding[];
  readonly changes: readonly ResolutionChange[];
}

/**
 * Names of links that are gone and will not come back, as far as the ledger says that something may answer them still:
 * a switch that was never turned off, or a zone that answered them. Zones of Mooring's own leave by themselves.
 */
export function orphanNeeds(estate: Estate, registry: RegistrySettings): readonly NameNeed[] {
  const networks = observedNetworks(estate).filter(({ cloud }) => cloud === registry.cloud);
  return networks.flatMap((network) =>
    goneLinks(estate, registry, network).flatMap((entry) =>
      entry.names.filter(mayBeLeft).map(({ name, kind, region, address }) => {
        const { part } = entry;
        return { registry: registry.alias, network: network.id, region, part, name, kind, address, leaving: true };
      }),
    ),
  );
}

/** What is seen of the names of one network's links that are gone. */
export function leftBehind(
  estate: Estate,
  registry: RegistrySettings,
  view: RegistryView,
  network: Network,
): LeftBehind {
  const changes: SwitchOff[] = [];
  const missing = missingLinks(estate, registry, network).filter((entry) => !isBelievedGone(entry, estate.at));
  const untold = missing.map((entry): PartFinding => {
    const doubt = missingDoubt(entry, registry, estate.at);
    return { part: entry.part, state: "held", ...doubt, subnet: null, address: null, owned: true, names: [] };
  });
  const parts = goneLinks(estate, registry, network).flatMap((entry): PartFinding[] => {
    const seen = entry.names.filter(mayBeLeft).flatMap((published) => {
      const found = seenOf(view, entry, published);
      return found === null ? [] : [judged(estate, registry, network, entry, published, found)];
    });
    const names = seen.flatMap(({ finding }) => (finding === null ? [] : [finding]));
    changes.push(...seen.flatMap(({ change }) => (change === null ? [] : [change])));
    const state = worst(names.map((name) => name.state));
    const leading = names.find((name) => name.state === state);
    if (leading === undefined) return [];
    const { code, sentence } = leading;
    return [{ part: entry.part, state, code, sentence, subnet: null, address: null, owned: true, names }];
  });
  return { parts: [...parts, ...untold], changes };
}

/** A finding together with what is left behind; what answers wrongly is told first. */
export function withLeftBehind(finding: Finding, { parts }: LeftBehind): Finding {
  const [leading] = parts;
  if (leading === undefined) return finding;
  const kept = finding.parts.filter((part) => !parts.some((left) => left.part === part.part));
  const all = [...kept, ...parts].sort((a, b) => byText(b.part, a.part));
  const state = worst([finding.state, ...parts.map((part) => part.state)]);
  const told = parts.find((part) => part.state === state);
  if (told === undefined) return { ...finding, sentence: `${finding.sentence}; ${leading.sentence}`, parts: all };
  return { ...finding, state, code: told.code, sentence: `${told.sentence}; ${finding.sentence}`, parts: all };
}

/**
 * The entry of a link that is gone without what was seen to be gone with it: a switch that is off, a zone that answers
 * no more. What is not in the ledger is not asked for again.
 */
export function withoutGone(entry: LedgerEntry, view: RegistryView, at: Instant): LedgerEntry {
  const names = entry.names.map((published) => {
    const found = mayBeLeft(published) ? seenOf(view, entry, published) : null;
    if (found?.known !== true) return published;
    const off = isPublished(published) && found.value.switch?.state === "off" && found.value.switch.elsewhere === null;
    return {
      ...published,
      withdrawnAt: off ? at : published.withdrawnAt,
      baseline: leftZone(found.value, published) === null ? null : published.baseline,
    };
  });
  return { ...entry, names };
}

/** Entries of this deployment whose link is believed to be gone, in a network that it will not come back to. */
function goneLinks(estate: Estate, registry: RegistrySettings, network: Network): readonly LedgerEntry[] {
  return missingLinks(estate, registry, network).filter((entry) => isBelievedGone(entry, estate.at));
}

/** Entries of this deployment whose link a whole list does not show, in a network that does not want it any more. */
export function missingLinks(estate: Estate, registry: RegistrySettings, network: Network): readonly LedgerEntry[] {
  const view = estate.registries.find(({ alias }) => alias === registry.alias);
  const entries = entriesOf(estate, registry, network.id);
  if (entries.length === 0) return [];
  if (wantOf(network, registry, estate.settings) === "frozen") return [];
  if (isWanted(network, registry, estate.settings)) return [];
  return entries.filter((entry) => {
    const part = view?.parts.find((candidate) => candidate.part === entry.part)?.view;
    if (part?.known !== true || isLive(entry, estate.at)) return false;
    return !part.value.links.some((link) => link.network === network.id);
  });
}

function mayBeLeft(published: PublishedName): boolean {
  return published.ownZone === null && (isPublished(published) || published.baseline !== null);
}

function isPublished({ publishedAt, withdrawnAt }: PublishedName): boolean {
  return publishedAt !== null && withdrawnAt === null;
}

/** `null` when the name was not read in this pass. */
function seenOf(view: RegistryView, entry: LedgerEntry, { name }: PublishedName): Known<Resolution> | null {
  const found = view.resolutions.find(
    (one) => one.network === entry.network && one.part === entry.part && one.name === name,
  );
  return found?.resolution ?? null;
}

function judged(
  estate: Estate,
  registry: RegistrySettings,
  network: Network,
  entry: LedgerEntry,
  published: PublishedName,
  seen: Known<Resolution>,
): { readonly finding: NameFinding | null; readonly change: SwitchOff | null } {
  const { name, address, region } = published;
  const say = (state: NameFinding["state"], code: string, sentence: string): NameFinding => {
    const resolution = seen.known ? seen.value : null;
    const zone = resolution === null ? null : blamedZone(resolution, entry, code);
    const place = { registry: registry.alias, network: network.id, part: entry.part, name };
    const blamed = { ...place, zone, code, resolution };
    const changed = changedBy(estate.edits, blamed, entry);
    const told = withKind(code, changed === null ? sentence : `${sentence}; ${changedWords(changed)}`);
    return { name, part: entry.part, state, code, sentence: told, address: null, answers: [], since: null, changed };
  };
  const told = (finding: NameFinding | null) => ({ finding, change: null });
  if (!seen.known) {
    const sentence = `whether ${name} is still published with ${address}, although its link is gone, could not be read: ${seen.reason}`;
    return told(say("unknown", "unknown/resolution", sentence));
  }
  const { value } = seen;
  if (isPublished(published) && value.switch !== null) {
    const { state, vendorState } = value.switch;
    if (state === "on") {
      const sentence = `the link is gone and the private resolution of ${name} is on still, under ${region}, with ${address}`;
      const from = clearedFrom(entry, registry, network, estate.settings, estate.at);
      if (from > estate.at)
        return told(say("drifted", "drifted/switch-orphan", `${sentence}; it is turned off after ${from}`));
      const change = turnOff(registry, network, entry, published, sentence);
      return { finding: say("drifted", "drifted/switch-orphan", sentence), change };
    }
    if (state === "error" || state === "unclear") {
      const sentence = `the link is gone and the vendor says ${vendorState} of the private resolution of ${name}; look at the registry's console`;
      return told(
        state === "error"
          ? say("drifted", "drifted/switch-error", sentence)
          : say("unknown", "unknown/switch", sentence),
      );
    }
  }
  const zone = leftZone(value, published);
  if (zone === null) return told(null);
  const bound = boundZones(value).some(({ id }) => id === zone.id);
  const sentence = `the link is gone and zone ${zone.name} (${zone.id}), ${bound ? "bound to this network" : "bound to nothing here"}, still holds ${name}, which was ${address}; whose zone it is cannot be told: its owner must unbind or delete it`;
  return told(say("drifted", "drifted/orphan-zone", sentence));
}

/** The zone that answered the name and is still there, or a bound one that answers the address of the gone link. */
function leftZone(resolution: Resolution, { name, address, baseline }: PublishedName): Zone | null {
  const known = resolution.zones.find(({ id, origin }) => id === baseline?.zone && origin === "customer");
  // Of a wider zone only the record was the link's.
  if (known !== undefined && (hostIn(name, known.name) === "@" || recordsAt(name, known).length > 0)) return known;
  const [top] = boundZones(resolution);
  if (top === undefined || top.origin === "product") return null;
  return recordsAt(name, top).some(({ enabled, value }) => enabled && value === address) ? top : null;
}

function turnOff(
  registry: RegistrySettings,
  network: Network,
  { part }: LedgerEntry,
  { name, kind, region, address }: PublishedName,
  because: string,
): SwitchOff {
  return {
    kind: "switch-off",
    registry: registry.alias,
    cloud: registry.cloud,
    instance: registry.instance,
    network: network.id,
    account: network.account,
    region: network.region,
    part,
    name,
    nameKind: kind,
    switchRegion: region,
    address,
    first: false,
    repoints: false,
    because,
  };
}
