import { expect } from "vitest";
import type { SettingValue } from "../../emulator/settings.ts";
import type { Finding } from "../../shared/model/finding.ts";
import type { Report } from "../../shared/model/report.ts";
import type { Settings } from "../../shared/model/settings.ts";
import { type DriftOptIn, driftKinds, type Mechanism } from "../../shared/plan/name/drift-kinds.ts";
import type { BothAnswers } from "../emulator/dns-client.ts";
import type { PassOptions } from "./direct-passes.ts";

/** A zone as its owner sees it, without what changes at every write. */
export interface SeenZone {
  readonly id: string;
  readonly networks: readonly string[];
  readonly remark: string;
  /** All that it is and holds, comparable. */
  readonly text: string;
}

/** A moored network that somebody harms, others around it, and passes. */
export interface DriftStage {
  /** The network that is harmed. */
  readonly hurt: string;
  pass(options?: PassOptions): Promise<Report>;
  minutes(count: number, options?: PassOptions): Promise<readonly Report[]>;
  /** The configuration with what must be allowed. */
  allowing(option: DriftOptIn | null): Settings;
  /** What resolvers in every network answer for every name that anybody asks there, by network and name. */
  answers(): Promise<Readonly<Record<string, BothAnswers>>>;
  /** The names that must resolve in a network, each with the address of its link. */
  wanted(network: string): Promise<readonly { readonly name: string; readonly address: string }[]>;
  ask(network: string, name: string): Promise<BothAnswers>;
  /** Lets so many milliseconds go by without a pass. */
  wait(milliseconds: number): Promise<void>;
  /** Lets so much time go by that nothing that was written lately is waited for. */
  rest?(): Promise<void>;
  /** How long resolvers go on with what they answered, in milliseconds; nothing where they follow at once. */
  readonly lag?: number;
  /** Every zone of every account. */
  zones(): readonly SeenZone[];
  /** The passes' own calls that write, refused ones included. */
  writes(): Readonly<Record<string, number>>;
}

/** The same with domains of the user's own, for which Mooring makes zones. */
export interface DomainStage extends DriftStage {
  /** Moored like the one that is harmed; on Alibaba Cloud the first, in which the provider itself answers. */
  readonly other: string;
  /** Wishes for nothing and has a zone of its own. */
  readonly stranger: string;
  /** The configuration with these domains. */
  configured(domains: readonly string[]): Settings;
  /** Makes a zone with one record and binds it; its id. */
  makeZone(zoneName: string, value: string, network: string): Promise<string>;
  deleteZone(zone: string): Promise<void>;
  /** Gives a zone another remark. */
  remark(zone: string, text: string): Promise<unknown>;
  /** A record of somebody else's in a zone; its id. */
  addRecord(zone: string, value: string): Promise<string>;
  deleteRecord(zone: string, record: string): Promise<unknown>;
  /** The account comes to have so many zones, and back to what it had. */
  crowd(zones: number): void;
  disperse(): void;
  tag(network: string, value: string | null): Promise<unknown>;
  /** Deletes the network's link and waits until it is gone. */
  unlink(network: string): Promise<void>;
  untilMoored(...networks: readonly string[]): Promise<void>;
}

/** Values of settings of the emulated cloud that differ from its defaults. */
export type Values = Readonly<Record<string, SettingValue>>;

/** One thing that somebody does, the kind of drift that it is, and what becomes of it. */
export interface DriftRow<S extends DriftStage> {
  readonly code: string;
  readonly mechanism: Mechanism;
  /** What somebody did, as a sentence goes on. */
  readonly did: string;
  /** The worlds in which it can be done, by what differs in them; every one, where left out. */
  on?(values: Values): boolean;
  /** By the vendor's client, as anybody could; answers the id of the network that is harmed where it is another one. */
  harm(stage: S): Promise<unknown>;
  /** What its owner does about a drift that is only told. */
  mend?(stage: S, network: string): Promise<unknown>;
  /** The code of the first pass that sees it, where nothing is written yet because a second reading must agree. */
  readonly first?: string;
  /** Set where the drift shows only after so many minutes. */
  readonly shows?: number;
  /** A repair takes so many minutes; one, unless it is more than one write or a second reading. */
  readonly takes?: number;
  /** Zones are other ones afterwards than before; else they are as they were. */
  readonly leavesOthers?: true;
  /** What the finding's sentence says. */
  readonly says?: RegExp;
  /** Nobody hears a wrong answer on account of it. */
  readonly silent?: true;
  /** The link is somebody else's, so no domain of the user's own is published for it. */
  readonly foreignLink?: true;
  /** What the network comes to in the end where it is not to be moored: then nobody answers its names. */
  readonly after?: "forgotten";
}

function kindOf({ code, mechanism }: Pick<DriftRow<never>, "code" | "mechanism">) {
  const kind = driftKinds.find((one) => one.code === code && one.mechanism === mechanism);
  if (kind === undefined) throw new Error(`the table has no kind ${code} (${mechanism})`);
  return kind;
}

/** The finding of one network in one report. */
export function foundIn(report: Report | undefined, network: string): Finding | undefined {
  return report?.findings.find((finding) => finding.network === network);
}

/** Plays one row to its end: seen, told and, as the table says, repaired or left alone; then nothing is to be done. */
export async function play<S extends DriftStage>(stage: S, row: DriftRow<S>): Promise<void> {
  const kind = kindOf(row);
  const optIn = "optIn" in kind ? kind.optIn : null;
  await stage.rest?.();
  await follow(stage);
  const before = stage.zones();
  await expectRight(stage, stage.hurt);
  const another = await row.harm(stage);
  await follow(stage);
  const network = typeof another === "string" ? another : stage.hurt;
  const harmed = { network, answers: await stage.answers(), zones: stage.zones(), before };
  if (network === stage.hurt && row.silent !== true && row.after === undefined)
    expect(await isRight(stage, network), "it takes the right answer away").toBe(false);
  await stage.minutes((row.shows ?? 1) - 1, { settings: stage.allowing(null) });
  switch (kind.mark) {
    case "repair":
      await expectTold(stage, row, network, row.first === undefined ? { mode: "observe" } : {});
      return expectRepaired(stage, row, harmed, null);
    case "report":
      await expectTold(stage, row, network, {});
      return expectLeftAlone(stage, row, harmed);
    case "opt-in":
      await expectTold(stage, row, network, {});
      await expectUntouched(stage, harmed, stage.allowing(null));
      await expectRepaired(stage, row, harmed, optIn);
      await row.mend?.(stage, network);
  }
}

async function follow({ lag = 0, wait }: DriftStage): Promise<void> {
  if (lag > 0) await wait(lag);
}

/** Passes that a repair takes: what is turned off must be seen to be off before it is turned on again. */
function minutesFor({ lag = 0 }: DriftStage, { takes = 1 }: Pick<DriftRow<never>, "takes">): number {
  return takes + Math.ceil(lag / 60_000);
}

interface Harmed {
  readonly network: string;
  readonly answers: Readonly<Record<string, BothAnswers>>;
  readonly zones: readonly SeenZone[];
  /** As they were before the harm. */
  readonly before: readonly SeenZone[];
}

/** The next frequent pass names the kind, and writes nothing. */
async function expectTold<S extends DriftStage>(
  stage: S,
  row: DriftRow<S>,
  network: string,
  options: PassOptions,
): Promise<void> {
  const writes = stage.writes();
  const [report] = await stage.minutes(1, { ...options, settings: stage.allowing(null) });
  const found = foundIn(report, network);
  expect(codesIn(found), JSON.stringify(found)).toContain(row.first ?? row.code);
  expect(found?.state, JSON.stringify(found)).not.toBe("moored");
  expect(report?.outcomes).toEqual([]);
  expect(stage.writes()).toEqual(writes);
  if (row.says !== undefined) expect(JSON.stringify(found)).toMatch(row.says);
  expect(JSON.stringify(found)).toContain(kindOf(row).kind);
}

function codesIn(finding: Finding | undefined): readonly string[] {
  return finding?.parts.flatMap(({ code, names }) => [code, ...names.map((name) => name.code)]) ?? [];
}

async function expectRepaired<S extends DriftStage>(
  stage: S,
  row: DriftRow<S>,
  { network, answers, zones, before }: Harmed,
  option: DriftOptIn | null,
): Promise<void> {
  const settings = stage.allowing(option);
  const reports = await stage.minutes(minutesFor(stage, row), { settings });
  await follow(stage);
  const outcomes = reports.flatMap((report) => report.outcomes);
  const told = JSON.stringify(outcomes);
  expect(outcomes.filter(({ result }) => result === "failed")).toEqual([]);
  expect(
    outcomes.some(({ result }) => result === "applied"),
    told,
  ).toBe(true);
  // The role is an account's: whichever network misses it first has it made.
  const own = outcomes.filter(({ change }) => change.kind !== "create-role");
  expect(new Set(own.map(({ change }) => change.network)), told).toEqual(new Set([network]));
  expect(others(await stage.answers(), network), "other networks' answers").toEqual(others(answers, network));
  if (row.leavesOthers !== true) expect(texts(stage.zones())).toEqual(texts(before));
  const mine = before.filter((zone) => zone.networks.includes(network)).map(({ id }) => id);
  const foreign = (all: readonly SeenZone[]) =>
    texts(
      all.filter(({ id, remark, networks }) => isForeign(remark) && !mine.includes(id) && !networks.includes(network)),
    );
  if (row.leavesOthers === true) expect(foreign(stage.zones())).toEqual(foreign(zones));
  await expectEnd(stage, row, network, settings);
}

/** Answered rightly, and nothing left to do; or out of it. */
async function expectEnd<S extends DriftStage>(
  stage: S,
  row: DriftRow<S>,
  network: string,
  settings: Settings,
): Promise<void> {
  if (row.after === undefined) {
    await expectRight(stage, network);
    return expectSettled(stage, network, settings);
  }
  const report = await stage.pass({ settings });
  // What is gone for good is told once, and then nothing is said of it.
  expect(foundIn(report, network)).toBeUndefined();
  expect(report.outcomes).toEqual([]);
  for (const [key, heard] of Object.entries(await stage.answers()))
    if (key.startsWith(`${network} `)) expect(heard.udp, key).toEqual([]);
}

function isForeign(remark: string): boolean {
  return !remark.startsWith("mooring-");
}

async function expectLeftAlone<S extends DriftStage>(stage: S, row: DriftRow<S>, harmed: Harmed): Promise<void> {
  await expectUntouched(stage, harmed, stage.allowing(null));
  if (row.mend === undefined) return;
  await row.mend(stage, harmed.network);
  const settings = stage.allowing(null);
  await stage.minutes(minutesFor(stage, row), { settings });
  await follow(stage);
  await expectEnd(stage, row, harmed.network, settings);
}

/** Nothing is written, however often passes look. */
async function expectUntouched(stage: DriftStage, harmed: Harmed, settings: Settings): Promise<void> {
  const writes = stage.writes();
  await stage.minutes(1, { settings });
  const report = await stage.pass({ settings });
  expect(report.outcomes).toEqual([]);
  expect(stage.writes()).toEqual(writes);
  expect(texts(stage.zones())).toEqual(texts(harmed.zones));
  expect(await stage.answers()).toEqual(harmed.answers);
}

/** A pass that reads everything finds nothing to do and nothing wrong. */
export async function expectSettled(stage: DriftStage, network: string, settings: Settings): Promise<void> {
  const report = await stage.pass({ settings });
  expect(report.outcomes).toEqual([]);
  expect(report.held).toEqual([]);
  const found = foundIn(report, network);
  expect(found?.state, JSON.stringify(found)).toBe("moored");
}

export async function expectRight(stage: DriftStage, network: string): Promise<void> {
  const wanted = await stage.wanted(network);
  expect(wanted.length).toBeGreaterThan(0);
  for (const { name, address } of wanted)
    expect(await stage.ask(network, name), name).toEqual({ udp: [address], tcp: [address] });
}

async function isRight(stage: DriftStage, network: string): Promise<boolean> {
  for (const { name, address } of await stage.wanted(network)) {
    const { udp } = await stage.ask(network, name);
    if (udp.length !== 1 || udp[0] !== address) return false;
  }
  return true;
}

function others(answers: Readonly<Record<string, BothAnswers>>, network: string) {
  return Object.fromEntries(Object.entries(answers).filter(([key]) => !key.startsWith(`${network} `)));
}

function texts(zones: readonly SeenZone[]): readonly string[] {
  return zones.map(({ text }) => text).sort();
}

/** What is done in one world: which values differ there, and the codes of the rows that are played; every row where `null`. */
export interface DriftWorld {
  readonly values: Values;
  readonly kinds: readonly string[] | null;
}

/** The rows that can be done in a world and that its values could make a difference to. */
export function rowsOf<R extends Pick<DriftRow<never>, "code" | "on">>(
  rows: readonly R[],
  { values, kinds }: DriftWorld,
): readonly R[] {
  return rows.filter(({ code, on }) => (kinds === null || kinds.includes(code)) && on?.(values) !== false);
}
