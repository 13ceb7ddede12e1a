import type { CorrectRecord, CreateRecord, CreateZone } from "../../model/change.ts";
import { equal } from "../../model/equality.ts";
import type { Estate } from "../../model/estate.ts";
import type { LedgerEntry, OwnZone, PublishedName } from "../../model/ledger.ts";
import { isOwned } from "../../plan/link/ownership.ts";
import { byText } from "../../plan/order.ts";
import { readEntry, writeEntry } from "../../store/objects/ledger.ts";
import type { Running } from "../pass.ts";
import type { Audit } from "./audit.ts";
import { applyRepair, withMade } from "./repair.ts";
import { isUntouched, type Made, made, recording, skipped, write } from "./write.ts";

/**
 * Makes a zone of Mooring's own. Its remark is in the ledger before the call, so that a zone whose creation was never
 * answered is recognised; its id follows as soon as it is known. A call that was certainly refused leaves the ledger as
 * it was, with the failure in it.
 */
export async function applyCreateZone(
  running: Running,
  estate: Estate,
  change: CreateZone,
  audit: Audit,
): Promise<Made> {
  const { store, clock } = running.pass;
  const { instance, network, part, name, zoneName, remark } = change;
  const entry = await ownEntryNow(running, change);
  if (entry === null) return made(skipped(change, "held/not-owned", "the ledger does not have this link any more"));
  const before = nameOf(entry, name);
  const planned = plannedName(estate, change);
  // Two passes side by side would make two zones.
  if (!equal(before?.ownZone ?? null, planned?.ownZone ?? null))
    return made(skipped(change, "pending/zone-in-flight", `another pass announced a zone for ${name} since`));
  const announced: OwnZone = { id: null, name: zoneName, remark };
  await writeEntry(store, withZone(entry, change, announced));
  const done = await write(running, change, audit);
  return recording(done, async () => {
    // Read anew: another pass may have written meanwhile.
    const now = await readEntry(store, instance, network, part);
    // Released meanwhile: it is not Mooring's any more, and must not become so again.
    if (now === null) return;
    const isOurs = equal(nameOf(now, name)?.ownZone, announced);
    const known = done.zone === undefined ? announced : { ...announced, id: done.zone };
    const told = !isOurs ? now : isRefused(done) ? withBefore(now, name, before) : withZone(now, change, known);
    await writeEntry(store, withMade(told, change, done, clock.now()));
  });
}

/** Puts a record right. In a zone of Mooring's own that another name has, the ledger says before that it is this one's, too. */
export async function applyInZone(
  running: Running,
  estate: Estate,
  change: CreateRecord | CorrectRecord,
  audit: Audit,
): Promise<Made> {
  const zone = zoneOfOthers(estate, change);
  if (zone === null) return applyRepair(running, change, audit);
  const entry = await ownEntryNow(running, change);
  if (entry === null) return made(skipped(change, "held/not-owned", "the ledger does not have this link any more"));
  await writeEntry(running.pass.store, withZone(entry, { ...change, nameKind: "custom" }, zone));
  return applyRepair(running, change, audit);
}

/** The zone of the change as another name of the network has it, which this name's own entry does not say yet. */
function zoneOfOthers(estate: Estate, change: CreateRecord | CorrectRecord): OwnZone | null {
  if (!estate.ledger.known || plannedName(estate, change)?.ownZone?.id === change.zone) return null;
  const owned = estate.ledger.value
    .filter(({ network, deployment }) => network === change.network && deployment === estate.deployment)
    .flatMap(({ names }) => names.flatMap(({ ownZone }) => ownZone ?? []));
  return owned.find(({ id }) => id === change.zone) ?? null;
}

type InLink = Pick<CreateZone, "instance" | "network" | "part" | "name">;

/** The name as the plan was made from. */
function plannedName(estate: Estate, { instance, network, part, name }: InLink): PublishedName | undefined {
  if (!estate.ledger.known) return undefined;
  const entry = estate.ledger.value.find(
    (one) => one.registry === instance && one.network === network && one.part === part,
  );
  return entry === undefined ? undefined : nameOf(entry, name);
}

async function ownEntryNow({ pass }: Running, { instance, network, part }: InLink): Promise<LedgerEntry | null> {
  const entry = await readEntry(pass.store, instance, network, part);
  return entry !== null && entry.deployment === pass.deployment && isOwned(entry) ? entry : null;
}

/** The vendor answered, and made nothing. */
function isRefused({ outcome }: Made): boolean {
  if (outcome.result === "failed") return outcome.failure.kind !== "unavailable";
  return isUntouched(outcome);
}

function nameOf(entry: LedgerEntry, name: string): PublishedName | undefined {
  return entry.names.find((one) => one.name === name);
}

function withZone(
  entry: LedgerEntry,
  { name, nameKind, region }: Pick<CreateZone, "name" | "nameKind" | "region">,
  ownZone: OwnZone,
): LedgerEntry {
  const before = nameOf(entry, name) ?? {
    name,
    kind: nameKind,
    region,
    address: entry.address ?? "",
    publishedAt: null,
    withdrawnAt: null,
    ownZone: null,
    baseline: null,
  };
  return withBefore(entry, name, { ...before, ownZone });
}

/** The entry with one name as given; without it where it is not. */
function withBefore(entry: LedgerEntry, name: string, given: PublishedName | undefined): LedgerEntry {
  const others = entry.names.filter((one) => one.name !== name);
  return {
    ...entry,
    names: [...others, ...(given === undefined ? [] : [given])].sort((a, b) => byText(a.name, b.name)),
  };
}
