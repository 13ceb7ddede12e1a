import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { defaultAccount } from "../../emulator/index.ts";
import { mooring } from "./command.ts";
import { configurationText, createStage, type Stage } from "./stage.ts";

const [user] = defaultAccount.users;
const hour = 3_600_000;

let stage: Stage;
let env: Readonly<Record<string, string>>;
let vpc = "";

/** A link that never becomes ready, in a world whose time is hours ahead of this machine's. */
beforeAll(async () => {
  stage = await createStage({
    configuration: configurationText({ parts: "[registry]" }),
    settings: { linkReadyMs: 48 * hour },
  });
  env = {
    MOORING_ENDPOINT: stage.url,
    MOORING_STORE: `folder:${stage.storePath}`,
    ALIBABA_CLOUD_ACCESS_KEY_ID: user.accessKeyId,
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: user.accessKeySecret,
  };
  stage.pauseTimers();
  await stage.advance(4 * hour);
  vpc = await stage.createNetwork("prod");
  await stage.pass();
  await stage.minutes(20);
  await stage.pass();
});

afterAll(() => stage.stop());

describe("beside an emulated cloud whose time was moved on, the command line goes by the world's time", () => {
  it("status: ages are from the world's now", async () => {
    const { stdout } = await mooring(["status", "--json"], env);
    const { at, registries } = JSON.parse(stdout);
    expect(Math.abs(Date.parse(at) - stage.world.clock.now())).toBeLessThan(hour);
    const [{ lastPass, inFlight }] = registries;
    expect(lastPass.ageMs).toBeGreaterThanOrEqual(0);
    expect(lastPass.ageMs).toBeLessThan(hour);
    // Whatever was asked for more than ten minutes ago is in flight no more: it came to be, or passes say why not.
    expect(inFlight).toEqual([]);
  });

  it.each([[["plan"]], [["sweep", "--check"]]])("%j finds what the function reported", async (command) => {
    const reported = await stage.finding(vpc);
    expect(reported).toMatchObject({ code: "blocked/link-stuck" });
    const { code, stdout } = await mooring([...command, "--json"], env);
    expect(code).toBe(3);
    const [found] = JSON.parse(stdout).findings;
    expect(found).toMatchObject({ network: vpc, state: reported?.state, code: reported?.code });
  });

  it("pause begins now", async () => {
    const { pause } = JSON.parse((await mooring(["pause", "--json"], env)).stdout);
    expect(Math.abs(Date.parse(pause.since) - stage.world.clock.now())).toBeLessThan(hour);
  });

  it("where nothing answers, a command that needs the store alone goes by this machine's", async () => {
    const { code, stdout } = await mooring(["status", "--json"], { ...env, MOORING_ENDPOINT: "http://127.0.0.1:9" });
    expect(code).toBe(3);
    expect(Math.abs(Date.parse(JSON.parse(stdout).at) - Date.now())).toBeLessThan(hour);
  });
});
