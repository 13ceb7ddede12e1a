import type { SwitchChange } from "../model/change.ts";
import { type Instant, instant } from "../model/known.ts";
import type { LedgerEntry, PublishedName } from "../model/ledger.ts";
import { readEntry, writeEntry } from "../store/objects/ledger.ts";
import type { Audit } from "./audit.ts";
import type { Running } from "./pass.ts";
import { withMade } from "./repair.ts";
import { type Made, made, recording, skipped, write } from "./write.ts";

/**
 * Turns one switch. The address it is turned on with is in the ledger before the call, because nobody tells it
 * afterwards; a call that was certainly refused leaves the ledger as it was.
 */
export async function applySwitch(running: Running, change: SwitchChange, audit: Audit): Promise<Made> {
  const { store, clock } = running.pass;
  const entry = await readEntry(store, change.instance, change.network, change.part);
  if (entry === null || entry.deployment !== running.pass.deployment)
    return made(skipped(change, "held/not-owned", "the ledger does not have this link any more"));
  const announced = change.kind === "switch-on" ? published(entry, change, instant(clock.now())) : entry;
  if (announced !== entry) await writeEntry(store, announced);
  const done = await write(running, change, audit);
  return recording(done, async () => {
    // Read anew: another pass may have written meanwhile.
    const now = (await readEntry(store, change.instance, change.network, change.part)) ?? announced;
    const kept = isRefused(done) ? withNameOf(now, entry, change.name) : now;
    const told = change.kind === "switch-off" && isOff(done) ? withdrawn(kept, change, instant(clock.now())) : kept;
    await writeEntry(store, withMade(told, change, done, clock.now()));
  });
}

/** The vendor answered, and the switch is as it was. */
function isRefused({ outcome }: Made): boolean {
  if (outcome.result === "failed") return outcome.failure.kind !== "unavailable";
  return outcome.result === "skipped" && outcome.code !== "skipped/already-right";
}

function isOff({ outcome }: Made): boolean {
  return outcome.result === "applied" || (outcome.result === "skipped" && outcome.code === "skipped/already-right");
}

/** The entry with one name as it was. */
function withNameOf(entry: LedgerEntry, before: LedgerEntry, name: string): LedgerEntry {
  const others = entry.names.filter((one) => one.name !== name);
  return { ...entry, names: [...others, ...before.names.filter((one) => one.name === name)].sort(byName) };
}

function byName(a: PublishedName, b: PublishedName): number {
  return a.name < b.name ? -1 : 1;
}

function published(entry: LedgerEntry, { name, nameKind, region, address }: SwitchChange, at: Instant): LedgerEntry {
  const before = entry.names.find((one) => one.name === name);
  const now: PublishedName = {
    name,
    kind: nameKind,
    region,
    address,
    publishedAt: at,
    withdrawnAt: null,
    baseline: before?.baseline ?? null,
  };
  const others = entry.names.filter((one) => one.name !== name);
  return { ...entry, names: [...others, now].sort(byName) };
}

function withdrawn(entry: LedgerEntry, { name }: SwitchChange, at: Instant): LedgerEntry {
  return { ...entry, names: entry.names.map((one) => (one.name === name ? { ...one, withdrawnAt: at } : one)) };
}
