import { describe, expect, it } from "vitest";
import { applyCommand } from "../../../cli/commands/apply.ts";
import { type ApproveOptions, approveCommand } from "../../../cli/commands/approve.ts";
import { planCommand } from "../../../cli/commands/plan.ts";
import { sweepCommand } from "../../../cli/commands/sweep.ts";
import type { PlanDocument } from "../../../shared/model/plan-document.ts";
import { readApprovals, writeApproval } from "../../../shared/store/objects/approvals.ts";
import { network } from "../reconcile/scripted-cloud.ts";
import { type CommandHarbour, commandHarbour, configuration } from "./harbour.ts";

const asking = configuration(`rules:
  - { name: careful, match: {}, outcome: ask }
limits: { approvalHours: 2 }
`);
const why = { reason: "talked to the team" };

async function waiting(text = asking): Promise<CommandHarbour> {
  const here = await commandHarbour(text);
  here.cloud.networks.push(network("vpc-1"));
  return here;
}

const sweep = ({ drivers, terminal, options }: CommandHarbour) => sweepCommand(drivers, terminal, options, false);
const approve = ({ drivers, terminal, options }: CommandHarbour, ids: readonly string[], own: ApproveOptions = why) =>
  approveCommand(drivers, terminal, options, ids, own);
const writes = ({ cloud }: CommandHarbour) => cloud.calls.filter((call) => call.startsWith("write "));
const said = (here: CommandHarbour) => here.said.printed.splice(0).join("\n");

/** The id that the plan names. */
async function heldId({ drivers, terminal, options, said: { documents } }: CommandHarbour): Promise<string> {
  await planCommand(drivers, terminal, { ...options, json: true }, {});
  const { held } = documents.pop() as PlanDocument;
  const [first] = held;
  if (first?.code !== "held/approval") throw new Error("nothing waits for an approval");
  return first.change.id;
}

describe("mooring approve", () => {
  it("lets the next pass make the change that the report named, once", async () => {
    const here = await waiting();
    expect(await sweep(here)).toBe(3);
    const [, id = ""] = /"mooring approve ([0-9a-f]{12}) --reason/.exec(said(here)) ?? [];
    here.cloud.calls.length = 0;
    expect(await approve(here, [id])).toBe(2);
    expect(said(here)).toMatch(
      /attach vpc-1 to prod .*\n {2}approved until .*; the next pass that no limit holds makes it/,
    );
    // The store's own reports name the change, so no cloud was asked.
    expect(here.cloud.calls).toEqual([]);
    expect(await readApprovals(here.store, "mooring")).toMatchObject([
      { id, reason: "talked to the team", change: { network: "vpc-1" } },
    ]);
    expect(await sweep(here)).toBe(2);
    expect(said(here)).toMatch(/approved by .*: talked to the team/);
    expect(writes(here)).toEqual(["write attach vpc-1 registry"]);
    expect(await readApprovals(here.store, "mooring")).toEqual([]);
  });

  it("finds a change that no report names by looking at the cloud", async () => {
    const here = await waiting();
    const id = await heldId(here);
    expect(await approve(here, [id])).toBe(2);
    expect(await here.store.list("reports/")).toEqual([]);
    const { drivers, terminal, options } = here;
    const confirm = () => Promise.reject(new Error("nobody"));
    expect(await applyCommand(drivers, terminal, options, null, { yes: true, confirm })).toBe(2);
    expect(writes(here)).toHaveLength(1);
  });

  it("said twice is said once: the first word stays", async () => {
    const here = await waiting();
    const id = await heldId(here);
    await approve(here, [id]);
    const before = await readApprovals(here.store, "mooring");
    expect(await approve(here, [id, id], { reason: "again" })).toBe(0);
    expect(said(here)).toContain("approved before, by");
    expect(await readApprovals(here.store, "mooring")).toEqual(before);
    expect(Date.parse(before[0]?.until ?? "") - Date.parse(before[0]?.at ?? "")).toBe(2 * 3_600_000);
  });

  it("takes the place of a word that expired", async () => {
    const here = await waiting();
    const id = await heldId(here);
    await approve(here, [id]);
    const [first] = await readApprovals(here.store, "mooring");
    if (first === undefined) throw new Error("there is one");
    await writeApproval(here.store, { ...first, until: "2026-01-01T00:00:00.000Z" });
    expect(await sweep(here)).toBe(3);
    expect(writes(here)).toEqual([]);
    // A full pass clears what is over.
    expect(await readApprovals(here.store, "mooring")).toEqual([]);
    expect(await approve(here, [id])).toBe(2);
    await sweep(here);
    expect(writes(here)).toHaveLength(1);
  });

  it("says that a change waits no more, and writes nothing", async () => {
    const here = await waiting();
    await sweep(here);
    const id = await heldId(here);
    await approve(here, [id]);
    await sweep(here);
    said(here);
    expect(await approve(here, [id])).toBe(0);
    expect(said(here)).toMatch(
      /waits for no approval, so none was written; the last pass said: .*\[moored\/attached\]/,
    );
    expect(await readApprovals(here.store, "mooring")).toEqual([]);
  });

  it("is no word on another subnet", async () => {
    const here = await waiting();
    const id = await heldId(here);
    await approve(here, [id]);
    const other = { ...network("vpc-1", { "registry-link": "prod;subnet=vsw-other" }) };
    here.cloud.networks.splice(0, 1, other);
    expect(await sweep(here)).toBe(3);
    expect(writes(here)).toEqual([]);
  });

  it("is no word on repairs, which nobody is asked about", async () => {
    const here = await waiting();
    await approve(here, [await heldId(here)]);
    await sweep(here);
    here.cloud.spoil("vpc-1", "registry");
    expect(await sweep(here)).toBe(2);
    expect(writes(here).at(-1)).toBe("write correct-record vpc-1 registry");
  });

  it.each<[readonly string[], ApproveOptions, RegExp]>([
    [[], why, /name the change/],
    [["0123456789ab"], {}, /an approval has a reason/],
    [["0123456789ab"], { reason: " " }, /an approval has a reason/],
    [["vpc-1"], why, /"vpc-1" is no change/],
    [["../../ledger"], why, /is no change/],
    [["0123456789ab"], why, /no change 0123456789ab waits for an approval/],
    [["0123456789ab"], { list: true }, /leave the ids out/],
  ])("%j with %j is refused, and nothing is written", async (ids, own, sentence) => {
    const here = await waiting();
    await expect(approve(here, ids, own)).rejects.toThrow(sentence);
    expect(await readApprovals(here.store, "mooring")).toEqual([]);
  });

  it("with several changes approves all of them, or none where one waits for nothing", async () => {
    const here = await waiting(asking.replace("mode: full", "mode: full\n    parts: [registry, chart]"));
    const { drivers, terminal, options } = here;
    await planCommand(drivers, terminal, { ...options, json: true }, {});
    const ids = (here.said.documents.pop() as PlanDocument).held.map(({ change }) => change.id);
    expect(ids).toHaveLength(2);
    await expect(approve(here, [...ids, "0123456789ab"])).rejects.toThrow(/no change 0123456789ab/);
    expect(await readApprovals(here.store, "mooring")).toEqual([]);
    expect(await approve(here, ids)).toBe(2);
    expect(await readApprovals(here.store, "mooring")).toHaveLength(2);
  });

  it("--list tells what is approved, until when, and what waits", async () => {
    const here = await waiting();
    here.cloud.networks.push(network("vpc-2"));
    await sweep(here);
    said(here);
    const id = await heldId(here);
    await approve(here, [id]);
    said(here);
    expect(await approve(here, [], { list: true })).toBe(0);
    const text = said(here);
    expect(text).toMatch(new RegExp(`${id} +attach vpc-1 .*: approved by .* until .*: talked to the team`));
    expect(text).toMatch(/waiting:[\s\S]*vpc-2 at prod \(registry\): rule "careful" wants/);
    // It is approved, so it waits for no word more, whatever the last report said.
    expect(text).not.toContain("vpc-1 at prod");
    expect(text).toContain("waiting:");
  });

  it("--list as JSON names what waits by the id that approves it", async () => {
    const here = await waiting();
    await sweep(here);
    const id = await heldId(here);
    const { drivers, terminal, options, said } = here;
    const list = async () => {
      await approveCommand(drivers, terminal, { ...options, json: true }, [], { list: true });
      return said.documents.pop();
    };
    expect(await list()).toMatchObject({ approvals: [], waiting: [{ id, network: "vpc-1", part: "registry" }] });
    await approve(here, [id]);
    expect(await list()).toMatchObject({ approvals: [{ id, expired: false }], waiting: [] });
    const [first] = await readApprovals(here.store, "mooring");
    if (first === undefined) throw new Error("there is one");
    await writeApproval(here.store, { ...first, until: "2026-01-01T00:00:00.000Z" });
    expect(await list()).toMatchObject({ approvals: [{ id, expired: true }], waiting: [{ id }] });
  });
});

it("while the approvals cannot be read nothing that a rule asks about is made", async () => {
  const here = await waiting();
  const id = await heldId(here);
  await approve(here, [id]);
  await here.store.write(`approvals/mooring/${"0".repeat(12)}.json`, "{");
  expect(await sweep(here)).toBe(3);
  expect(said(here)).toMatch(/held\/approvals-unknown/);
  expect(writes(here)).toEqual([]);
});
