import { describe, expect, it } from "vitest";
import { statusCommand } from "../../../cli/commands/status.ts";
import { sweepCommand } from "../../../cli/commands/sweep.ts";
import { instant } from "../../../shared/model/known.ts";
import type { LedgerEntry } from "../../../shared/model/ledger.ts";
import { writeEntry } from "../../../shared/store/objects/ledger.ts";
import { entryOf } from "../plan/estate-of.ts";
import { network } from "../reconcile/scripted-cloud.ts";
import { commandHarbour } from "./harbour.ts";

const ago = (minutes: number) => instant(Date.now() - minutes * 60_000);
const asked = (id: string, minutes: number, differs: Partial<LedgerEntry> = {}) =>
  entryOf({
    network: id,
    intentAt: ago(minutes),
    attachedAt: ago(minutes),
    verifiedAt: null,
    address: null,
    names: [],
    ...differs,
  });

describe("mooring status", () => {
  it("has in flight what a pass would wait for, and nothing that it judges by itself", async () => {
    const { drivers, terminal, options, said, store } = await commandHarbour();
    const entries = [
      asked("vpc-asked", 9),
      asked("vpc-long-ago", 11),
      asked("vpc-ready", 2, { address: "10.0.0.9" }),
      asked("vpc-of-another", 2, { deployment: "second" }),
    ];
    for (const entry of entries) await writeEntry(store, entry);
    await statusCommand(drivers, terminal, { ...options, json: true });
    expect(said.documents).toMatchObject([{ registries: [{ inFlight: [{ network: "vpc-asked" }] }] }]);
    await statusCommand(drivers, terminal, options);
    expect(said.printed.join("\n")).toMatch(/in flight {3}1\n {4}vpc-asked registry: link asked for 9 min ago/);
  });

  it("counts with a registry what the last pass found there, and apart what it found at none", async () => {
    const { cloud, drivers, terminal, options, said } = await commandHarbour();
    cloud.networks.push(network("vpc-1"), { ...network("vpc-2"), tags: { "registry-link": "Prod" } });
    await sweepCommand(drivers, terminal, options, false);
    said.printed.length = 0;
    expect(await statusCommand(drivers, terminal, { ...options, json: true })).toBe(3);
    expect(said.documents.at(-1)).toMatchObject({ withoutRegistry: { blocked: 1 } });
    expect(said.documents.at(-1)).not.toMatchObject({ registries: [{ lastPass: { states: { blocked: 1 } } }] });
    await statusCommand(drivers, terminal, options);
    expect(said.printed.join("\n")).toMatch(
      /last pass .*\): 1 (?:moored|pending)\n(?:.*\n)+\nnetworks at no registry: 1 blocked$/,
    );
  });
});
