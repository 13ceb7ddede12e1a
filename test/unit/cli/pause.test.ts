import { describe, expect, it } from "vitest";
import { pauseCommand } from "../../../cli/commands/pause.ts";
import { planCommand } from "../../../cli/commands/plan.ts";
import { resumeCommand } from "../../../cli/commands/resume.ts";
import { sweepCommand } from "../../../cli/commands/sweep.ts";
import { listPauses, writePause } from "../../../shared/store/objects/pause.ts";
import { network } from "../reconcile/scripted-cloud.ts";
import { type CommandHarbour, commandHarbour } from "./harbour.ts";

const first = { since: "2026-01-05T06:30:17.000Z", reason: "moving house", by: "somebody" };

const pause = ({ drivers, terminal, options }: CommandHarbour, registry?: string, reason?: string) =>
  pauseCommand(drivers, terminal, options, {
    ...(registry === undefined ? {} : { registry }),
    ...(reason === undefined ? {} : { reason }),
  });
const said = (here: CommandHarbour) => here.said.printed.splice(0).join("\n");

describe("a second pause of the same registries", () => {
  it.each(["prod", null])("leaves who paused %j first, when and why, and says so", async (registry) => {
    const here = await commandHarbour();
    await writePause(here.store, registry, first);
    expect(await pause(here, registry ?? undefined)).toBe(0);
    expect(await listPauses(here.store)).toEqual([{ registry, pause: first }]);
    expect(said(here)).toMatch(
      /paused since 2026-01-05T06:30:17\.000Z by somebody: moving house\nit was paused before, and that pause stays as it is\n/,
    );
  });

  it("with a reason keeps both reasons", async () => {
    const here = await commandHarbour();
    await writePause(here.store, "prod", first);
    await pause(here, "prod", "the storm");
    const [kept] = await listPauses(here.store);
    expect(kept?.pause).toMatchObject({
      ...{ since: first.since, by: first.by },
      reason: expect.stringMatching(/^moving house; and by .+ at 20\d\d-.*Z: the storm$/),
    });
    expect(said(here)).toContain("it was paused before; the reason given now is kept beside the first");
  });

  it("is the first where another one is paused, or what stands there cannot be read", async () => {
    const here = await commandHarbour();
    await writePause(here.store, null, first);
    await here.store.write("pause/prod.json", "{");
    await pause(here, "prod", "the storm");
    expect(await listPauses(here.store)).toMatchObject([
      { registry: null, pause: first },
      { registry: "prod", pause: { reason: "the storm" } },
    ]);
    expect(said(here)).not.toContain("paused before");
  });
});

describe("whoever tells of a pause", () => {
  it.each([
    ["prod", "mooring resume --registry prod"],
    [null, "mooring resume"],
  ])("of %j names the command that ends it: %s", async (registry, command) => {
    const here = await commandHarbour();
    here.cloud.networks.push(network("vpc-1"));
    await pause(here, registry ?? undefined);
    expect(said(here)).toContain(`nothing is written until "${command}"`);
    const { drivers, terminal, options } = here;
    await planCommand(drivers, terminal, options, {});
    expect(said(here)).toContain(`no reason given; "${command}" ends it`);
    await sweepCommand(drivers, terminal, options, false);
    expect(said(here)).toMatch(new RegExp(`skipped.*\\n.*no reason given; "${command}" ends it \\[held/paused\\]`));
    await resumeCommand(drivers, terminal, options, registry === null ? { registry: "prod" } : {});
    expect(said(here)).toContain(`still paused: ${registry ?? "every registry"}; "${command}" ends it`);
    await here.store.write(`pause/${registry ?? "all"}.json`, "{");
    await planCommand(drivers, terminal, options, {});
    expect(said(here)).toContain(`cannot be read, which holds every write; "${command}" ends it`);
  });
});
