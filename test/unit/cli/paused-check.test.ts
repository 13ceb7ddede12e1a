import { describe, expect, it } from "vitest";
import { planCommand } from "../../../cli/commands/plan.ts";
import { sweepCommand } from "../../../cli/commands/sweep.ts";
import { writePause } from "../../../shared/store/objects/pause.ts";
import { network } from "../reconcile/scripted-cloud.ts";
import { type CommandHarbour, commandHarbour } from "./harbour.ts";

const pause = { since: "2026-01-05T06:30:17.000Z", reason: "moving house", by: "somebody" };

/** One network that is moored. */
async function moored(): Promise<CommandHarbour> {
  const here = await commandHarbour();
  here.cloud.networks.push(network("vpc-1"));
  await sweepCommand(here.drivers, here.terminal, here.options, false);
  expect(await sweepCommand(here.drivers, here.terminal, here.options, true)).toBe(0);
  here.said.printed.length = 0;
  return here;
}

const commands = {
  "sweep --check": ({ drivers, terminal, options }: CommandHarbour) => sweepCommand(drivers, terminal, options, true),
  plan: ({ drivers, terminal, options }: CommandHarbour) => planCommand(drivers, terminal, options, {}),
};

describe("mooring sweep --check", () => {
  const check = (here: CommandHarbour, json: boolean) =>
    sweepCommand(here.drivers, here.terminal, { ...here.options, json }, true);

  it("begins with its verdict, which the JSON has as well and which no plan is that could be applied", async () => {
    const here = await moored();
    expect(await check(here, false)).toBe(0);
    expect(here.said.printed.join("")).toMatch(/^check passed: 1 of 1 expected network of prod is moored\ntarget: /);
    here.cloud.networks.push(network("vpc-2"), network("vpc-3"));
    await writePause(here.store, null, pause);
    expect(await check(here, false)).toBe(3);
    const line = "check failed: 2 of 3 expected networks of prod are not moored; 2 changes to make; notice held/paused";
    expect(here.said.printed.at(-1)).toContain(`${line}\ntarget: `);
    expect(await check(here, true)).toBe(3);
    expect(here.said.documents).toMatchObject([{ ok: false, verdict: line, format: "mooring-plan" }]);
    expect(here.said.documents[0]).not.toHaveProperty("digest");
  });
});

describe.each(Object.entries(commands))("mooring %s", (_, run) => {
  it.each([null, "prod"])(
    "while everything is in order and %j is paused tells of it and does not fail",
    async (whose) => {
      const here = await moored();
      await writePause(here.store, whose, pause);
      expect(await run(here)).toBe(0);
      expect(here.said.printed.join("\n")).toMatch(/paused since .* by somebody: moving house/);
    },
  );

  it.each([
    [null, 3],
    ["prod", 3],
    ["staging", 2],
  ])("with something to do while %j is paused ends with %i", async (whose, code) => {
    const here = await moored();
    here.cloud.networks.push(network("vpc-2"));
    await writePause(here.store, whose, pause);
    expect(await run(here)).toBe(code);
  });
});
