import type { SwitchChange, SwitchOff, SwitchOn } from "../../model/change.ts";
import type { Estate } from "../../model/estate.ts";
import { type Instant, instant } from "../../model/known.ts";
import type { LedgerEntry, PublishedName } from "../../model/ledger.ts";
import { isOwned } from "../../plan/link/ownership.ts";
import { byText } from "../../plan/order.ts";
import { readEntry, writeEntry } from "../../store/objects/ledger.ts";
import type { Running } from "../pass.ts";
import type { Audit } from "./audit.ts";
import { withMade } from "./repair.ts";
import { isUntouched, type Made, made, recording, skipped, write } from "./write.ts";

/**
 * Turns one switch. The address it is turned on with is in the ledger before the call, because nobody tells it
 * afterwards; a call that was certainly refused leaves the ledger as it was.
 */
export async function applySwitch(running: Running, estate: Estate, change: SwitchChange, audit: Audit): Promise<Made> {
  const { store, clock } = running.pass;
  const { instance, network, part } = change;
  const entry = await readEntry(store, instance, network, part);
  if (entry === null || entry.deployment !== running.pass.deployment || !isOwned(entry))
    return made(skipped(change, "held/not-owned", "the ledger does not have this link any more"));
  const other = change.kind === "switch-on" ? turnedSince(entry, change, estate.at) : null;
  if (other !== null) return made(skipped(change, "skipped/already-right", `another pass turned it on at ${other}`));
  const told = change.kind === "switch-on" ? turningOn(entry, change, instant(clock.now())) : turningOff(entry, change);
  if (told.announced !== entry) await writeEntry(store, told.announced);
  const done = await write(running, change, audit);
  return recording(done, async () => {
    // Read anew: another pass may have written meanwhile.
    const now = await readEntry(store, instance, network, part);
    // Released meanwhile: it is not Mooring's any more, and must not become so again.
    if (now === null) return;
    const after = isRefused(done) ? told.refused(now) : told.made(now, done, instant(clock.now()));
    await writeEntry(store, withMade(after, change, done, clock.now()));
  });
}

/** When another pass turned this switch on since this one looked; `null`: none did. */
function turnedSince(entry: LedgerEntry, { name, address }: SwitchOn, looked: Instant): Instant | null {
  const own = nameOf(entry, name);
  if (own?.publishedAt == null || own.withdrawnAt !== null || own.address !== address) return null;
  return own.publishedAt > looked ? own.publishedAt : null;
}

/** What the ledger says of one switch before the call and after it; each given the entry as it is then. */
interface Telling {
  readonly announced: LedgerEntry;
  refused(now: LedgerEntry): LedgerEntry;
  made(now: LedgerEntry, done: Made, at: Instant): LedgerEntry;
}

function turningOn(entry: LedgerEntry, { name, nameKind, region, address }: SwitchOn, at: Instant): Telling {
  const before = nameOf(entry, name);
  const announced: PublishedName = {
    name,
    kind: nameKind,
    region,
    address,
    publishedAt: at,
    withdrawnAt: null,
    ownZone: before?.ownZone ?? null,
    baseline: before?.baseline ?? null,
  };
  return {
    announced: withName(entry, announced),
    refused(now) {
      const own = nameOf(now, name);
      // What another pass announced since is that pass's to take back.
      if (own?.publishedAt !== at || own.address !== address) return now;
      return before === undefined ? withoutName(now, name) : withName(now, before);
    },
    // Unanswered it may be on as well. A pass that was refused side by side may have taken the name back.
    made(now) {
      const other = nameOf(now, name);
      const isNewer = other?.publishedAt != null && other.publishedAt > at;
      return isNewer && (other.address !== address || other.withdrawnAt !== null) ? now : withName(now, announced);
    },
  };
}

function turningOff(entry: LedgerEntry, { name, switchRegion }: SwitchOff): Telling {
  const before = nameOf(entry, name);
  return {
    announced: entry,
    refused: (now) => now,
    made(now, { outcome }, at) {
      const other = nameOf(now, name);
      // Without an answer it may be on still; turned on by another pass meanwhile it is on again.
      if (outcome.result === "failed" || other === undefined || other.publishedAt !== before?.publishedAt) return now;
      // Under another region than its own it was on beside: as it is published, it stays.
      if (other.withdrawnAt === null && other.region !== switchRegion) return now;
      return withName(now, { ...other, withdrawnAt: at });
    },
  };
}

/** The vendor answered, and the switch is as it was. */
function isRefused({ outcome }: Made): boolean {
  if (outcome.result === "failed") return outcome.failure.kind !== "unavailable";
  return isUntouched(outcome);
}

function nameOf(entry: LedgerEntry, name: string): PublishedName | undefined {
  return entry.names.find((one) => one.name === name);
}

function withoutName(entry: LedgerEntry, name: string): LedgerEntry {
  return { ...entry, names: entry.names.filter((one) => one.name !== name) };
}

function withName(entry: LedgerEntry, name: PublishedName): LedgerEntry {
  const names = [...withoutName(entry, name.name).names, name];
  return { ...entry, names: names.sort((a, b) => byText(a.name, b.name)) };
}
