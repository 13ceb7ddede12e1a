import type { Attach } from "../model/change.ts";
import type { Estate } from "../model/estate.ts";
import { instant } from "../model/known.ts";
import type { LedgerEntry } from "../model/ledger.ts";
import { isLive, isOwned } from "../plan/ownership.ts";
import { attachRoom } from "../plan/room.ts";
import { readEntry, readLedger, removeEntry, writeEntry } from "../store/objects/ledger.ts";
import { cloudOf, type Running } from "./pass.ts";

export type Reservation =
  | { readonly granted: true; readonly entry: LedgerEntry; withdraw(): Promise<void> }
  | { readonly granted: false; readonly code: string; readonly sentence: string };

/**
 * Announces an attach in the ledger, then counts: the links as they are now and every live intent, this one included.
 * Only when all limits still hold does the attach go on; else the intent is withdrawn. No lock is needed, because two
 * passes that announce at once each see at least what the earlier one wrote.
 */
export async function reserve(running: Running, estate: Estate, change: Attach): Promise<Reservation> {
  const { pass, context } = running;
  const key = { instance: change.instance, network: change.network, part: change.part };
  const now = () => instant(pass.clock.now());
  const before = await readEntry(pass.store, key.instance, key.network, key.part);
  if (before !== null && before.deployment !== pass.deployment && isOwned(before)) {
    return refused(
      "held/other-deployment",
      `deployment "${before.deployment}" has this link in its ledger; one registry and network belong to one deployment`,
    );
  }
  if (before !== null && before.intentBy !== pass.id && isLive(before, now())) {
    return refused("pending/attach-in-flight", `pass ${before.intentBy} is attaching it since ${before.intentAt}`);
  }
  const entry: LedgerEntry = {
    version: 1,
    deployment: pass.deployment,
    cloud: change.cloud,
    account: change.account,
    region: change.region,
    registry: change.instance,
    network: change.network,
    part: change.part,
    subnet: change.subnet,
    address: null,
    names: [],
    intentAt: now(),
    intentBy: pass.id,
    attachedAt: null,
    verifiedAt: null,
    leavingSince: null,
    repairs: before?.repairs ?? [],
    failures: before?.failures ?? [],
  };
  await writeEntry(pass.store, entry);
  const withdraw = async () => {
    const now = await readEntry(pass.store, key.instance, key.network, key.part);
    // Another pass announced the same link meanwhile: the entry is that pass's to withdraw.
    if (now?.intentBy !== pass.id) return;
    if (before === null) await removeEntry(pass.store, key.instance, key.network, key.part);
    else await writeEntry(pass.store, before);
  };
  const cloud = cloudOf(pass, change.cloud);
  const settings = pass.settings.registries.find((registry) => registry.alias === change.registry);
  if (cloud === null || settings === undefined)
    throw new Error(`registry "${change.registry}" is not served by this pass`);
  try {
    const ref = { alias: settings.alias, instance: settings.instance, region: settings.region };
    const [ledger, ...parts] = await Promise.all([
      readLedger(pass.store, {
        instance: change.instance,
        ...(pass.ledgerCache === undefined ? {} : { cache: pass.ledgerCache }),
      }),
      ...settings.parts.map((part) => cloud.read.part(ref, part, context)),
    ]);
    const at = now();
    const fresh: Estate = {
      ...estate,
      at,
      // The own place is what is being asked for, so it must not count as taken.
      ledger: { known: true, value: ledger.filter((other) => !isSame(other, entry) || other.intentBy !== pass.id), at },
      registries: estate.registries.map((view) =>
        view.alias === settings.alias
          ? { ...view, parts: parts.map((part) => ({ part: part.part, view: { known: true, value: part, at } })) }
          : view,
      ),
    };
    const own = ledger.find((other) => isSame(other, entry));
    const room = attachRoom(fresh, settings, change.network).find((limit) => limit.places < 1);
    if (own?.intentBy !== pass.id)
      return refused("pending/attach-in-flight", "another pass announced the same link at the same moment");
    if (room === undefined) return { granted: true, entry, withdraw };
    await withdraw();
    return refused(room.code, room.sentence);
  } catch (error) {
    await withdraw();
    throw error;
  }
}

function isSame(a: LedgerEntry, b: LedgerEntry): boolean {
  return a.registry === b.registry && a.network === b.network && a.part === b.part;
}

function refused(code: string, sentence: string): Reservation {
  return { granted: false, code, sentence };
}
