import type { Approval, ApprovalRecord } from "../../shared/model/approval.ts";
import { elapsed, type Instant } from "../../shared/model/known.ts";
import { oneLine } from "../../shared/report/one-line.ts";
import { changeWords } from "../../shared/report/wording.ts";
import { lastApprovalRecord, writeApprovalRecord } from "../../shared/store/objects/approval-records.ts";
import { readApproval, removeApproval } from "../../shared/store/objects/approvals.ts";
import { readLedger } from "../../shared/store/objects/ledger.ts";
import type { Store } from "../../shared/store/port.ts";
import { exitCodes } from "../exit-code.ts";
import { Fault } from "../fault.ts";
import type { PassOptions } from "../options.ts";
import { personHere } from "../person.ts";
import type { Terminal } from "../terminal.ts";

/** An approval as it is kept, or as the record says that it was. */
interface Given {
  readonly approval: Approval;
  readonly isKept: boolean;
  /** What was said of it last. */
  readonly said: ApprovalRecord | null;
}

/** What the command did about one approval. */
interface Told {
  readonly approval: Approval;
  readonly result: "withdrawn" | "withdrawn-late" | "withdrawn-before" | "used" | "expired" | "gone";
  readonly sentence: string;
}

/** Exit code 3: the link is made, or may be made still. */
const tooLate: readonly Told["result"][] = ["used", "withdrawn-late"];

/**
 * `mooring approve --withdraw`: takes approvals back before they are used. The store alone is asked; a pass that has not
 * announced the link yet reads its approval again before it does, and then makes nothing.
 */
export async function withdrawApprovals(
  terminal: Terminal,
  { deployment, json }: Pick<PassOptions, "deployment" | "json">,
  store: Store,
  ids: readonly string[],
  { reason, now }: { readonly reason: string | null; readonly now: Instant },
): Promise<number> {
  const given: Given[] = [];
  for (const id of ids) given.push(await givenApproval(store, { deployment, id }));
  const told: Told[] = [];
  for (const one of given) told.push(await withdrawOne(store, one, reason, now));
  if (json) terminal.json({ store: store.location, deployment, withdrawals: told });
  else terminal.print([`store: ${store.location}`, ...told.flatMap(toldWords)].join("\n"));
  if (told.some(({ result }) => tooLate.includes(result))) return exitCodes.failing;
  return told.some(({ result }) => result === "withdrawn") ? exitCodes.changes : exitCodes.nothing;
}

async function givenApproval(store: Store, name: Pick<Approval, "deployment" | "id">): Promise<Given> {
  const [kept, said] = await Promise.all([readApproval(store, name), lastApprovalRecord(store, name)]);
  const approval = kept ?? said?.approval;
  if (approval !== undefined) return { approval, isKept: kept !== null, said };
  throw new Fault(
    `change ${name.id} was never approved for deployment "${name.deployment}", so nothing was withdrawn; "mooring approve --list" tells what is approved`,
  );
}

async function withdrawOne(
  store: Store,
  { approval, isKept, said }: Given,
  reason: string | null,
  now: Instant,
): Promise<Told> {
  const tell = (result: Told["result"], sentence: string): Told => ({ approval, result, sentence });
  const before = await linkSince(store, approval);
  if (before.madeAt !== null) return tell("used", usedWords(before.madeAt));
  if (!isKept && said?.what === "withdraw")
    return tell("withdrawn-before", `withdrawn before, by ${said.by} at ${said.at}; nothing changed`);
  if (elapsed(approval.until, now) >= 0)
    return tell("expired", `expired at ${approval.until}, and its link was not made; nothing changed`);
  if (!isKept) return tell("gone", "kept no more, and the ledger has no link that it was used for; nothing changed");
  await writeApprovalRecord(store, { version: 1, at: now, what: "withdraw", by: personHere(), reason, approval });
  await removeApproval(store, approval);
  const since = await linkSince(store, approval);
  if (since.madeAt !== null) return tell("used", usedWords(since.madeAt));
  if (since.announcedAt === null) return tell("withdrawn", "withdrawn; the link waits for an approval again");
  const sentence = `withdrawn, but a pass announced the link at ${since.announcedAt} and may make it still; "mooring plan" tells whether it did`;
  return tell("withdrawn-late", sentence);
}

/** What the ledger says of the link that was approved, by the same deployment and since then. */
async function linkSince(
  store: Store,
  { deployment, at, change: { instance, network, part } }: Approval,
): Promise<{ readonly madeAt: Instant | null; readonly announcedAt: Instant | null }> {
  const { entries, intents } = await readLedger(store, { under: `${instance}/${network}/${part}` });
  const made = entries.find((entry) => entry.deployment === deployment && entry.attachedAt !== null);
  const announced = intents.find((intent) => intent.deployment === deployment && intent.at >= at);
  const madeAt = made?.attachedAt ?? null;
  return { madeAt: madeAt !== null && madeAt >= at ? madeAt : null, announcedAt: announced?.at ?? null };
}

function usedWords(madeAt: Instant): string {
  return `used: the link was made at ${madeAt}. To have it taken away, let the network's tag say "off"`;
}

function toldWords({ approval: { id, change, by, at }, sentence }: Told): readonly string[] {
  return [oneLine(`${id}  ${changeWords(change)}: approved by ${by} at ${at}`), `  ${oneLine(sentence)}`];
}
