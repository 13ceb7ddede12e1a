import type { SwitchOff } from "../../model/change.ts";
import type { Publishing, RegistryView } from "../../model/estate.ts";
import type { NameFinding } from "../../model/finding.ts";
import { elapsed, type Instant } from "../../model/known.ts";
import type { LedgerEntry, PublishedName } from "../../model/ledger.ts";
import type { NameKind, RegistryName, Resolution } from "../../model/name.ts";
import type { CloudName } from "../../model/network.ts";
import type { RegistrySettings } from "../../model/settings.ts";
import { byText } from "../order.ts";
import type { LeavingLink } from "./leaving.ts";

/**
 * Whether the names of a link are silenced before it goes. A switch goes on answering with a dead address, and the vendor
 * may refuse to take its link; zones that a registry made it takes away itself, once the link is gone.
 */
const silencedFirst: Readonly<Record<CloudName, boolean>> = { alibaba: false, tencent: true };

/** A switch shows off a minute or two after it was turned; what takes longer was turned on by somebody else. Milliseconds. */
const turningTime = 3 * 60_000;

export function isSilencedFirst({ cloud }: Pick<RegistrySettings, "cloud">): boolean {
  return silencedFirst[cloud];
}

/** What is to be done before the link goes; `silent` when nothing is. */
export interface Silence {
  readonly silent: boolean;
  readonly findings: readonly NameFinding[];
  readonly changes: readonly SwitchOff[];
}

/** A name of the vendor's that a switch may answer, with the address it is asked about. */
export type SwitchName = Required<RegistryName> & { readonly address: string };

/**
 * Every name that a switch may answer in the network: those of the registry, of whatever kind, because anybody may have
 * turned one on, and those that the ledger remembers.
 */
export function switchNames(view: RegistryView, { entry, link }: LeavingLink): readonly SwitchName[] {
  const part = view.parts.find((one) => one.part === entry.part)?.view;
  const names = new Map<string, NameKind>();
  for (const { name, kind } of part?.known === true ? part.value.names : [])
    if (kind !== "custom") names.set(name, kind);
  for (const { name, kind } of entry.names) if (kind !== "custom") names.set(name, kind);
  const own = link.address.known ? link.address.value : entry.address;
  return [...names]
    .sort(([a], [b]) => byText(a, b))
    .flatMap(([name, kind]): SwitchName[] => {
      const address = entry.names.find((one) => one.name === name)?.address ?? own;
      // A link that shows no address and never had one has nothing published.
      return address === null ? [] : [{ name, kind, address }];
    });
}

/** What the names of a link that is to go still say, and the writes that silence them. */
export function silenceOf(
  registry: RegistrySettings,
  view: RegistryView,
  leaving: LeavingLink,
  publishing: Publishing | null,
  at: Instant,
): Silence {
  // Nobody can ask for a name in a network that is gone, or where private DNS is closed, whatever is said of it.
  const unheard = leaving.why === "network-gone" || publishing?.service === "closed";
  const found = switchNames(view, leaving).map((one) => silenceName({ registry, view, leaving, unheard, at }, one));
  return {
    silent: found.every(({ silent }) => silent),
    findings: found.flatMap(({ finding }) => (finding === null ? [] : [finding])),
    changes: found.flatMap(({ change }) => (change === null ? [] : [change])),
  };
}

interface SilentName {
  readonly silent: boolean;
  readonly finding: NameFinding | null;
  readonly change: SwitchOff | null;
}

interface Silencing {
  readonly registry: RegistrySettings;
  readonly view: RegistryView;
  readonly leaving: LeavingLink;
  /** Nobody can ask for the names: only what is known to be on is turned off, because the vendor may want it so. */
  readonly unheard: boolean;
  readonly at: Instant;
}

function silenceName(
  { registry, view, leaving, unheard, at }: Silencing,
  { name, kind, address }: SwitchName,
): SilentName {
  const { entry } = leaving;
  const say = (state: NameFinding["state"], code: string, sentence: string): NameFinding => ({
    name,
    part: entry.part,
    state,
    code,
    sentence,
    address: null,
    answers: [],
    since: null,
    changed: null,
  });
  const told = (finding: NameFinding): SilentName => ({ silent: false, finding, change: null });
  const seen = view.resolutions.find(
    (one) => one.network === entry.network && one.part === entry.part && one.name === name,
  )?.resolution;
  if (seen === undefined) return told(say("unknown", "unknown/not-read", `${name} was not read in this pass`));
  if (!seen.known && unheard) return { silent: true, finding: null, change: null };
  if (!seen.known)
    return told(
      say("unknown", "unknown/resolution", `whether ${name} is still published could not be read: ${seen.reason}`),
    );
  const state = seen.value.switch;
  if (state === null) return { silent: true, finding: null, change: null };
  const on = onUnder(state, leaving.network.region);
  if (state.state === "off" && on === null)
    return { silent: true, finding: say("leaving", "leaving/name-off", `${name} is off`), change: null };
  if (on === null && unheard) return { silent: true, finding: null, change: null };
  if (on === null) {
    const sentence = `the vendor says ${state.vendorState} of the private resolution of ${name}, so whether it is off is unknown; look at the registry's console`;
    return told(
      state.state === "error"
        ? say("drifted", "drifted/switch-error", sentence)
        : say("unknown", "unknown/switch", sentence),
    );
  }
  const published = entry.names.find((one) => one.name === name);
  const untold = published === undefined || published.publishedAt === null;
  if (untold || wasTurnedOnByOthers(published, entry, at)) {
    return told(
      say(
        "unknown",
        "unknown/unpublished-address",
        `the private resolution of ${name} is on, and Mooring ${untold ? "did not turn it on" : "turned it off before"}, so nobody tells the address it answers with; turn it off in the console, and the link goes`,
      ),
    );
  }
  if (isTurning(published, entry, at))
    return told(
      say("leaving", "leaving/name-withdrawn", `the private resolution of ${name} was turned off and shows on still`),
    );
  const sentence = `${name} is turned off before its link goes, with ${address}`;
  const change: SwitchOff = {
    kind: "switch-off",
    registry: registry.alias,
    cloud: registry.cloud,
    instance: registry.instance,
    network: entry.network,
    account: leaving.network.account,
    region: leaving.network.region,
    part: entry.part,
    name,
    nameKind: kind,
    switchRegion: on === leaving.network.region ? published.region : on,
    address,
    first: false,
    repoints: false,
    because: sentence,
  };
  return { silent: false, finding: say("leaving", "leaving/name-withdrawn", sentence), change };
}

/** Under which region the name is on, the network's own first; `null`: under none that is told. */
function onUnder({ state, elsewhere }: NonNullable<Resolution["switch"]>, region: string): string | null {
  return state === "on" ? region : state === "off" ? elsewhere : null;
}

function lastTurnedOff({ withdrawnAt, name }: PublishedName, { repairs }: LedgerEntry): Instant | null {
  const turned = repairs.filter((one) => one.name === name && one.kind === "switch-off").map(({ at }) => at);
  return [...turned, ...(withdrawnAt === null ? [] : [withdrawnAt])].sort(byText).at(-1) ?? null;
}

function isTurning(published: PublishedName, entry: LedgerEntry, at: Instant): boolean {
  const turned = lastTurnedOff(published, entry);
  return turned !== null && elapsed(turned, at) < turningTime;
}

function wasTurnedOnByOthers(published: PublishedName, entry: LedgerEntry, at: Instant): boolean {
  return published.withdrawnAt !== null && !isTurning(published, entry, at);
}
