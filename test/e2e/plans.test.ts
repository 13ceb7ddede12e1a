import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { defaultAccount } from "../../emulator/index.ts";
import { type Ended, mooring, startMooring } from "./command.ts";
import { configurationText, createQuietStage, type Stage } from "./stage.ts";

const [user] = defaultAccount.users;
const create = "CreateInstanceVpcEndpointLinkedVpc";
let stage: Stage;
let env: Readonly<Record<string, string>>;
let folder = "";
const file = (name: string) => join(folder, name);
const run = (...args: readonly string[]): Promise<Ended> => mooring(args, env);
const links = () => stage.calls()[`cr:${create}`] ?? 0;

function envOf(url: string, storePath: string): Readonly<Record<string, string>> {
  return {
    MOORING_ENDPOINT: url,
    MOORING_STORE: `folder:${storePath}`,
    ALIBABA_CLOUD_ACCESS_KEY_ID: user.accessKeyId,
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: user.accessKeySecret,
  };
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "mooring-plans-"));
  // Nobody but the commands of this test may change anything.
  stage = await createQuietStage();
  stage.emulator.platform.eventBridge.control({ lose: 100 });
  env = envOf(stage.url, stage.storePath);
});

afterAll(async () => {
  await stage.stop();
  await rm(folder, { recursive: true, force: true });
});

describe.sequential("a plan that is kept, read and applied", () => {
  let before = 0;

  it("has each form of one document, and a file that nothing writes over", async () => {
    before = links();
    await stage.createNetwork("prod");
    await stage.createNetwork("prod");
    const kept = await run("plan", "--out", file("plan.json"));
    expect(kept).toMatchObject({
      code: 2,
      stderr: "",
      stdout: expect.stringMatching(/2 changes to make[\s\S]*kept in .*plan\.json; apply exactly this/),
    });
    const csv = await run("plan", "--format", "csv");
    const { format, changes } = JSON.parse(await readFile(file("plan.json"), "utf8"));
    expect({ format, changes: changes.length }).toEqual({ format: "mooring-plan", changes: 2 });
    for (const { id } of changes) {
      expect(csv.stdout).toContain(`change,${id},prod,alibaba,`);
      expect(kept.stdout).toContain(`[${id}]`);
    }
    const again = await run("plan", "--out", file("plan.json"));
    expect(again).toMatchObject({ code: 1, stdout: "", stderr: expect.stringContaining("is there already") });
  });

  it("is not applied where nobody can answer the question, without --yes", async () => {
    const ended = await run("apply", file("plan.json"));
    expect(ended).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(
        /^mooring: nobody can answer here.*run it again with --yes:\nShall these 2 changes be made\?/,
      ),
    });
    expect(links()).toBe(before);
  });

  it("is refused when somebody tagged another network since, with what is new", async () => {
    const vpc = await stage.createNetwork("prod");
    const ended = await run("apply", file("plan.json"), "--yes");
    expect(ended).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(new RegExp(`nothing was written[\\s\\S]*new: attach ${vpc} to prod`)),
    });
    expect(links()).toBe(before);
    await stage.untag(vpc);
  });

  it("is applied once the world is as it was, and not twice", async () => {
    const ended = await run("apply", file("plan.json"), "--yes");
    expect(ended).toMatchObject({ code: 2, stderr: "", stdout: expect.stringMatching(/done\n( .*\n)*.*applied/) });
    expect(links()).toBe(before + 2);
    const again = await run("apply", file("plan.json"), "--yes");
    expect(again).toMatchObject({ code: 1, stderr: expect.stringContaining("gone: attach") });
    expect(links()).toBe(before + 2);
  });

  it("without a file: nothing to do is 0, and nobody is asked", async () => {
    await stage.minutes(3);
    await stage.pass();
    expect(await run("apply")).toMatchObject({ code: 0, stderr: "", stdout: expect.stringContaining("nothing to do") });
  });

  it("is stopped by Ctrl-C between two writes, and says what it left undone", async () => {
    for (let count = 0; count < 3; count++) await stage.createNetwork("prod");
    const started = links();
    const seen = stage.nextRequest(create);
    const command = startMooring(["apply", "--yes"], env);
    await seen;
    command.child.kill("SIGINT");
    const { code, stdout } = await command.ended;
    expect(stdout).toMatch(/left undone, for the next pass\n.*attach .*: the pass was interrupted/);
    expect({ code, links: links() }).toEqual({ code: 3, links: started + 1 });
  });

  it("sets a limit aside for one run, with the reason in report and store", async () => {
    await stage.configure(configurationText({ parts: "[registry]", extra: "limits: { attachesPerDay: 1 }\n" }));
    await stage.minutes(3);
    const held = await run("apply", "--yes");
    expect(held).toMatchObject({
      code: 3,
      stdout: expect.stringContaining("for one run, --override attaches-per-day=NUMBER sets it aside"),
    });
    const before = links();
    const ended = await run("apply", "--yes", "--override", "attaches-per-day=50", "--reason", "the migration");
    expect(ended.stdout).toMatch(/limits set aside for this pass\n +attaches-per-day=50 +by .*: the migration/);
    expect(links()).toBe(before + 2);
    const [key = ""] = (await stage.store.list("overrides/")).map((object) => object.key);
    expect(await stage.store.read(key)).toContain("the migration");
  });
});

describe("a link that a rule asks about", () => {
  it("waits through events and timers, and is made by the next one once it is approved", async () => {
    const rules = "rules:\n  - { name: careful, match: {}, outcome: ask }\n";
    const asking = await createQuietStage();
    try {
      await asking.configure(configurationText({ parts: "[registry]", extra: rules }));
      const own = envOf(asking.url, asking.storePath);
      const vpc = await asking.createNetwork("prod");
      await asking.advance(30_000);
      expect(await asking.finding(vpc)).toMatchObject({ state: "held", code: "held/approval" });
      asking.pauseTimers(false);
      await asking.minutes(2);
      expect(await asking.linked()).not.toContain(vpc);
      const [, id = ""] = /approve ([0-9a-f]{12}) /.exec((await asking.finding(vpc))?.sentence ?? "") ?? [];
      const approved = await mooring(["approve", id, "--reason", "talked to the team"], own);
      expect(approved).toMatchObject({ code: 2, stderr: "", stdout: expect.stringContaining(`attach ${vpc} to prod`) });
      await asking.untilMoored([vpc]);
      const reports = await asking.reports();
      const [made] = reports.flatMap(({ outcomes }) => outcomes).filter(({ change }) => change.network === vpc);
      expect(made?.change.because).toContain("talked to the team");
      expect(await asking.store.list("approvals/")).toEqual([]);
    } finally {
      await asking.stop();
    }
  });
});
