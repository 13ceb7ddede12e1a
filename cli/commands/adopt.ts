import { isIPv4 } from "node:net";
import type { Finding } from "../../shared/model/finding.ts";
import type { LedgerEntry } from "../../shared/model/ledger.ts";
import type { Plan } from "../../shared/model/plan.ts";
import type { RegistrySettings } from "../../shared/model/settings.ts";
import { guard } from "../../shared/plan/guard.ts";
import { type AdoptedName, planAdoption } from "../../shared/plan/link/adoption.ts";
import type { ReleasedZone } from "../../shared/plan/link/taken-back.ts";
import { plan } from "../../shared/plan/plan.ts";
import { lastReleased, lookForAdoption } from "../../shared/reconcile/adoption.ts";
import { adopt, type Said } from "../../shared/reconcile/ownership.ts";
import type { Pass } from "../../shared/reconcile/pass.ts";
import { oneLine } from "../../shared/report/one-line.ts";
import { changeWords } from "../../shared/report/wording.ts";
import { exitCodes } from "../exit-code.ts";
import { Fault } from "../fault.ts";
import type { PassOptions } from "../options.ts";
import { type Drivers, terminalPass } from "../pass.ts";
import { personHere } from "../person.ts";
import type { Terminal } from "../terminal.ts";
import { unreadRegions } from "../unread-regions.ts";

export interface AdoptOptions {
  readonly network: string;
  readonly registry: string | undefined;
  readonly reason: string | undefined;
  /** What the names' switches answer with, where the vendor does not tell it. */
  readonly publishedAddress: string | undefined;
  readonly yes: boolean;
  confirm(question: string): Promise<boolean>;
}

/** What the next pass will say and do once the links are Mooring's. */
interface Next {
  readonly finding: Finding | null;
  readonly does: readonly string[];
  readonly holds: readonly { readonly code: string; readonly sentence: string }[];
}

/**
 * `mooring adopt`: links that somebody else made become Mooring's, in the ledger alone: nothing is written to a cloud.
 * From then on they are repaired and, when their network does not wish for them, detached as its own are.
 */
export async function adoptCommand(
  drivers: Drivers,
  terminal: Terminal,
  options: PassOptions,
  wish: AdoptOptions,
): Promise<number> {
  const { network, yes, confirm, publishedAddress = null } = wish;
  if (wish.registry === undefined) throw new Fault("say with --registry whose link of the network is to be adopted");
  if (publishedAddress !== null && !isIPv4(publishedAddress))
    throw new Fault(`"${publishedAddress}" is no address: --published-address takes one as 10.0.0.9`);
  const trigger = { kind: "command", command: "adopt", depth: "full", networks: [network] } as const;
  const pass = await terminalPass(drivers, options, trigger, false);
  const registry = registryNamed(pass, wish.registry);
  const estate = await lookForAdoption(pass, registry, network);
  const by = personHere();
  const reason = wish.reason?.trim() || null;
  const released = await lastReleased(pass, registry, network);
  const adoption = planAdoption(estate, { registry, network, by, reason, publishedAddress, released });
  const seen = { target: pass.target, registry: registry.alias, network };
  if (!adoption.adopts) {
    const { code, sentence } = adoption.refusal;
    const unread = unreadRegions(estate);
    const more = code === "network-not-seen" && unread.length > 0 ? `; unread: ${unread.join("; ")}` : "";
    if (options.json) terminal.json({ ok: false, ...seen, refused: { code, sentence: `${sentence}${more}` } });
    terminal.complain(`mooring: nothing is adopted: ${code}: ${oneLine(`${sentence}${more}`)}`);
    return exitCodes.failing;
  }
  const { entries, already, names, zones } = adoption;
  const next = whatFollows(guard(plan(adoption.next), adoption.next, pass.mode), registry, network);
  const shown = text(pass, registry, network, { entries, already, names, zones, next });
  const told = { ...seen, already, names, zones, next: { ...next.finding, does: next.does, holds: next.holds } };
  if (entries.length === 0) {
    if (options.json) terminal.json({ ok: true, ...told, adopted: [] });
    else terminal.print(`${shown}\nnothing to do`);
    return exitCodes.nothing;
  }
  if (!yes) {
    const question = `Shall ${entries.length === 1 ? "this link" : "these links"} be Mooring's (deployment "${pass.deployment}")? Nothing in the cloud is changed by it.`;
    if (!(await confirm(`${shown}\n${question}`))) throw new Fault("nothing was adopted");
  } else if (!options.json) terminal.print(shown);
  const ledger = estate.ledger.known ? estate.ledger.value : [];
  const word = { store: pass.store, pass: pass.id, by, reason, now: pass.clock.now };
  const said = await adopt(word, entries, ledger);
  const adopted = said.filter(({ done }) => done).map(({ entry }) => entry);
  const failed = said.flatMap((one) => (one.done ? [] : [{ part: one.entry.part, sentence: one.sentence }]));
  if (options.json) terminal.json({ ok: failed.length === 0, ...told, adopted, failed });
  else terminal.print(said.map((one) => outcome(one)).join("\n"));
  if (failed.length === 0) return exitCodes.changes;
  return adopted.length === 0 ? exitCodes.failing : exitCodes.partlyFailed;
}

function registryNamed({ settings: { registries } }: Pass, alias: string): RegistrySettings {
  const found = registries.find((one) => one.alias === alias);
  if (found !== undefined) return found;
  throw new Fault(
    `the configuration has no registry "${alias}"; it has ${registries.map((one) => one.alias).join(", ")}`,
  );
}

function whatFollows({ findings, changes, held }: Plan, { alias }: RegistrySettings, network: string): Next {
  const isIts = (one: { readonly registry: string | null; readonly network: string }) =>
    one.registry === alias && one.network === network;
  return {
    finding: findings.find(isIts) ?? null,
    does: changes.filter(isIts).map((change) => `${changeWords(change)}, because ${change.because}`),
    holds: held.filter(({ change }) => isIts(change)).map(({ code, sentence }) => ({ code, sentence })),
  };
}

interface Shown {
  readonly entries: readonly LedgerEntry[];
  readonly already: readonly LedgerEntry[];
  readonly names: readonly AdoptedName[];
  readonly zones: readonly ReleasedZone[];
  readonly next: Next;
}

function text(pass: Pass, { alias }: RegistrySettings, network: string, shown: Shown): string {
  const link = ({ part, subnet, address }: LedgerEntry) =>
    `the ${part} link through ${subnet} at ${address ?? "no address"}`;
  const stated = shown.entries.flatMap(({ names }) => names.filter(({ publishedAt }) => publishedAt !== null));
  const { finding, does, holds } = shown.next;
  const lines = [
    `target: ${pass.target}`,
    `network ${network} at registry "${alias}"`,
    ...shown.already.map((entry) => `  is Mooring's already: ${link(entry)}`),
    ...shown.entries.map((entry) => `  becomes Mooring's: ${link(entry)}`),
    ...shown.names.map(({ name, code, sentence }) => `    ${name}: ${code}: ${sentence}`),
    ...shown.zones.map(zoneWords),
    ...stated.map(({ name, address, region }) => `  you say that ${name} is published with ${address} (${region})`),
    ...(finding === null ? [] : [`  a pass then says: ${finding.code}: ${finding.sentence}`]),
    ...(does.length > 0 ? does.map((one) => `  and does: ${one}`) : ["  and writes nothing"]),
    ...holds.map(({ code, sentence }) => `  and holds back: ${code}: ${sentence}`),
  ];
  return lines.map((line) => `${/^ */.exec(line)?.[0] ?? ""}${oneLine(line)}`).join("\n");
}

function zoneWords({ name, zone, stays }: ReleasedZone): string {
  const which = `zone ${zone.name}${zone.id === null ? "" : ` (${zone.id})`} for ${name}, which Mooring made before the release`;
  return stays === null ? `  becomes Mooring's again: ${which}` : `  stays by hand: ${which}: ${stays}`;
}

function outcome(said: Said): string {
  const { part, network } = said.entry;
  return said.done
    ? `the ${part} link of ${network} is Mooring's`
    : oneLine(`the ${part} link of ${network} was not adopted: ${said.sentence}`);
}
