import { existsSync } from "node:fs";
import { dirname } from "node:path";
import { describe, expect, it } from "vitest";
import { defaultAccount } from "../../emulator/index.ts";
import { clientFor } from "../emulator/cloud-client.ts";
import { family, isAlive, mooring, startMooring } from "./command.ts";
import { region } from "./stage.ts";

interface Ready {
  readonly url: string;
  readonly env: Readonly<Record<string, string>>;
  readonly dns: readonly unknown[];
}

const readyOf = (stdout: string): Ready => JSON.parse(stdout.split("\n")[0] ?? "");

const isOpen = (url: string) =>
  fetch(`${url}/_emulator/networks`).then(
    () => true,
    () => false,
  );

describe("mooring emulate", () => {
  it("says in one line of JSON where it is and what to export; any command then speaks to it", async () => {
    const { child, until, ended } = startMooring(["emulate", "--json"]);
    const ready = readyOf(await until(/\n/));
    expect(Object.keys(ready).sort()).toEqual(["dns", "env", "url"]);
    expect(ready.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const plan = await mooring(["plan"], ready.env);
    expect(plan).toMatchObject({ code: 0, stdout: expect.stringContaining(`target: emulated cloud at ${ready.url}`) });
    child.kill("SIGTERM");
    expect(await ended).toMatchObject({ code: 0, stderr: "", stdout: expect.stringMatching(/^[^\n]+\n$/) });
  });

  it("ends with Ctrl-C and leaves nothing behind: no process, no port, no folder", async () => {
    const { child, until, ended } = startMooring(["emulate", "--json"]);
    const { url, env } = readyOf(await until(/\n/));
    const { call } = clientFor(new URL(url).host);
    // The event makes the platform start a process for the function.
    await call("vpc", "CreateVpc", { RegionId: region, CidrBlock: "10.0.0.0/16", VpcName: "team" });
    await fetch(`${url}/_emulator/clock`, { method: "POST", body: JSON.stringify({ advanceMs: 60_000 }) });
    const processes = family(child.pid ?? 0);
    expect(processes.length).toBeGreaterThan(1);
    const folder = dirname((env["MOORING_STORE"] ?? "").slice("folder:".length));
    expect(existsSync(folder)).toBe(true);
    child.kill("SIGINT");
    expect(await ended).toMatchObject({ code: 0, stderr: "" });
    expect(processes.filter(isAlive)).toEqual([]);
    expect(existsSync(folder)).toBe(false);
    expect(await isOpen(url)).toBe(false);
  });

  it("ends by itself when its time is over, and told people how to use it", async () => {
    const { stdout, code, stderr } = await mooring(["emulate", "--networks", "1", "--for", "0"]);
    const lines = stdout.split("\n");
    expect(lines[0]).toMatch(/^target: emulated clouds at http:\/\/127\.0\.0\.1:\d+$/);
    expect(stdout).toContain(`export ALIBABA_CLOUD_ACCESS_KEY_ID='${defaultAccount.users[0].accessKeyId}'`);
    const commands = [...stdout.matchAll(/^ {2}npm run -s mooring -- (.+)$/gm)].map(([, command]) => command);
    expect(commands).toEqual(["plan", "explain vpc-alibaba1", "explain vpc-tencent1"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  });

  it("takes a world or makes one, not both", async () => {
    expect(await mooring(["emulate", "--networks", "1", "--world", "world.yaml"])).toMatchObject({
      code: 1,
      stderr: "mooring: --networks makes a world and --world reads one; give one of them\n",
    });
  });

  it("a port that is taken is one sentence", async () => {
    const { child, until, ended } = startMooring(["emulate", "--json"]);
    const { url } = readyOf(await until(/\n/));
    const second = await mooring(["emulate", "--port", new URL(url).port]);
    child.kill("SIGINT");
    await ended;
    expect(second).toMatchObject({
      code: 1,
      stdout: "",
      stderr: expect.stringMatching(/^mooring: port \d+ .* in use[^\n]*\n$/),
    });
  });
});
