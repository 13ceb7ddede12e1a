import { linkKey, withIntents } from "../../shared/model/intents.ts";
import { instant } from "../../shared/model/known.ts";
import type { LedgerEntry } from "../../shared/model/ledger.ts";
import { type Part, parts } from "../../shared/model/link.ts";
import { nearest } from "../../shared/model/nearest.ts";
import { type LeftByHand, planRelease, type ReleasePlan } from "../../shared/plan/link/release.ts";
import { release, type Said } from "../../shared/reconcile/ownership.ts";
import { passId } from "../../shared/reconcile/run.ts";
import { oneLine } from "../../shared/report/one-line.ts";
import { readLedger } from "../../shared/store/objects/ledger.ts";
import type { Store } from "../../shared/store/port.ts";
import { exitCodes } from "../exit-code.ts";
import { Fault } from "../fault.ts";
import type { PassOptions } from "../options.ts";
import { type Drivers, settingsAt } from "../pass.ts";
import { personHere } from "../person.ts";
import type { Terminal } from "../terminal.ts";
import { worldClock } from "../world-clock.ts";

export interface ReleaseOptions {
  readonly network: string | undefined;
  /** An alias, or the instance id of a registry that the configuration has no more. */
  readonly registry: string | undefined;
  /** Of these links only those of one part; every part where it is not given. */
  readonly part: string | undefined;
  readonly all: boolean;
  readonly force: boolean;
  readonly reason: string | undefined;
  readonly yes: boolean;
  confirm(question: string): Promise<boolean>;
}

/**
 * `mooring release`: Mooring forgets links, and tells what is left to look after by hand. The ledger alone is changed, and
 * the store alone is asked: it works without any right in the cloud.
 */
export async function releaseCommand(
  drivers: Drivers,
  terminal: Terminal,
  options: PassOptions,
  wish: ReleaseOptions,
): Promise<number> {
  refuseUnclear(wish);
  const part = wish.part === undefined ? null : partOf(wish.part);
  const store = drivers.openStore(options.store, options.endpoint);
  const clock = await worldClock(options.endpoint);
  const { entries, intents } = await readLedger(store);
  const ledger = withIntents(entries, intents);
  const instance = wish.registry === undefined ? null : await instanceOf(store, options, ledger, wish.registry);
  const asked = { deployment: options.deployment, instance, network: wish.network ?? null, part, force: wish.force };
  const planned = planRelease(ledger, asked, instant(clock.now()));
  const { releases, refusals, others } = planned;
  const seen = {
    store: store.location,
    deployment: options.deployment,
    refused: refusals,
    ofOthers: others.map(linkKey),
  };
  const shown = text(store, options.deployment, planned);
  if (releases.length === 0) {
    if (options.json) terminal.json({ ok: refusals.length === 0, ...seen, released: [], failed: [] });
    else terminal.print(shown);
    return refusals.length === 0 ? exitCodes.nothing : exitCodes.failing;
  }
  if (!wish.yes) {
    const question = `Shall Mooring forget ${releases.length === 1 ? "this link" : `these ${releases.length} links`}? Nothing in the cloud is changed by it.`;
    if (!(await wish.confirm(`${shown}\n${question}`))) throw new Fault("nothing was released");
  } else if (!options.json) terminal.print(shown);
  const said = await release(
    {
      store,
      pass: passId(clock.now(), Math.random),
      by: personHere(),
      reason: wish.reason?.trim() || null,
      now: clock.now,
    },
    releases.map(({ entry }) => entry),
  );
  const failed = said.flatMap((one) => (one.done ? [] : [{ link: linkKey(one.entry), sentence: one.sentence }]));
  const released = releases.filter(({ entry }) => said.some((one) => one.entry === entry && one.done));
  if (options.json) terminal.json({ ok: failed.length + refusals.length === 0, ...seen, released, failed });
  else terminal.print(said.map(outcome).join("\n"));
  if (failed.length > 0) return released.length === 0 ? exitCodes.failing : exitCodes.partlyFailed;
  return refusals.length > 0 ? exitCodes.failing : exitCodes.changes;
}

function refuseUnclear({ network, registry, all }: ReleaseOptions): void {
  if (all && network !== undefined) throw new Fault("name a network, or say --all; not both");
  if (all) return;
  if (network === undefined)
    throw new Fault("name the network that is to be released, or say --all, for one --registry or for every one");
  if (registry === undefined) throw new Fault("say with --registry whose link of the network is to be released");
}

function partOf(word: string): Part {
  const part = parts.find((one) => one === word);
  if (part === undefined) throw new Fault(`a registry has no part "${word}": say --part ${parts.join(" or ")}`);
  return part;
}

/** The instance of an alias; a registry that left the configuration goes by its instance id. */
async function instanceOf(
  store: Store,
  options: PassOptions,
  ledger: readonly LedgerEntry[],
  registry: string,
): Promise<string> {
  const settings = await settingsAt(store, options);
  const found = settings?.registries.find(({ alias }) => alias === registry);
  if (found !== undefined) return found.instance;
  if (ledger.some((entry) => entry.registry === registry)) return registry;
  const aliases = settings?.registries.map(({ alias }) => alias) ?? [];
  const near = nearest(registry, aliases);
  const known = near === null ? `it names ${aliases.join(", ") || "none"}` : `did you mean "${near}"?`;
  throw new Fault(`the configuration names no registry "${registry}", and the ledger no instance of that id; ${known}`);
}

function text(store: Store, deployment: string, { releases, refusals, others }: ReleasePlan): string {
  const lines = [
    `store: ${store.location}, deployment ${deployment}`,
    ...(releases.length + refusals.length === 0 ? ["nothing to release"] : []),
    ...releases.flatMap(({ entry, left }) => [
      `${entry.network} at ${entry.registry}, ${entry.part} (${entry.adopted === undefined ? "made" : "adopted"} by Mooring${entry.attachedAt === null ? "" : ` at ${entry.attachedAt}`}): is forgotten`,
      ...left.map((one) => `  by hand from now on: ${leftWords(one)}`),
      "  a tag that wishes keeps being read: the link is then told as moored/not-owned, and not touched",
    ]),
    ...refusals.map(({ code, sentence }) => `kept: ${code}: ${sentence}`),
    ...others.map((entry) => `not ours: ${linkKey(entry)} is deployment "${entry.deployment}"'s`),
  ];
  return lines.map((line) => `${/^ */.exec(line)?.[0] ?? ""}${oneLine(line)}`).join("\n");
}

function leftWords(left: LeftByHand): string {
  switch (left.kind) {
    case "link":
      return `the link through ${left.subnet} at ${left.address ?? "an address that was not seen"}`;
    case "zone":
      return left.id === null
        ? `zone ${left.name}, which may have been made for ${left.holds}: it then bears the remark ${left.remark}`
        : `zone ${left.name} (${left.id}) with ${left.holds}, which Mooring made`;
    case "switch":
      return left.offSince === null
        ? `the private resolution of ${left.name}, on with ${left.address} under ${left.region}; the vendor does not tell this address`
        : `the private resolution of ${left.name}, off since ${left.offSince}; it answered ${left.address} under ${left.region}`;
  }
}

function outcome(said: Said): string {
  const link = linkKey(said.entry);
  return said.done ? `released: ${link}` : oneLine(`not released: ${link}: ${said.sentence}`);
}
