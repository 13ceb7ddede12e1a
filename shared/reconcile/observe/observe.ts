import type { NameTarget } from "../../clouds/port.ts";
import type {
  AccountView,
  CarriedName,
  Estate,
  RegionView,
  RegistryView,
  ResolutionView,
  SubnetsView,
} from "../../model/estate.ts";
import type { Depth } from "../../model/hint.ts";
import { isSpent, withIntents } from "../../model/intents.ts";
import { instant, known, unknown } from "../../model/known.ts";
import type { Intent } from "../../model/ledger.ts";
import type { Notice } from "../../model/plan.ts";
import type { RegistrySettings } from "../../model/settings.ts";
import { type Confirmation, confirmations, withConfirmed } from "../../plan/link/confirm.ts";
import { accountsToAsk } from "../../plan/name/account-needs.ts";
import { addressesToProve, type UnprovenLink } from "../../plan/name/address-needs.ts";
import type { NameNeed } from "../../plan/name/name-need.ts";
import { needs } from "../../plan/needs.ts";
import { readLedger } from "../../store/objects/ledger.ts";
import { nameKey } from "../../store/objects/reports.ts";
import type { Watermark } from "../../store/objects/watermark.ts";
import { type CloudAccess, cloudOf, PassError, type Running } from "../pass.ts";
import { answeredFrom, rememberedZones } from "./answered-from.ts";
import { observeApprovals } from "./approvals.ts";
import { attempt } from "./attempt.ts";
import { askWho } from "./authors.ts";
import { keepListed, observeLeaving } from "./leaving.ts";
import { narrowNames } from "./narrow.ts";
import type { RegionScope, Scope } from "./scope.ts";
import { isInShare, type Share } from "./share.ts";
import { askZoneAccounts } from "./zone-accounts.ts";

/** What a pass saw, and what of it the ledger does not say yet. */
export interface Observation {
  /** Its ledger holds the confirmations already. */
  readonly estate: Estate;
  readonly confirmed: readonly Confirmation[];
  /** Announcements that an entry holds by now. */
  readonly spent: readonly Intent[];
  /** How far each registry's change log was read, where it was. */
  readonly through: ReadonlyMap<string, Watermark>;
  /** What the lists showed of names, by registry and `nameKey`. */
  readonly marks: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** What could not be read and is in no part of the estate. */
  readonly notices: readonly Notice[];
}

/**
 * Reads the clouds and the ledger: the lists side by side, then the details that the lists show to be needed.
 * Throws `PassError` when nothing at all could be read.
 */
export async function observe(running: Running, scope: Scope): Promise<Observation> {
  const { pass } = running;
  const [accounts, regions, registries, ledger, ahead, approvals] = await Promise.all([
    observeAccounts(running, scope),
    Promise.all(scope.regions.map((region) => observeRegion(running, region, scope.share))),
    Promise.all(
      pass.settings.registries.flatMap((registry) =>
        cloudOf(pass, registry.cloud) === null ? [] : [observeRegistry(running, registry, scope)],
      ),
    ),
    attempt(pass.clock, () =>
      readLedger(pass.store, pass.ledgerCache === undefined ? {} : { cache: pass.ledgerCache }),
    ),
    Promise.all(
      (scope.subnetsAhead ? scope.regions : []).flatMap((region) =>
        (region.ids ?? []).map(async (network) => ({ region, view: await observeSubnets(running, region, network) })),
      ),
    ),
    observeApprovals(running, scope),
  ]);
  const lists: Estate = {
    version: 1,
    at: instant(pass.clock.now()),
    deployment: pass.deployment,
    believesRefusals: pass.trigger.kind !== "command",
    settings: pass.settings,
    accounts,
    registries,
    regions,
    subnets: ahead.flatMap(({ region, view }) => (isThere(regions, region, view.network) ? [view] : [])),
    ledger: ledger.known ? { ...ledger, value: withIntents(ledger.value.entries, ledger.value.intents) } : ledger,
    carried: [],
    edits: [],
    listed: [],
    refusedDeletions:
      pass.trigger.kind === "event" ? pass.trigger.hints.flatMap((hint) => hint.refusedDeletions ?? []) : [],
    reread: [],
    inventory: unknown("this pass had no need to ask"),
    detachments: unknown("this pass had no need to ask"),
    approvals,
  };
  refuseIfBlind(lists, scope, pass.target);
  const { named, through, marks, notices } = await observeNames(running, scope, await observeLeaving(running, lists));
  // What was seen counts at once: the first link that proves ready opens the way for the next ones in the same pass.
  const confirmed =
    pass.mode === "observe" ? [] : confirmations(named).filter(({ have }) => isInShare(scope.share, have.network));
  const turned = await observeSubnetsInTurn(running, scope, withConfirmed(named, confirmed));
  const asked = await askZoneAccounts(running, scope, await askBeforeWrites(running, turned));
  const estate = await askWho(running, scope, await observeSubnetsToProve(running, asked));
  const spent =
    ledger.known && pass.mode !== "observe"
      ? ledger.value.intents.filter((intent) => isSpent(intent, ledger.value.entries))
      : [];
  return { estate, confirmed, spent, through, marks, notices };
}

/** Once a pass and cloud, and only where a registry of it is looked at. */
async function observeAccounts(running: Running, scope: Scope): Promise<readonly AccountView[]> {
  const { pass, accounts } = running;
  return Promise.all(
    pass.clouds.map((cloud) => {
      const name = cloud.read.cloud;
      const looked = pass.settings.registries.some(
        (registry) => registry.cloud === name && scope.registries.includes(registry.alias),
      );
      const found = accounts.get(name) ?? observeAccount(running, cloud, looked ? scope.depth : "frequent");
      accounts.set(name, found);
      return found;
    }),
  );
}

/** Whether names can be published changes rarely: a frequent pass does not ask before something depends on it. */
async function observeAccount({ pass, context }: Running, { read }: CloudAccess, depth: Depth): Promise<AccountView> {
  const given = pass.accounts?.[read.cloud];
  const asked = depth === "full";
  const notAsked = unknown("this pass had no need to ask");
  const [account, publishing] = await Promise.all([
    given === undefined
      ? asked
        ? attempt(pass.clock, () => read.account(context))
        : notAsked
      : known(given, instant(pass.clock.now())),
    asked ? attempt(pass.clock, () => read.publishing(context)) : notAsked,
  ]);
  return { cloud: read.cloud, account, publishing, zones: notAsked };
}

/**
 * Where a link may be asked for or a zone be written now, whether names can be published is asked first, in a frequent
 * pass as well.
 */
async function askBeforeWrites(running: Running, estate: Estate): Promise<Estate> {
  const writes = accountsToAsk(estate);
  const wanting = new Set([...estate.subnets.map(({ cloud }) => cloud), ...writes]);
  const accounts = estate.accounts.map(async (view): Promise<AccountView> => {
    const { cloud: name, publishing, zones } = view;
    const cloud = cloudOf(running.pass, name);
    // Without a cause nobody asked yet.
    if (cloud === null || !wanting.has(name) || publishing.known || publishing.cause !== undefined) return view;
    const found = observeAccount(running, cloud, "full");
    running.accounts.set(name, found);
    return { ...(await found), zones };
  });
  return { ...estate, accounts: await Promise.all(accounts) };
}

async function observeRegion(running: Running, scope: RegionScope, share: Share | null): Promise<RegionView> {
  const cloud = cloudOf(running.pass, scope.cloud);
  const networks =
    cloud === null
      ? unknown(`this pass serves no ${scope.cloud} registry`)
      : await attempt(running.pass.clock, () =>
          cloud.read.networks({ region: scope.region, ids: scope.ids }, running.context),
        );
  if (scope.ids === null) {
    const { cloud: name, region } = scope;
    const count = networks.known ? { ...networks, value: networks.value.length } : networks;
    keepListed(running, { cloud: name, region, networks: count });
  }
  if (!networks.known) return { ...scope, networks };
  if (share === null) return { ...scope, networks };
  return {
    ...scope,
    shared: true,
    networks: { ...networks, value: networks.value.filter(({ id }) => isInShare(share, id)) },
  };
}

async function observeRegistry(running: Running, settings: RegistrySettings, scope: Scope): Promise<RegistryView> {
  const { alias, instance, region } = settings;
  const cloud = cloudOf(running.pass, settings.cloud);
  if (cloud === null || !scope.registries.includes(alias)) {
    const reason = "this pass does not look at the registry's region";
    return { alias, looked: false, instance: unknown(reason), quota: unknown(reason), parts: [], resolutions: [] };
  }
  const ref = { alias, instance, region };
  const { clock } = running.pass;
  const [state, quota, parts] = await Promise.all([
    attempt(clock, () => cloud.read.instance(ref, running.context)),
    attempt(clock, () => cloud.read.quota(ref, running.context)),
    Promise.all(
      settings.parts.map(async (part) => ({
        part,
        view: await attempt(clock, () => cloud.read.part(ref, part, running.context)),
      })),
    ),
  ]);
  const said = quota.known
    ? quota.value === null
      ? unknown("the vendor does not say")
      : { ...quota, value: quota.value }
    : quota;
  return { alias, looked: true, instance: state, quota: said, parts, resolutions: [] };
}

/** A network asked for by its id alone is asked for in every region of every cloud, and has no subnets in the others. */
function isThere(regions: readonly RegionView[], { cloud, region }: RegionScope, network: string): boolean {
  const view = regions.find((one) => one.cloud === cloud && one.region === region);
  return view?.networks.known === true && view.networks.value.some(({ id }) => id === network);
}

async function observeSubnets(running: Running, region: RegionScope, network: string): Promise<SubnetsView> {
  const cloud = cloudOf(running.pass, region.cloud);
  const subnets =
    cloud === null
      ? unknown(`this pass serves no ${region.cloud} registry`)
      : await attempt(running.pass.clock, () =>
          cloud.read.subnets({ region: region.region, network }, running.context),
        );
  return { cloud: region.cloud, network, subnets };
}

async function observeSubnetsInTurn(running: Running, scope: Scope, lists: Estate): Promise<Estate> {
  let estate = lists;
  for (;;) {
    const wanted = needs(estate, running.pass.mode, scope.depth).subnets;
    const distinct = [...new Map(wanted.map((need) => [need.network, need])).values()];
    if (distinct.length === 0) return estate;
    estate = await withSubnets(running, estate, distinct);
  }
}

/** Where a name is to be written with an address for the first time. */
async function observeSubnetsToProve(running: Running, estate: Estate): Promise<Estate> {
  const wanted = addressesToProve(estate);
  return wanted.length === 0 ? estate : withSubnets(running, estate, wanted);
}

async function withSubnets(running: Running, estate: Estate, wanted: readonly UnprovenLink[]): Promise<Estate> {
  const read = await Promise.all(
    wanted.map(({ registry, region, network }) =>
      observeSubnets(running, { cloud: cloudNameOf(estate, registry), region, ids: null }, network),
    ),
  );
  return { ...estate, subnets: [...estate.subnets, ...read] };
}

async function observeNames(
  running: Running,
  scope: Scope,
  estate: Estate,
): Promise<Pick<Observation, "through" | "marks" | "notices"> & { readonly named: Estate }> {
  const wanted = needs(estate, running.pass.mode, scope.depth).names;
  const { read, carried, through, notices } = await narrowNames(running, scope, estate, wanted);
  const views = new Map<string, ResolutionView[]>();
  const marks = new Map<string, Map<string, string>>();
  const unchanged: (typeof carried)[number][] = [];
  await Promise.all(
    running.pass.clouds.map(async ({ read: cloud }) => {
      const own = read.filter(({ need }) => cloudNameOf(estate, need.registry) === cloud.cloud);
      if (own.length === 0) return;
      const targets = own.map(({ need, seen }) => ({
        ...targetOf(estate, need),
        ...(seen === null ? {} : { seen: seen.mark }),
        ...(scope.everyZone ? {} : { zones: answeredFrom(estate, need) }),
        remembered: rememberedZones(estate, need),
      }));
      const found = await attempt(running.pass.clock, () => cloud.resolutions(targets, running.context));
      own.forEach(({ need, seen }, index) => {
        const reading = found.known ? found.value[index] : undefined;
        const { registry, network, part, name } = need;
        if (reading?.mark !== undefined) {
          const ofRegistry = marks.get(registry) ?? new Map<string, string>();
          marks.set(registry, ofRegistry.set(nameKey(need), reading.mark));
        }
        if (reading?.unchanged === true && seen !== null) {
          unchanged.push({ need, at: seen.at });
          return;
        }
        const resolution = reading?.resolution ?? (found.known ? unknown("the cloud did not answer for it") : found);
        const ofRegistry = views.get(registry) ?? [];
        ofRegistry.push({ network, part, name, resolution });
        views.set(registry, ofRegistry);
      });
    }),
  );
  const named = {
    ...estate,
    carried: [...carried, ...unchanged].map(({ need: { registry, network, part, name, address }, at }): CarriedName => {
      return { registry, network, part, name, address, at };
    }),
    registries: estate.registries.map((registry) => ({ ...registry, resolutions: views.get(registry.alias) ?? [] })),
  };
  return { named, through, marks, notices };
}

function targetOf(estate: Estate, need: NameNeed): NameTarget {
  const { alias, instance, region } = settingsOf(estate, need.registry);
  const { network, part, name, kind, address } = need;
  return { registry: { alias, instance, region }, network, region: need.region, part, name, kind, address };
}

function settingsOf(estate: Estate, alias: string): RegistrySettings {
  const settings = estate.settings.registries.find((registry) => registry.alias === alias);
  if (settings === undefined) throw new Error(`registry "${alias}" is not in the configuration`);
  return settings;
}

function cloudNameOf(estate: Estate, alias: string): RegistrySettings["cloud"] {
  return settingsOf(estate, alias).cloud;
}

/** A pass that sees nothing has nothing to report: no list of any kind could be read, or the store did not give the ledger. */
function refuseIfBlind(estate: Estate, scope: Scope, target: string): void {
  if (!estate.ledger.known)
    throw new PassError(`nothing may be written, since the ledger could not be read: ${estate.ledger.reason}`);
  const lists = [
    ...estate.regions.map((region) => region.networks),
    ...estate.registries
      .filter((registry) => scope.registries.includes(registry.alias))
      .flatMap((registry) => registry.parts.map((part) => part.view)),
  ];
  const failed = lists.flatMap((list) => (list.known ? [] : [list.reason]));
  if (lists.length > 0 && failed.length === lists.length)
    throw new PassError(`nothing could be observed: ${[...new Set(failed)].join("; ")}; asked: ${target}`);
}
