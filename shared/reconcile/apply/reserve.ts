import type { Attach } from "../../model/change.ts";
import type { Estate } from "../../model/estate.ts";
import { announced, linkKey, withIntents } from "../../model/intents.ts";
import { instant } from "../../model/known.ts";
import type { Intent, LedgerEntry } from "../../model/ledger.ts";
import { byFailures } from "../../plan/guard.ts";
import { byApproval } from "../../plan/limits/approval.ts";
import { contestOf } from "../../plan/limits/contested-link.ts";
import { attachRoom } from "../../plan/limits/room.ts";
import { isLive, isOwned } from "../../plan/link/ownership.ts";
import { type Ledger, readLedger, removeIntent, writeIntent } from "../../store/objects/ledger.ts";
import { rereadApproval } from "../observe/approvals.ts";
import type { Running } from "../pass.ts";

export type Reservation =
  | { readonly granted: true; readonly intent: Intent; readonly entry: LedgerEntry; withdraw(): Promise<void> }
  | { readonly granted: false; readonly code: string; readonly sentence: string };

/**
 * Announces an attach in the store, then counts every live intent, its own included, against the limits. Only when all
 * still hold, and an approval that it needs is there still, does the attach go on; else the intent is withdrawn. No lock is needed: two passes that announce at once
 * each see at least what the earlier one wrote, and each only ever removes its own announcement. A link that another
 * pass asked for since the links were read is counted by its intent or its entry.
 */
export async function reserve(running: Running, estate: Estate, change: Attach): Promise<Reservation> {
  const { pass } = running;
  const { cloud, account, region, network, part, subnet } = change;
  const intent: Intent = {
    version: 1,
    deployment: pass.deployment,
    cloud,
    account,
    region,
    registry: change.instance,
    network,
    part,
    subnet,
    at: instant(pass.clock.now()),
    pass: pass.id,
  };
  await writeIntent(pass.store, intent);
  const withdraw = () => removeIntent(pass.store, intent);
  const ledger = await readLedger(pass.store, {
    under: `${change.instance}/`,
    ...(pass.ledgerCache === undefined ? {} : { cache: pass.ledgerCache }),
  });
  const approvals = await rereadApproval(running, estate, change);
  const refusal = sameLink(ledger, intent) ?? noRoom(running, { ...estate, approvals }, change, ledger, intent);
  if (refusal !== null) {
    await withdraw();
    return { granted: false, ...refusal };
  }
  const entry =
    withIntents(ledger.entries, [intent]).find((one) => linkKey(one) === linkKey(intent)) ?? announced(intent);
  return { granted: true, intent, entry, withdraw };
}

type Refusal = { readonly code: string; readonly sentence: string } | null;

/** Somebody else of Mooring is at this very link. */
function sameLink(ledger: Ledger, intent: Intent): Refusal {
  const at = intent.at;
  const entry = ledger.entries.find((one) => linkKey(one) === linkKey(intent));
  if (entry !== undefined && entry.deployment !== intent.deployment && isOwned(entry))
    return otherDeployment(entry.deployment);
  if (entry !== undefined && isLive(entry, at)) {
    return { code: "pending/attach-in-flight", sentence: `pass ${entry.intentBy} asked for it at ${entry.intentAt}` };
  }
  const other = ledger.intents.find(
    (one) => linkKey(one) === linkKey(intent) && one.pass !== intent.pass && isLive(announced(one), at),
  );
  if (other === undefined) return null;
  if (other.deployment !== intent.deployment) return otherDeployment(other.deployment);
  return { code: "pending/attach-in-flight", sentence: `pass ${other.pass} announced it at ${other.at}` };
}

function otherDeployment(deployment: string): Refusal {
  return {
    code: "held/other-deployment",
    sentence: `deployment "${deployment}" has this link in its ledger, and one registry and network belong to one deployment`,
  };
}

function noRoom(running: Running, estate: Estate, change: Attach, ledger: Ledger, intent: Intent): Refusal {
  const settings = running.pass.settings.registries.find((registry) => registry.alias === change.registry);
  if (settings === undefined) throw new Error(`registry "${change.registry}" is not served by this pass`);
  // The own place is what is being asked for, so it must not count as taken.
  const others = withIntents(
    ledger.entries,
    ledger.intents.filter((one) => one.pass !== intent.pass || linkKey(one) !== linkKey(intent)),
  );
  const fresh: Estate = { ...estate, at: intent.at, ledger: { known: true, value: others, at: intent.at } };
  // Passes side by side fail side by side: what failed since the look counts as well.
  const stopped =
    byFailures(fresh, settings, change.network) ??
    contestOf(fresh, settings, change) ??
    byApproval(change, fresh, settings);
  if (stopped !== null) return stopped;
  const room = attachRoom(fresh, settings, change.network).find((limit) => limit.places < 1);
  return room === undefined ? null : { code: room.code, sentence: room.sentence };
}
