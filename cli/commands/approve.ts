import type { Approval } from "../../shared/model/approval.ts";
import type { Attach } from "../../shared/model/change.ts";
import type { Finding } from "../../shared/model/finding.ts";
import { elapsed, type Instant, instant } from "../../shared/model/known.ts";
import type { HeldChange } from "../../shared/model/plan.ts";
import type { Settings } from "../../shared/model/settings.ts";
import { changeId } from "../../shared/plan/change-id.ts";
import { approvableIn } from "../../shared/plan/limits/approval.ts";
import { previewPass } from "../../shared/reconcile/preview.ts";
import { oneLine } from "../../shared/report/one-line.ts";
import { changeWords } from "../../shared/report/wording.ts";
import { writeApprovalRecord } from "../../shared/store/objects/approval-records.ts";
import { readApproval, readApprovals, writeApproval } from "../../shared/store/objects/approvals.ts";
import { listReports, readLatest, readReport } from "../../shared/store/objects/reports.ts";
import type { Store } from "../../shared/store/port.ts";
import { exitCodes } from "../exit-code.ts";
import { Fault } from "../fault.ts";
import type { PassOptions } from "../options.ts";
import { type Drivers, settingsAt, terminalPass } from "../pass.ts";
import { personHere } from "../person.ts";
import type { Terminal } from "../terminal.ts";
import { worldClock } from "../world-clock.ts";
import { withdrawApprovals } from "./withdraw.ts";

const hour = 3_600_000;

/** So many reports are looked through for a change that waits, the latest first, before the cloud is looked at. */
const mostReports = 20;

/** What `mooring approve` takes beside the options of every command that looks. */
export interface ApproveOptions {
  readonly reason?: string;
  /** Which approvals there are, and what waits for one. */
  readonly list?: boolean;
  /** Approvals are taken back. */
  readonly withdraw?: boolean;
}

/** What the command did about one change. */
interface Told {
  readonly id: string;
  readonly change: Attach;
  readonly result: "approved" | "approved-before" | "not-held";
  /** Why it waits for no approval. */
  readonly sentence: string | null;
  readonly approval: Approval | null;
}

/**
 * `mooring approve`: somebody's word that held changes may be made, each named by its id. It is kept in the store, holds
 * for exactly that change and for the hours that the limits say, and is honoured by the next pass of anybody.
 */
export async function approveCommand(
  drivers: Drivers,
  terminal: Terminal,
  options: PassOptions,
  ids: readonly string[],
  { reason = "", list = false, withdraw = false }: ApproveOptions,
): Promise<number> {
  const store = drivers.openStore(options.store, options.endpoint);
  const now = instant((await worldClock(options.endpoint)).now());
  if (list && withdraw) throw new Fault("--list tells, and --withdraw takes back; give one of them");
  if (list) return listApprovals(terminal, options, store, ids, now);
  if (ids.length === 0)
    throw new Fault('name the change: the report and "mooring approve --list" tell which ones there are');
  const wrong = ids.find((id) => !/^[0-9a-f]{12}$/.test(id));
  if (wrong !== undefined) throw new Fault(`"${wrong}" is no change: an id is twelve digits from 0 to f`);
  const why = reason.trim();
  if (withdraw) return withdrawApprovals(terminal, options, store, [...new Set(ids)], { reason: why || null, now });
  if (why === "") throw new Fault('an approval has a reason, which is kept: add --reason "why"');
  const held = await heldChanges(drivers, options, store, [...new Set(ids)]);
  const settings = await settingsHere(options, store);
  const until = instant(Date.parse(now) + settings.limits.approvalHours * hour);
  const told: Told[] = [];
  for (const { change, seenNow } of held) {
    const approval = {
      version: 1,
      deployment: options.deployment,
      id: changeId(change),
      change,
      by: personHere(),
      reason: why,
      at: now,
      until,
    } as const;
    told.push(await approveOne(store, approval, seenNow));
  }
  if (options.json) terminal.json({ store: store.location, changes: told });
  else terminal.print([`store: ${store.location}`, ...told.flatMap(toldWords)].join("\n"));
  return told.some(({ result }) => result === "approved") ? exitCodes.changes : exitCodes.nothing;
}

/** @param seenNow this very look found that it waits, so that an older report has nothing to say. */
async function approveOne(store: Store, approval: Approval, seenNow: boolean): Promise<Told> {
  const { id, change, at } = approval;
  const latest = seenNow ? null : await readLatest(store, change.registry);
  const otherwise = latest === null ? null : waitsForNothing(latest.findings, change);
  if (otherwise !== null) return { id, change, result: "not-held", sentence: otherwise, approval: null };
  const before = await readApproval(store, approval);
  if (before !== null && elapsed(before.until, at) < 0)
    return { id, change, result: "approved-before", sentence: null, approval: before };
  const { by, reason } = approval;
  await writeApprovalRecord(store, { version: 1, at, what: "approve", by, reason, approval });
  await writeApproval(store, approval);
  return { id, change, result: "approved", sentence: null, approval };
}

/** What the last pass said of the link, if that is something else than that it waits for an approval. */
function waitsForNothing(findings: readonly Finding[], change: Attach): string | null {
  const finding = findings.find(({ registry, network }) => registry === change.registry && network === change.network);
  const part = finding?.parts.find(({ part }) => part === change.part);
  const { state, code, sentence } = part ?? finding ?? { state: "held", code: "held/approval", sentence: "" };
  // Who could not see anything has not seen that it waits no more.
  return state === "unknown" || code.startsWith("held/approval") ? null : `${sentence} [${code}]`;
}

/** The changes with these ids: as they were approved before, as they wait in the latest reports, else as a look at the cloud finds them. */
async function heldChanges(
  drivers: Drivers,
  options: PassOptions,
  store: Store,
  ids: readonly string[],
): Promise<readonly { readonly change: Attach; readonly seenNow: boolean }[]> {
  const found = new Map<string, { readonly change: Attach; readonly seenNow: boolean }>();
  const take = (held: readonly HeldChange[], seenNow: boolean) => {
    for (const { change, code } of held) {
      if (change.kind !== "attach" || code !== "held/approval") continue;
      const id = changeId(change);
      if (ids.includes(id) && !found.has(id)) found.set(id, { change, seenNow });
    }
  };
  for (const id of ids) {
    const before = await readApproval(store, { deployment: options.deployment, id });
    if (before !== null) found.set(id, { change: before.change, seenNow: false });
  }
  for (const key of (await listReports(store)).toReversed().slice(0, mostReports)) {
    if (found.size === ids.length) break;
    const report = await readReport(store, key);
    if (report?.deployment === options.deployment) take(report.held, false);
  }
  if (found.size < ids.length) {
    const trigger = { kind: "command", command: "approve", depth: "full", networks: null } as const;
    const { plan } = await previewPass(await terminalPass(drivers, options, trigger, false));
    take(plan.held, true);
  }
  return ids.map((id) => {
    const one = found.get(id);
    if (one === undefined)
      throw new Fault(
        `no change ${id} waits for an approval: what would be written may have become another change; "mooring plan" tells which ones wait now`,
      );
    return one;
  });
}

async function listApprovals(
  terminal: Terminal,
  options: PassOptions,
  store: Store,
  ids: readonly string[],
  now: Instant,
): Promise<number> {
  if (ids.length > 0) throw new Fault("--list tells of all approvals; leave the ids out");
  const approvals = (await readApprovals(store, options.deployment)).map((approval) => ({
    ...approval,
    expired: elapsed(approval.until, now) >= 0,
  }));
  const { registries } = await settingsHere(options, store);
  const latest = await Promise.all(registries.map(({ alias }) => readLatest(store, alias)));
  const approved = new Set(approvals.flatMap(({ id, expired }) => (expired ? [] : [id])));
  const waiting = latest.flatMap((report) =>
    (report?.findings ?? []).flatMap(({ registry, network, label, parts }) =>
      parts.flatMap(({ part, code, sentence }) => {
        if (!code.startsWith("held/approval") || registry !== report?.registry) return [];
        const id = approvableIn(sentence);
        // What was approved since that report waits for a pass, and for no word.
        return id !== null && approved.has(id) ? [] : [{ id, registry, network, label, part, sentence }];
      }),
    ),
  );
  if (options.json) terminal.json({ store: store.location, at: now, approvals, waiting });
  else
    terminal.print(
      [
        `store: ${store.location}`,
        ...(approvals.length === 0 ? ["no approvals"] : approvals.map((approval) => oneLine(approvalWords(approval)))),
        ...(waiting.length === 0 ? ["nothing waits for one"] : ["", "waiting:"]),
        ...waiting.map(({ registry, network, part, sentence }) =>
          oneLine(`${network} at ${registry} (${part}): ${sentence}`),
        ),
      ].join("\n"),
    );
  return exitCodes.nothing;
}

async function settingsHere(options: PassOptions, store: Store): Promise<Settings> {
  const settings = await settingsAt(store, options);
  if (settings === null)
    throw new Fault(`the store ${store.location} holds no configuration that says how long an approval holds`);
  return settings;
}

function approvalWords({
  id,
  change,
  by,
  at,
  until,
  reason,
  expired,
}: Approval & { readonly expired: boolean }): string {
  return `${id}  ${changeWords(change)}: approved by ${by} at ${at}, ${expired ? "expired" : "until"} ${until}: ${reason}`;
}

function toldWords({ id, change, result, sentence, approval }: Told): readonly string[] {
  return [oneLine(`${id}  ${changeWords(change)}`), `  ${oneLine(outcomeWords())}`];

  function outcomeWords(): string {
    switch (result) {
      case "approved":
        return `approved until ${approval?.until}; the next pass that no limit holds makes it, or "mooring apply": "mooring plan" tells which limits hold it now`;
      case "approved-before":
        return `approved before, by ${approval?.by} at ${approval?.at}, until ${approval?.until}; nothing changed`;
      case "not-held":
        return `waits for no approval, so none was written; the last pass said: ${sentence}`;
    }
  }
}
