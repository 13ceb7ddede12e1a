import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ApplyOptions, applyCommand } from "../../../cli/commands/apply.ts";
import { planCommand } from "../../../cli/commands/plan.ts";
import { sweepCommand } from "../../../cli/commands/sweep.ts";
import type { PassOptions } from "../../../cli/options.ts";
import type { PlanDocument } from "../../../shared/model/plan-document.ts";
import { planDigest } from "../../../shared/plan/plan-digest.ts";
import { network, refusal } from "../reconcile/scripted-cloud.ts";
import { type CommandHarbour, commandHarbour, configuration } from "./harbour.ts";

let folder = "";
let files = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "mooring-apply-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const fresh = () => join(folder, `plan-${++files}.json`);
const nobody = () => Promise.reject(new Error("nobody may be asked"));

/** A network that wishes for a link. */
async function waiting(text?: string): Promise<CommandHarbour> {
  const here = await commandHarbour(text);
  here.cloud.networks.push(network("vpc-1"));
  return here;
}

function apply(
  here: CommandHarbour,
  file: string | null,
  own: Partial<ApplyOptions> = {},
  more: Partial<PassOptions> = {},
) {
  const { drivers, terminal, options } = here;
  return applyCommand(drivers, terminal, { ...options, ...more }, file, { yes: true, confirm: nobody, ...own });
}

async function kept(here: CommandHarbour, more: Partial<PassOptions> = {}): Promise<string> {
  const file = fresh();
  const { drivers, terminal, options } = here;
  await planCommand(drivers, terminal, { ...options, ...more }, { out: file });
  here.said.printed.length = 0;
  return file;
}

/** A plan that says otherwise, as one that was planned otherwise would. */
async function replan(file: string, differs: (plan: PlanDocument) => object): Promise<void> {
  const plan: PlanDocument = JSON.parse(await readFile(file, "utf8"));
  const other = { ...plan, ...differs(plan) };
  await writeFile(file, JSON.stringify({ ...other, digest: planDigest(other) }));
}

const writes = ({ cloud }: CommandHarbour) => cloud.calls.filter((call) => call.startsWith("write "));

describe("mooring apply", () => {
  it("with a plan's file makes exactly that; a second time there is nothing to do that was agreed", async () => {
    const here = await waiting();
    const file = await kept(here);
    expect(await apply(here, file)).toBe(2);
    expect(writes(here)).toEqual(["write attach vpc-1 registry"]);
    expect(here.said.printed.join("\n")).toContain("attach vpc-1 to prod (registry) through vsw-vpc-1");
    expect(await apply(here, file)).toBe(1);
    expect(here.said.complained.join("\n")).toMatch(
      /the world is not what .* so nothing was written[\s\S]*gone: attach vpc-1 .*now: attached/,
    );
    expect(writes(here)).toHaveLength(1);
  });

  it("without a file plans now, shows it, asks, and makes it", async () => {
    const here = await waiting();
    const asked: string[] = [];
    const confirm = (question: string) => {
      expect(here.said.printed.join("\n")).toContain("1 change to make");
      expect(writes(here)).toEqual([]);
      asked.push(question);
      return Promise.resolve(true);
    };
    expect(await apply(here, null, { yes: false, confirm })).toBe(2);
    expect(asked).toEqual(["Shall this change be made?"]);
    expect(writes(here)).toEqual(["write attach vpc-1 registry"]);
  });

  it("writes nothing when the answer is no, or when nobody can answer", async () => {
    const here = await waiting();
    await expect(apply(here, null, { yes: false, confirm: () => Promise.resolve(false) })).rejects.toThrow(
      /^nothing was written$/,
    );
    await expect(apply(here, null, { yes: false })).rejects.toThrow(/nobody may be asked/);
    expect(writes(here)).toEqual([]);
  });

  it("asks nothing when there is nothing to do", async () => {
    const here = await commandHarbour();
    expect(await apply(here, null, { yes: false })).toBe(0);
    expect(here.said.printed.join("\n")).toContain("nothing to do");
  });

  it("compares again after the question: what came up meanwhile is not made", async () => {
    const here = await waiting();
    const confirm = () => {
      here.cloud.networks.push(network("vpc-2"));
      return Promise.resolve(true);
    };
    // One link at a time is made before the first was verified, and vpc-0 is older.
    here.cloud.networks.push({ ...network("vpc-9"), createdAt: "2026-02-01T00:00:00.000Z" });
    const spoil = () => {
      here.cloud.networks.splice(0, 1);
      return confirm();
    };
    expect(await apply(here, null, { yes: false, confirm: spoil })).toBe(1);
    expect(here.said.complained.join("\n")).toMatch(/new: attach vpc-2[\s\S]*gone: attach vpc-1/);
    expect(writes(here)).toEqual([]);
  });

  it("tells what follows as the next plan", async () => {
    const here = await waiting();
    here.cloud.bySwitch = true;
    const { drivers, terminal, options, said } = here;
    expect(
      await applyCommand(drivers, terminal, { ...options, json: true }, null, { yes: true, confirm: nobody }),
    ).toBe(2);
    expect(said.documents).toMatchObject([
      {
        applied: true,
        report: { outcomes: [{ result: "applied" }] },
        next: [{ kind: "switch-on", id: expect.any(String) }],
      },
    ]);
    expect(said.printed).toEqual([]);
  });

  it("ends with 4 when a write failed, and with 3 when one was held at the last moment", async () => {
    const here = await waiting();
    here.cloud.script = (call) => {
      if (call.startsWith("write ")) throw refusal("invalid");
    };
    expect(await apply(here, await kept(here))).toBe(4);
    const paused = await waiting();
    const pause = { since: "2026-01-05T06:30:00.000Z", reason: "storm", by: "alice" };
    await paused.store.write("pause/all.json", JSON.stringify(pause));
    expect(await apply(paused, null)).toBe(3);
    expect(writes(paused)).toEqual([]);
  });

  it("in mode observe writes nothing", async () => {
    const here = await waiting();
    expect(await apply(here, null, {}, { mode: "observe" })).toBe(3);
    expect(writes(here)).toEqual([]);
  });
});

describe("a plan of another day, place or person", () => {
  it.each<[string, (plan: PlanDocument) => object, RegExp]>([
    [
      "another target",
      () => ({ target: "http://127.0.0.1:4580" }),
      /was made for http:\/\/127\.0\.0\.1:4580, and this is the vendors' own hosts/,
    ],
    ["a saved estate", () => ({ target: "file:estate.json" }), /was made for file:estate\.json/],
    ["another deployment", () => ({ deployment: "other" }), /was made for deployment "other", and this is "mooring"/],
    ["another configuration", () => ({ settings: "0123456789ab" }), /was made with configuration 0123456789ab/],
    [
      "other limits",
      () => ({ overrides: [{ limit: "canary", value: null }] }),
      /was made with canary set aside, and this is with every limit; .*: apply it with --override canary --reason "why", or/,
    ],
    ["the day before", ({ at }) => ({ at: moved(at, -25) }), /more than 24 hours ago/],
    ["the day to come", ({ at }) => ({ at: moved(at, 1) }), /is yet to come: a clock is wrong/],
  ])("that was made for %s is refused, and no cloud is asked", async (_, differs, sentence) => {
    const here = await waiting();
    const file = await kept(here);
    await replan(file, differs);
    here.cloud.calls.length = 0;
    await expect(apply(here, file)).rejects.toThrow(sentence);
    expect(here.cloud.calls).toEqual([]);
  });

  it("that is 23 hours old is taken", async () => {
    const here = await waiting();
    const file = await kept(here);
    await replan(file, ({ at }) => ({ at: moved(at, -23) }));
    expect(await apply(here, file)).toBe(2);
  });

  it("that somebody edited is refused as altered, and no cloud is asked", async () => {
    const here = await waiting();
    const file = await kept(here);
    const plan = JSON.parse(await readFile(file, "utf8"));
    await writeFile(file, JSON.stringify({ ...plan, changes: [] }));
    here.cloud.calls.length = 0;
    await expect(apply(here, file)).rejects.toThrow(/was altered/);
    expect(here.cloud.calls).toEqual([]);
  });

  it("that holds less than what would be done is not applied", async () => {
    const here = await waiting();
    const file = await kept(here);
    await replan(file, () => ({ changes: [] }));
    expect(await apply(here, file)).toBe(1);
    expect(here.said.complained.join("\n")).toContain("new: attach vpc-1");
    expect(writes(here)).toEqual([]);
  });
});

describe("limits set aside on the command line", () => {
  const limited = configuration("limits: { attachesPerDay: 1 }\n");
  const override = ["canary", "attaches-per-day=3"];

  it("hold for the plan and the run that name them, with the reason in the store", async () => {
    const here = await waiting(limited);
    here.cloud.networks.push(network("vpc-2"));
    const file = fresh();
    await planCommand(here.drivers, here.terminal, here.options, { out: file, override, mode: "full" });
    expect(here.said.printed.splice(0).at(-1)).toBe(
      `kept in ${file}; apply exactly this with: mooring apply ${file} --mode full --override canary --override attaches-per-day=3 --reason "why"`,
    );
    await expect(apply(here, file)).rejects.toThrow(
      /made with attaches-per-day=3, canary set aside, and this is with every limit/,
    );
    await expect(apply(here, await kept(here), { override: ["canary"], reason: "the migration" })).rejects.toThrow(
      /made with every limit, and this is with canary set aside; .*: leave --override out, or make a new/,
    );
    expect(await apply(here, file, { override, reason: "the migration" })).toBe(2);
    expect(writes(here)).toHaveLength(2);
    const [key] = (await here.store.list("overrides/")).map((object) => object.key);
    expect(JSON.parse((await here.store.read(key ?? "")) ?? "")).toMatchObject({
      overrides: [
        { limit: "canary", reason: "the migration" },
        { limit: "attaches-per-day", value: 3 },
      ],
    });
    expect(here.said.printed.join("\n")).toMatch(/limits set aside for this pass\n.*canary set aside.*the migration/);
  });

  it("hold for one sweep and not for the next", async () => {
    const here = await waiting(limited);
    here.cloud.networks.push(network("vpc-2"), network("vpc-3"));
    const { drivers, terminal, options } = here;
    const sweep = (own = {}) => sweepCommand(drivers, terminal, options, false, own);
    await sweep({ override: ["attaches-per-day=2", "canary"], reason: "two are urgent" });
    expect(writes(here)).toHaveLength(2);
    expect(await sweep()).toBe(3);
    expect(writes(here)).toHaveLength(2);
  });

  it.each([
    [{ override: ["canary"] }, /set aside for a reason/],
    [{ override: ["canary"], reason: "  " }, /set aside for a reason/],
    [{ override: ["canari"], reason: "x" }, /did you mean "canary"/],
    [{ override: ["in-transition=lots"], reason: "x" }, /"lots" is no number/],
    [{ override: ["canary", "canary"], reason: "x" }, /"canary" is named twice/],
    [{ reason: "because" }, /no --override names one/],
  ])("are refused before any cloud is asked: %j", async (own, sentence) => {
    const here = await waiting();
    const { drivers, terminal, options } = here;
    await expect(apply(here, null, own)).rejects.toThrow(sentence);
    await expect(sweepCommand(drivers, terminal, options, false, own)).rejects.toThrow(sentence);
    expect(here.cloud.calls).toEqual([]);
  });

  it("reach what takes links away as well: the grace, and how many may go in a day", async () => {
    const here = await commandHarbour(configuration("limits: { detachesPerDay: 1 }\n"));
    const { drivers, terminal, options, cloud } = here;
    const sweep = (...override: readonly string[]) =>
      sweepCommand(drivers, terminal, options, false, override.length === 0 ? {} : { override, reason: "we move out" });
    const detached = () => writes(here).filter((call) => call.startsWith("write detach")).length;
    const ids = ["vpc-1", "vpc-2", "vpc-3"];
    cloud.networks.push(...ids.map((id) => network(id)));
    for (let pass = 0; pass < 4; pass++) await sweep();
    expect(cloud.links).toHaveLength(3);
    cloud.networks.splice(0, 3, ...ids.map((id) => network(id, {})));
    await sweep();
    expect(detached()).toBe(0);
    await sweep("grace-hours=0");
    expect(detached()).toBe(1);
    await sweep("grace-hours=0", "detaches-per-day=2");
    expect(detached()).toBe(2);
    await sweep("grace-hours=0");
    expect(detached()).toBe(2);
  });

  it("have no place in a check, which writes nothing", async () => {
    const { drivers, terminal, options } = await waiting();
    const own = { override: ["canary"], reason: "x" };
    await expect(sweepCommand(drivers, terminal, options, true, own)).rejects.toThrow(/--check writes nothing/);
  });
});

function moved(at: string, hours: number): string {
  return new Date(Date.parse(at) + hours * 3_600_000).toISOString();
}
