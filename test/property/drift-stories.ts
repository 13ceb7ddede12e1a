import fc from "fast-check";
import type { Report } from "../../shared/model/report.ts";
import { driftKinds, type Mechanism } from "../../shared/plan/name/drift-kinds.ts";
import { breakages, type Harm, type Mender } from "./breakages.ts";
import { createEstate, type Estate, type EstatePlan, type Member } from "./drifting-estate.ts";
import { isRight } from "./estate-laws.ts";
import { heedFindings } from "./owners.ts";

const hour = 3_600_000;
const minute = 60_000;

/** What happens after a breakage, before the next one. */
const moments = ["nothing", "frequent", "full", "minutes", "hours", "a day", "taken back", "again"] as const;

interface Step {
  /** At the name that was struck before, where it can be; else at any. */
  readonly same: boolean;
  /** Of those that can be done in the estate. */
  readonly breakage: number;
  readonly member: number;
  readonly name: number;
  readonly after: (typeof moments)[number];
}

export interface Story {
  readonly plan: EstatePlan;
  readonly steps: readonly Step[];
}

const step: fc.Arbitrary<Step> = fc.record({
  same: fc.boolean(),
  breakage: fc.nat(9_999),
  member: fc.nat(99),
  name: fc.nat(99),
  after: fc.constantFrom("nothing", "nothing", "frequent", "frequent", ...moments),
});

const values = fc.record({
  zoneLayout: fc.constantFrom("zone-per-name", "parent-zone", "record-pattern", "product-zone"),
  recordPatternFallsTo: fc.constantFrom("public", "next-zone"),
  autoRecordTtl: fc.constantFrom(60, 600),
  autoZoneCreator: fc.constantFrom("STS", "OTHER"),
  zoneConflict: fc.constantFrom("issue", "silent"),
  unlinkedZone: fc.constantFrom("deleted", "left"),
  serviceHeals: fc.constantFrom("never", "on-next-link"),
  firstLinkDefaultAccess: fc.boolean(),
  defaultAccessMoves: fc.boolean(),
  recordWriteMovesZone: fc.boolean(),
  clientTokenMismatch: fc.constantFrom("error", "first-answer", "executed"),
  managedZoneVisibility: fc.constantFrom("hidden", "visible"),
  tcrZoneLayout: fc.constantFrom("shared", "perInstance"),
  dnsStatusComparesIp: fc.boolean(),
  dnsStatusWords: fc.constantFrom("ENABLED/DISABLED/ERROR", "ENABLE/DISABLE/ERROR"),
  sameMainDomain: fc.constantFrom("same-name", "registrable"),
  bindBesideHiddenZone: fc.constantFrom("accepted", "refused"),
  managedZoneWhenEmpty: fc.constantFrom("removed", "left"),
  bindTaskMs: fc.constantFrom(2_000, 0),
  recordStatusWords: fc.constantFrom("enabled/disabled", "ENABLED/DISABLED"),
  defaultResolution: fc.constantFrom("answers", "none"),
  zoneVisibleMs: fc.constantFrom(0, 2_000),
  dnsPropagationMs: fc.constantFrom(0, 60_000),
  dnsStatusAhead: fc.boolean(),
  dnsCreateRepeated: fc.constantFrom("upsert", "UnsupportedOperation.CreatePrivateZoneRecord"),
  dnsDeleteAbsent: fc.constantFrom("success", "UnsupportedOperation.DeletePrivateZoneRecord"),
  dnsDeleteComparesIp: fc.boolean(),
  dnsStatusBrokenZone: fc.constantFrom("DISABLED", "ENABLED", "ERROR"),
  boundZoneDelete: fc.constantFrom("FailedOperation.DeleteZoneFailed", "success"),
});

export const stories: fc.Arbitrary<Story> = fc.record({
  plan: fc.record({
    values,
    networks: fc.integer({ min: 2, max: 3 }),
    domains: fc.constantFrom([], ["images.corp-mooring.com"], ["images.corp-mooring.com", "second.corp-mooring.com"]),
    optIn: fc.subarray(["recreate-zone", "shared-zone"] as const),
    createServiceLinkedRole: fc.boolean(),
    // So tight that time must go by, or so wide that nothing ever waits for them.
    limits: fc.constantFrom(
      { repairsPerDay: 3, repointsPerHour: 12 },
      { repairsPerDay: 1_000, repointsPerHour: 1_000 },
    ),
  }),
  steps: fc.oneof(
    fc.array(step, { minLength: 1, maxLength: 12, size: "max" }),
    fc.array(step, { minLength: 6, maxLength: 12, size: "max" }),
  ),
});

/**
 * How many frequent passes, a minute apart, after a daily one, the slowest single thing needs: two readings of a new address 30 seconds apart (2),
 * a switch that was turned and may take three minutes (3), a zone of Mooring's own that may not show for five (5), a
 * link that was made again and is published within ten (10), and one more to see that nothing is left. What is held by
 * an hour's or a day's limit, was refused within the hour, or waits for two daily passes to count the same, needs as
 * many again after that time.
 */
const passes = 2 + 3 + 5 + 10 + 1;

/** What may be left of a name, by what publishes it, when nothing more can be written: its owner is told. */
function isTold(code: string, mechanism: Mechanism): boolean {
  const kinds = driftKinds.filter((kind) => kind.mechanism === mechanism || kind.mechanism === "network");
  return kinds.some((kind) => kind.code === code && kind.mark !== "repair") || settledCodes.has(code);
}

/** Told as well: what Mooring leaves to others, and what the vendor refused, which is asked again an hour later. */
const settledCodes: ReadonlySet<string> = new Set([
  "leaving/off",
  "leaving/tag-absent",
  "leaving/gone",
  "held/own-zone-in-use",
  "held/not-owned",
  "held/refused",
  // Private DNS is the account's, whatever publishes the name.
  "blocked/dns-closed",
]);

function isQuiet({ watch }: Estate, report: Report): boolean {
  const held = report.held.filter(({ code }) => !settledCodes.has(code));
  const isDone = report.outcomes.length === 0 && held.length === 0 && restless(report).length === 0;
  return isDone && !watch.isTurning();
}

/** What is not right and nobody was told to do anything about. */
function restless(report: Report): readonly string[] {
  const refused = new Set(
    report.held.flatMap(({ change, code }) =>
      code === "held/refused" && "name" in change ? [`${change.network} ${change.name}`] : [],
    ),
  );
  return report.findings.flatMap(({ cloud, network, state, code, parts }) => {
    const names = parts.flatMap((part) => part.names).filter((name) => name.state !== "moored");
    const all = names.length > 0 ? names : state === "moored" ? [] : [{ name: "", code }];
    const isSwitched = (name: string) => cloud === "tencent" && name.endsWith(".tencentcloudcr.com");
    return all
      .filter((one) => !refused.has(`${network} ${one.name}`))
      .filter((one) => !isTold(one.code, isSwitched(one.name) ? "switch" : "zone"))
      .map((one) => `${network} ${one.name} ${one.code}`);
  });
}

/** Passes until nothing is left to do, at once, after the hour's limits and after the day's. */
async function settle(estate: Estate): Promise<Report> {
  let last: Report | undefined;
  for (const pause of [0, hour, 24 * hour]) {
    await estate.wait(pause);
    last = await estate.pass("full");
    if (isQuiet(estate, last)) return last;
    for (let pass = 0; pass < passes; pass++) {
      last = await estate.minute();
      if (!isQuiet(estate, last)) continue;
      last = await estate.pass("full");
      if (isQuiet(estate, last)) return last;
    }
  }
  const held = last?.held.map(({ change, code }) => `${change.network} ${code}`) ?? [];
  throw new Error(`it does not settle: ${[...(last === undefined ? [] : restless(last)), ...held].join("; ")}`);
}

/** What was done to each network so far. */
interface Done {
  readonly menders: Map<string, Mender[]>;
  readonly takeBacks: NonNullable<Harm["takeBack"]>[];
  readonly counts: Map<string, number>;
  /** The last name at which somebody struck. */
  struck: { readonly member: Member; readonly name: string } | null;
}

async function strike(estate: Estate, step: Step, done: Done): Promise<void> {
  const own = estate.plan.domains;
  const before = step.same ? done.struck : null;
  const able = breakages.filter(
    (one) =>
      (one.names === "vendor" || own.length > 0) &&
      one.on?.(estate.plan) !== false &&
      (before === null || (one.cloud === before.member.cloud && (one.names === "own") === own.includes(before.name))),
  );
  const breakage = pick(able, step.breakage);
  const members = estate.members.filter(({ cloud, wishes }) => cloud === breakage?.cloud && wishes);
  const member = before?.member.wishes === true ? before.member : pick(members, step.member);
  const names = member?.names.filter((one) => own.includes(one) === (breakage?.names === "own"));
  const name = before?.member === member ? before?.name : pick(names ?? [], step.name);
  if (breakage === undefined || member === undefined || name === undefined) return;
  done.struck = { member, name };
  const line = `somebody ${breakage.did} (${name.replace(/\..*/, "")} in ${member.id})`;
  done.menders.set(member.id, [...(done.menders.get(member.id) ?? []), breakage.mender(estate.plan)]);
  estate.touched.add(member.id);
  await estate.disturb(async () => {
    try {
      const { also = [], takeBack } = await breakage.harm({ estate, member, name });
      estate.log.push(line);
      done.counts.set(breakage.did, (done.counts.get(breakage.did) ?? 0) + 1);
      for (const network of also.filter((id) => id !== member.id)) spoil(estate, done, network);
      if (takeBack !== undefined) done.takeBacks.push(takeBack);
    } catch (error) {
      estate.log.push(`${line}, which failed: ${String(error).slice(0, 160)}`);
      // Half of it may be done.
      spoil(estate, done, member.id);
    }
  });
  for (const { cloud, id } of estate.members) if (estate.watch.isClosed(cloud)) spoil(estate, done, id);
}

function pick<T>(all: readonly T[], index: number): T | undefined {
  return all[index % all.length];
}

function spoil(estate: Estate, done: Done, network: string): void {
  estate.touched.add(network);
  done.menders.set(network, [...(done.menders.get(network) ?? []), "owner"]);
}

async function letPass(estate: Estate, step: Step, done: Done): Promise<void> {
  switch (step.after) {
    case "nothing":
      return;
    case "frequent":
      await estate.minute();
      return;
    case "full":
      await estate.pass("full");
      return;
    case "minutes":
      await estate.wait(5 * minute);
      await estate.minute();
      return;
    case "hours":
      await estate.wait(3 * hour);
      await estate.minute();
      return;
    case "a day":
      await estate.wait(25 * hour);
      await estate.pass("full");
      return;
    case "again":
      await estate.minute();
      await strike(estate, step, done);
      await estate.minute();
      return;
    case "taken back":
      await estate.minute();
      await takeBack(estate, done.takeBacks.splice(-1));
      await estate.minute();
      return;
  }
}

/** The last first. What cannot be taken back any more is told by the next report. */
async function takeBack(estate: Estate, all: Done["takeBacks"]): Promise<void> {
  if (all.length > 0) estate.log.push("it is taken back");
  await estate.disturb(async () => {
    for (const one of [...all].reverse()) await one().catch(() => undefined);
  });
}

/** Networks in which Mooring must put everything right by itself. */
function mustBeMended({ menders }: Done, network: string): boolean {
  const own = menders.get(network) ?? [];
  return own.every((mender) => mender === "mooring") || (own.length === 1 && own[0] === "mooring-alone");
}

function unmended(estate: Estate, report: Report, which: (network: string) => boolean): readonly string[] {
  const heard = estate.watch.hear();
  return estate.members
    .filter(({ id, wishes }) => wishes && which(id))
    .flatMap(({ id, names }) => {
      const finding = report.findings.find(({ network }) => network === id);
      if (finding?.state !== "moored")
        return [`${id} is ${finding?.code}: ${finding?.parts.flatMap((part) => part.names.map(({ code }) => code))}`];
      return names
        .filter((name) => !isRight(heard, id, name))
        .map((name) => `${id} ${name} answers ${heard.answers.get(`${id} ${name}`)}`);
    });
}

async function play(estate: Estate, steps: readonly Step[], counts: Done["counts"]): Promise<void> {
  const done: Done = { menders: new Map(), takeBacks: [], counts, struck: null };
  for (const one of steps) {
    await strike(estate, one, done);
    await letPass(estate, one, done);
  }
  estate.log.push("nothing is broken any more");
  let report = await settle(estate);
  fail(unmended(estate, report, (network) => mustBeMended(done, network)));
  await takeBack(estate, done.takeBacks);
  report = await settle(estate);
  // One finding may hide another one of the same name.
  for (let turn = 0; turn < 4 && unmended(estate, report, () => true).length > 0; turn++) {
    const heeded = report;
    await estate.disturb(() => heedFindings(estate, heeded));
    // A refusal is believed for an hour.
    await estate.wait(hour);
    report = await settle(estate);
  }
  fail(unmended(estate, report, () => true));
  fail(await estate.wrongOverSockets());
}

function fail(problems: readonly string[]): void {
  if (problems.length > 0) throw new Error(problems.join("; "));
}

export async function tell(story: Story, counts: Done["counts"]): Promise<void> {
  const estate = await createEstate(story.plan);
  try {
    await play(estate, story.steps, counts);
  } catch (error) {
    const { plan } = story;
    const message = [
      JSON.stringify(plan),
      ...estate.log,
      `broken: ${error instanceof Error ? error.message : String(error)}`,
    ].join("\n");
    throw new Error(estate.told(message));
  } finally {
    await estate.stop();
  }
}
