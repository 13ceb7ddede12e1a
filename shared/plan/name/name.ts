import type { ResolutionChange } from "../../model/change.ts";
import type { CarriedName, Edit, Publishing, ResolutionView } from "../../model/estate.ts";
import type { NameFinding } from "../../model/finding.ts";
import { elapsed, type Instant } from "../../model/known.ts";
import type { Baseline, LedgerEntry, OwnZone, PastRepair } from "../../model/ledger.ts";
import type { Link, Part } from "../../model/link.ts";
import type { NameKind } from "../../model/name.ts";
import type { Network } from "../../model/network.ts";
import type { HeldChange } from "../../model/plan.ts";
import type { Limits, RegistrySettings } from "../../model/settings.ts";
import { onceWithout } from "../limits/overrides.ts";
import { resolverObstacle, serviceObstacle } from "../link/preconditions.ts";
import { whoseLink } from "../link/whose.ts";
import { answers } from "./answer.ts";
import { becauseOf, blamedZone, changedBy, changedWords } from "./authors.ts";
import { withKind } from "./drift-kinds.ts";
import { driftOf } from "./drift-of.ts";
import type { Repair } from "./drift-outcome.ts";
import { mainDomainOf, type OwnZoneScope } from "./own-zones.ts";
import { hasMoved } from "./repoint.ts";

/** One name of a ready link. */
export interface NameInput {
  readonly registry: RegistrySettings;
  readonly network: Network;
  readonly part: Part;
  readonly name: string;
  readonly nameKind: NameKind;
  readonly link: Link;
  readonly address: string;
  readonly publishing: Publishing | null;
  readonly entry: LedgerEntry | null;
  /** The other deployment that has the link in its ledger. */
  readonly otherDeployment: string | null;
  /** Why its link's new address, or its first one, is not taken over yet; `null` when it is. */
  readonly moveDoubt: { readonly code: string; readonly sentence: string } | null;
  readonly view: ResolutionView | undefined;
  readonly carried: CarriedName | undefined;
  readonly limits: Limits;
  /** Who last changed what, as far as somebody asked or was told. */
  readonly edits: readonly Edit[];
  readonly own: OwnZoneScope;
  readonly at: Instant;
}

export interface NamePlan {
  readonly finding: NameFinding;
  readonly changes: readonly ResolutionChange[];
  readonly held: readonly HeldChange[];
  /** Set when the name was read in this pass and answers rightly from a zone. */
  readonly baseline: Baseline | null;
  /** The zone of Mooring's own as the ledger should know it; `null`: nothing new is known of it. */
  readonly ownZone: OwnZone | null;
}

const day = 24 * 3_600_000;

/** Different writes within this time put one incident right. Milliseconds. */
const incidentTime = 5 * 60_000;

/** Deletions within this time are one pass's, and put one incident right: shorter than from one pass to the next. */
const deletionTime = 30_000;

/** The state of one name in one network, and the writes that put it right. */
export function planName(input: NameInput): NamePlan {
  const { name, view, carried, address, entry } = input;
  if (view === undefined) {
    const before = notRead(input, carried);
    return { ...before, finding: unheard(input, before.finding) };
  }
  const service = serviceObstacle(input.publishing);
  if (!view.resolution.known) {
    const sentence = `what answers ${name} could not be read: ${view.resolution.reason}`;
    return service === null
      ? only(input, "unknown", "unknown/resolution", sentence, [])
      : only(input, "blocked", service.code, withKind(service.code, `${sentence}; ${service.sentence}`), []);
  }
  const resolution = view.resolution.value;
  const given = answers(resolution) ?? [];
  const age = entry?.intentAt == null ? null : elapsed(entry.intentAt, input.at);
  const looked = {
    resolution,
    link: input.link,
    region: input.network.region,
    address,
    entry,
    age,
    optIn: input.registry.optIn,
    authorized: input.publishing?.authorized ?? null,
    at: input.at,
    kind: input.nameKind,
    mainDomain: mainDomainOf(input.registry, name),
    own: input.own,
  };
  const found = driftOf(looked);
  const { ownZone } = found;
  const finding: NameFinding = {
    name,
    part: input.part,
    state: found.state,
    code: found.code,
    sentence: withKind(found.code, found.sentence),
    address,
    answers: answeredBySelf.has(found.code) ? [address] : given,
    since: null,
    changed: null,
  };
  const byWhom = (told: NameFinding): NameFinding => {
    const zone = blamedZone(resolution, entry, told.code);
    const place = { registry: input.registry.alias, network: input.network.id, part: input.part, name };
    const blamed = { ...place, zone, code: told.code, resolution };
    const changed = changedBy(input.edits, blamed, entry);
    return changed === null ? told : { ...told, changed, sentence: `${told.sentence}; ${changedWords(changed)}` };
  };
  if (service !== null && found.state !== "moored") {
    const blocked: NameFinding = {
      ...finding,
      state: "blocked",
      code: service.code,
      sentence: withKind(service.code, `${found.sentence}; ${service.sentence}`),
    };
    return { finding: blocked, changes: [], held: [], baseline: null, ownZone };
  }
  const repairs = found.repairs.map((repair) => toChange(input, repair));
  if (repairs.length === 0)
    return { finding: byWhom(unheard(input, finding)), changes: [], held: [], baseline: found.baseline, ownZone };
  const doubt = reasonToWait(input, found.repairs) ?? found.doubt ?? null;
  if (doubt === null) {
    const told = byWhom(finding);
    // Once it is repaired, the write is all that tells of it.
    const changes = repairs.map((change) => ({ ...change, because: becauseOf(change.because, told.changed) }));
    return { finding: told, changes, held: [], baseline: null, ownZone };
  }
  return {
    finding: byWhom({
      ...finding,
      state: "held",
      code: doubt.code,
      sentence: `${finding.sentence}; ${doubt.sentence}`,
    }),
    changes: [],
    held: repairs.map((change) => ({ change, ...doubt })),
    baseline: null,
    ownZone,
  };
}

/** Codes of names that the provider or its switch answers, with no zone to read it from. */
const answeredBySelf: ReadonlySet<string> = new Set(["moored/provider-resolution", "moored/published"]);

/** A name that is right wherever it is asked for, in a network whose machines ask somebody else. */
function unheard(input: NameInput, finding: NameFinding): NameFinding {
  const obstacle = resolverObstacle(input.registry, input.network);
  if (obstacle === null || finding.state !== "moored") return finding;
  return {
    ...finding,
    state: "blocked",
    code: obstacle.code,
    sentence: withKind(obstacle.code, `${finding.sentence}, but ${obstacle.sentence}`),
  };
}

/** Why a repair must wait although it is known: `null` when it need not. */
function reasonToWait(
  input: NameInput,
  repairs: readonly Repair[],
): { readonly code: string; readonly sentence: string } | null {
  const { entry, name, limits, at } = input;
  if (entry === null) {
    return {
      code: "held/not-owned",
      sentence: `${whoseLink(input.part, input.otherDeployment)}, so its names are left alone`,
    };
  }
  if (input.moveDoubt !== null) return input.moveDoubt;
  // What Mooring turned off itself it turns on again, however often that was: else nobody would answer the name.
  const withdrawn = entry.names.some((published) => published.name === name && published.withdrawnAt !== null);
  if (withdrawn && repairs.every(({ kind }) => kind === "switch-on")) return null;
  // Or the last repair would be half of one: a zone that was made and not filled, a record put right and not bound.
  const isSameIncident = ({ kind, at: then }: PastRepair) =>
    elapsed(then, at) < incidentTime && repairs.every((repair) => repair.kind !== kind);
  const recent = entry.repairs.filter((repair) => repair.name === name && elapsed(repair.at, at) < day);
  const most = mostAlike(recent.filter((repair) => !isSameIncident(repair)));
  if (most >= limits.repairsPerDay) {
    return {
      code: "held/contested",
      sentence: `it was repaired ${most} times within 24 hours and changed again each time; find who else writes it; ${onceWithout("repairs-per-day")}`,
    };
  }
  return null;
}

/**
 * How often the kind of incident came that came most often. One incident can take several different writes, so writes
 * are told apart by kind; and it can add several values, so deletions are counted by what was deleted and, because a
 * writer may come with another value each time, by when.
 */
function mostAlike(repairs: readonly PastRepair[]): number {
  const counts = new Map<string, number>();
  for (const { kind, before } of repairs) {
    const key = kind === deletion ? `${kind} ${before}` : kind;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const deletions = repairs.filter(({ kind }) => kind === deletion).map(({ at }) => at);
  return Math.max(0, incidents(deletions), ...counts.values());
}

const deletion: Repair["kind"] = "delete-record";

/** How many incidents deletions were about: each lasts for a bounded time from its first, however many follow. */
function incidents(moments: readonly Instant[]): number {
  const firsts: Instant[] = [];
  for (const moment of [...moments].sort()) {
    const first = firsts.at(-1);
    if (first === undefined || elapsed(first, moment) >= deletionTime) firsts.push(moment);
  }
  return firsts.length;
}

function notRead(input: NameInput, carried: CarriedName | undefined): NamePlan {
  if (carried !== undefined && carried.address === input.address) {
    const plan = only(
      input,
      "moored",
      "moored/unchanged",
      `${input.name} answered ${carried.address} when last read at ${carried.at}, and no change of what answers it was told since`,
      [carried.address],
    );
    return plan;
  }
  return only(input, "unknown", "unknown/not-read", `${input.name} was not read in this pass`, []);
}

function only(
  input: NameInput,
  state: NameFinding["state"],
  code: string,
  sentence: string,
  given: readonly string[],
): NamePlan {
  const { name, part, address } = input;
  return {
    finding: { name, part, state, code, sentence, address, answers: given, since: null, changed: null },
    changes: [],
    held: [],
    baseline: null,
    ownZone: null,
  };
}

function toChange(input: NameInput, repair: Repair): ResolutionChange {
  const { registry, network, part } = input;
  return {
    ...repair,
    registry: registry.alias,
    cloud: registry.cloud,
    instance: registry.instance,
    network: network.id,
    account: network.account,
    region: network.region,
    part,
    repoints: hasMoved(input.entry, input.address),
  };
}
