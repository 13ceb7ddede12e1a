import type { Edit, Estate, RegistryView } from "../../model/estate.ts";
import type { Finding, NameFinding } from "../../model/finding.ts";
import type { Deed } from "../../model/hint.ts";
import { elapsed, type Instant } from "../../model/known.ts";
import type { NameKind } from "../../model/name.ts";
import type { RegistrySettings } from "../../model/settings.ts";
import { contestedLinks, linkEditsOf } from "../../plan/limits/contested-link.ts";
import { ownEntry } from "../../plan/link/ownership.ts";
import { type Blamed, blamedZone, canBeBlamed, editOf, isUndone, toldOf } from "../../plan/name/authors.ts";
import { byText } from "../../plan/order.ts";
import { plan } from "../../plan/plan.ts";
import { saidOf } from "../../plan/since.ts";
import type { Running, Said } from "../pass.ts";
import { readSaid } from "../said.ts";
import { attempt } from "./attempt.ts";
import { deedsOf } from "./deeds.ts";
import type { Scope } from "./scope.ts";

/** Zones asked about in one look; when more drifted at once, who did it is known from the first ones. */
const mostZones = 20;

/** A log may tell a change late; after that a frequent pass does not ask again for what nobody told. Milliseconds. */
const logTime = 10 * 60_000;

/** The clock of who writes an audit record may be ahead by so much, milliseconds. */
const ahead = 5 * 60_000;

interface Asked {
  readonly finding: Finding;
  readonly name: NameFinding;
  readonly blamed: Blamed;
}

/**
 * The estate with who last changed what keeps names from being right, or a link from staying: by the events that started the pass or came lately,
 * by the vendors' logs of zones, and by what the last report said of the same drift, which a frequent pass takes over
 * without asking. Who it was decides nothing: a log that does not answer is no failure.
 */
export async function askWho(running: Running, scope: Scope, estate: Estate): Promise<Estate> {
  const asked = notRight(estate);
  const links = estate.settings.registries.flatMap((registry) =>
    contestedLinks(estate, registry).map((entry) => ({ registry, entry })),
  );
  if (asked.length + links.length === 0) return estate;
  const before = await readSaid(running);
  const told = asked.flatMap(({ finding, blamed }) => toldOf(deedsFor(running, before, finding, estate.at), blamed));
  const written = links.flatMap(({ registry, entry }) =>
    linkEditsOf(deedsFor(running, before, { ...registry, registry: registry.alias }, estate.at), registry, entry),
  );
  const remembered: Edit[] = [];
  const open = asked.flatMap(({ finding, name, blamed }) => {
    const said = saidBefore(before, finding, name);
    const changed = said?.changed ?? null;
    if (changed !== null && !isUndone(changed, deedsFor(running, before, finding, estate.at), blamed))
      remembered.push(editOf(blamed, changed));
    if (blamed.zone === null) return [];
    const isNew =
      said === null || (changed === null && (said.since === null || elapsed(said.since, estate.at) < logTime));
    return scope.depth === "full" || isNew ? [{ cloud: finding.cloud, zone: blamed.zone }] : [];
  });
  const logged = await Promise.all(
    running.pass.clouds.map(async ({ read }) => {
      const zones = distinct(open.filter(({ cloud }) => cloud === read.cloud).map(({ zone }) => zone));
      if (zones.length === 0) return [];
      const log = await attempt(running.pass.clock, () => read.zoneEdits(zones, running.context));
      if (log.known) return log.value;
      running.pass.log.info("who changed zones could not be asked", { cloud: read.cloud, reason: log.reason });
      return [];
    }),
  );
  return { ...estate, edits: [...told, ...written, ...remembered, ...logged.flat()] };
}

/** Names that were read and are not right, as far as somebody may have brought it about. */
function notRight(estate: Estate): readonly Asked[] {
  if (estate.registries.every(({ resolutions }) => resolutions.length === 0)) return [];
  return plan(estate).findings.flatMap((finding) =>
    finding.parts
      .flatMap(({ names }) => names)
      .flatMap((name): Asked[] => {
        const settings = estate.settings.registries.find(({ alias }) => alias === finding.registry);
        const view = estate.registries.find(({ alias }) => alias === finding.registry);
        const seen = view?.resolutions.find(
          (one) => one.network === finding.network && one.part === name.part && one.name === name.name,
        )?.resolution;
        if (settings === undefined || view === undefined || seen?.known !== true) return [];
        const entry = entryOf(estate, settings, finding, name);
        const zone = blamedZone(seen.value, entry, name.code);
        const { alias, instance } = settings;
        const { network } = finding;
        const blamed: Blamed = {
          ...{ registry: alias, instance, network, part: name.part, name: name.name, code: name.code },
          ...{ zone, nameKind: kindOf(view, name), resolution: seen.value },
        };
        return canBeBlamed(blamed) ? [{ finding, name, blamed }] : [];
      }),
  );
}

function kindOf(view: RegistryView, { part, name }: NameFinding): NameKind | null {
  const known = view.parts.find((one) => one.part === part)?.view;
  return (known?.known === true ? known.value.names.find((one) => one.name === name)?.kind : null) ?? null;
}

function entryOf(estate: Estate, { instance }: RegistrySettings, { network }: Finding, { part }: NameFinding) {
  if (!estate.ledger.known) return null;
  return ownEntry(estate.ledger.value, { deployment: estate.deployment, instance, network, part });
}

/** What events told of a cloud, those of this pass and those that came lately: the newest first. */
function deedsFor(
  { pass }: Running,
  before: Said,
  { cloud, registry }: Pick<Finding, "cloud" | "registry">,
  now: Instant,
): readonly Deed[] {
  const lately = before(registry)?.deeds ?? [];
  // Of one second, as they are told in, the one that came last.
  const all = [...lately, ...deedsOf(pass.trigger, cloud)].reverse();
  return all.filter(({ at }) => elapsed(now, at) < ahead).sort((a, b) => byText(b.at, a.at));
}

/** What the last report said of the same drift; `null` when it said something else, or is not to be believed. */
function saidBefore(before: Said, finding: Finding, name: NameFinding): NameFinding | null {
  const report = before(finding.registry);
  const said = report == null ? undefined : saidOf(report, finding, name);
  return said?.code === name.code ? said : null;
}

function distinct(zones: readonly string[]): readonly string[] {
  return [...new Set(zones)].sort().slice(0, mostZones);
}
