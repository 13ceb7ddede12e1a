import { describe, expect, it } from "vitest";
import { type ApproveOptions, approveCommand } from "../../../cli/commands/approve.ts";
import { sweepCommand } from "../../../cli/commands/sweep.ts";
import { instant } from "../../../shared/model/known.ts";
import { readApprovals, writeApproval } from "../../../shared/store/objects/approvals.ts";
import { readEntries, removeEntry, writeIntent } from "../../../shared/store/objects/ledger.ts";
import type { Store } from "../../../shared/store/port.ts";
import { network } from "../reconcile/scripted-cloud.ts";
import { type CommandHarbour, commandHarbour, configuration } from "./harbour.ts";

const asking = configuration("rules:\n  - { name: careful, match: {}, outcome: ask }\n");

const run = ({ drivers, terminal, options }: CommandHarbour, ids: readonly string[], own: ApproveOptions) =>
  approveCommand(drivers, terminal, options, ids, own);
const sweep = ({ drivers, terminal, options }: CommandHarbour) => sweepCommand(drivers, terminal, options, false);
const said = (here: CommandHarbour) => here.said.printed.splice(0).join("\n");
const kept = ({ store }: CommandHarbour) => readApprovals(store, "mooring");
const writes = ({ cloud }: CommandHarbour) => cloud.calls.filter((call) => call.startsWith("write "));

/** A network whose link waits, and the id of its change. */
async function waiting(): Promise<CommandHarbour & { readonly id: string }> {
  const here = await commandHarbour(asking);
  here.cloud.networks.push(network("vpc-1"));
  await sweep(here);
  const [, id = ""] = /"mooring approve ([0-9a-f]{12}) --reason/.exec(said(here)) ?? [];
  return { ...here, id };
}

async function approved(): Promise<CommandHarbour & { readonly id: string }> {
  const here = await waiting();
  await run(here, [here.id], { reason: "talked to the team" });
  said(here);
  here.cloud.calls.length = 0;
  return here;
}

describe("mooring approve --withdraw", () => {
  it("takes an approval back, from the store alone, and the link waits again", async () => {
    const here = await approved();
    expect(await run(here, [here.id], { withdraw: true, reason: "they moved" })).toBe(2);
    expect(said(here)).toMatch(/attach vpc-1 to prod .*: approved by .*\n {2}withdrawn; the link waits/);
    expect(here.cloud.calls).toEqual([]);
    expect(await kept(here)).toEqual([]);
    expect(await sweep(here)).toBe(3);
    expect(writes(here)).toEqual([]);
  });

  it("keeps who gave it and who took it back, and why", async () => {
    const here = await approved();
    await run(here, [here.id], { withdraw: true, reason: "they moved" });
    const keys = (await here.store.list("audit/approvals/")).map(({ key }) => key);
    expect(keys).toHaveLength(2);
    const records = await Promise.all(keys.map(async (key) => JSON.parse((await here.store.read(key)) ?? "")));
    expect(records.sort((a, b) => (a.what < b.what ? -1 : 1))).toMatchObject([
      { what: "approve", reason: "talked to the team", approval: { id: here.id, deployment: "mooring" } },
      { what: "withdraw", reason: "they moved", approval: { id: here.id, reason: "talked to the team" } },
    ]);
  });

  it("said twice says who withdrew it before", async () => {
    const here = await approved();
    await run(here, [here.id], { withdraw: true });
    said(here);
    expect(await run(here, [here.id], { withdraw: true })).toBe(0);
    expect(said(here)).toMatch(/withdrawn before, by /);
  });

  it("says that it was used already, while its link is in the ledger and once it is not", async () => {
    const here = await approved();
    await sweep(here);
    said(here);
    expect(await run(here, [here.id], { withdraw: true })).toBe(3);
    expect(said(here)).toMatch(/used: the link was made at /);
    await removeEntry(here.store, "cri-prod", "vpc-1", "registry");
    expect(await run(here, [here.id], { withdraw: true })).toBe(0);
    expect(said(here)).toMatch(/kept no more/);
  });

  it("says that it expired", async () => {
    const here = await approved();
    const [approval] = await kept(here);
    if (approval === undefined) throw new Error("there is one");
    await writeApproval(here.store, { ...approval, until: approval.at });
    expect(await run(here, [here.id], { withdraw: true })).toBe(0);
    expect(said(here)).toMatch(/expired at /);
  });

  it("says that a pass announced the link and may make it still", async () => {
    const here = await approved();
    const [{ change } = { change: null }] = await kept(here);
    if (change === null) throw new Error("there is one");
    const { cloud, account, region, network: vpc, part, subnet } = change;
    await writeIntent(here.store, {
      ...{
        version: 1,
        deployment: "mooring",
        cloud,
        account,
        region,
        registry: "cri-prod",
        network: vpc,
        part,
        subnet,
      },
      at: instant(Date.now() + 1_000),
      pass: "p-9",
    });
    expect(await run(here, [here.id], { withdraw: true })).toBe(3);
    expect(said(here)).toMatch(/withdrawn, but a pass announced the link at /);
    expect(await kept(here)).toEqual([]);
  });

  it("of a change that was never approved is refused, and the others are not withdrawn", async () => {
    const here = await approved();
    const both = [here.id, "0123456789ab"];
    await expect(run(here, both, { withdraw: true })).rejects.toThrow(/0123456789ab was never approved/);
    expect(await kept(here)).toHaveLength(1);
  });

  it("does not go with --list", async () => {
    await expect(run(await approved(), [], { withdraw: true, list: true })).rejects.toThrow(/one of them/);
  });

  it("between the look of a pass and its write keeps the link from being made", async () => {
    const here = await approved();
    let looked = false;
    const store: Store = {
      ...here.store,
      location: here.store.location,
      read: async (key) => {
        // The look is over when the pause is read.
        if (!looked && key.startsWith("pause/") && here.cloud.calls.length > 0) {
          looked = true;
          await run(here, [here.id], { withdraw: true });
        }
        return here.store.read(key);
      },
    };
    const drivers = { ...here.drivers, openStore: () => store };
    expect(await sweep({ ...here, drivers })).toBe(3);
    expect(looked).toBe(true);
    expect(writes(here)).toEqual([]);
    expect(await readEntries(here.store)).toEqual([]);
  });
});

describe("two deployments that share a store", () => {
  it("neither use nor list nor withdraw each other's approvals", async () => {
    const here = await approved();
    const other = { ...here, options: { ...here.options, deployment: "other" } };
    expect(await sweep(other)).toBe(3);
    expect(writes(here)).toEqual([]);
    await run({ ...other, options: { ...other.options, json: true } }, [], { list: true });
    expect(here.said.documents.pop()).toMatchObject({ approvals: [] });
    await expect(run(other, [here.id], { withdraw: true })).rejects.toThrow(/never approved for deployment "other"/);
    expect(await sweep(here)).toBe(2);
    expect(writes(here)).toHaveLength(1);
  });
});
