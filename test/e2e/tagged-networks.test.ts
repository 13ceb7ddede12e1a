import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { openClouds, openStore } from "../../cli/drivers.ts";
import { createProgram } from "../../cli/program.ts";
import { worldWithNetworks } from "../../cli/tagged-networks.ts";
import { defaultAccount, defaultTencentAccount, type StartedEmulator, startEmulator } from "../../emulator/index.ts";
import { pushConfiguration } from "../../shared/config/load.ts";
import { configurationText } from "./stage.ts";
import { tencentConfiguration } from "./tencent-direct-stage.ts";

const [user] = defaultAccount.users;
const [{ secretId, secretKey }] = defaultTencentAccount.users;
const networks = ["vpc-alibaba1", "vpc-tencent1"];

let started: StartedEmulator;
let folder = "";

/** What a command printed and its exit code. */
async function run(...args: readonly string[]) {
  const said: string[] = [];
  const say = (text: string) => void said.push(text);
  const terminal = { color: false, width: null, print: say, complain: say, json: say };
  await createProgram({ openStore, openClouds }, terminal).parseAsync(["node", "mooring", ...args]);
  const code = process.exitCode;
  process.exitCode = 0;
  return { code, said: said.join("\n") };
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "mooring-tagged-"));
  const store = `folder:${folder}`;
  started = await startEmulator({ world: worldWithNetworks(1) });
  const [, tencent = ""] = tencentConfiguration([], "repair").split("registries:\n");
  await pushConfiguration(openStore(store, null), configurationText({ parts: "[registry]", mode: "repair" }) + tencent);
  for (const [name, value] of Object.entries({
    MOORING_ENDPOINT: started.url,
    MOORING_STORE: store,
    ALIBABA_CLOUD_ACCESS_KEY_ID: user.accessKeyId,
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: user.accessKeySecret,
    TENCENTCLOUD_SECRET_ID: secretId,
    TENCENTCLOUD_SECRET_KEY: secretKey,
  }))
    vi.stubEnv(name, value);
});

afterAll(async () => {
  vi.unstubAllEnvs();
  await started.close();
  await rm(folder, { recursive: true });
});

it("the networks that the emulated clouds begin with have a subnet, and are moored before long", async () => {
  for (const network of networks) expect((await run("explain", network)).said).toMatch(/ {2}subnet +ok +through /);
  for (let sweep = 0; sweep < 4; sweep++) {
    await run("sweep");
    await started.emulator.world.clock.advance(5 * 60_000);
  }
  for (const network of networks)
    expect(await run("explain", network)).toMatchObject({
      code: 0,
      said: expect.stringMatching(new RegExp(`${network} -> \\w+: moored`)),
    });
});
