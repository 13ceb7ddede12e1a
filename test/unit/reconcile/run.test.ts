import { describe, expect, test } from "vitest";
import { pushConfiguration } from "../../../shared/config/load.ts";
import { PassError } from "../../../shared/reconcile/pass.ts";
import { preparePass, runPass, type Start } from "../../../shared/reconcile/run.ts";
import { full, type Harbour, harbour, scriptedStore, storeIsDown } from "./passes.ts";
import { account, network } from "./scripted-cloud.ts";

const configuration = `version: 1
registries:
  prod:
    cloud: alibaba
    region: cn-hangzhou
    instance: cri-prod
    parts: [registry]
    mode: full
    accept:
      accounts: ["${account}"]
`;

function startOf({ passOf }: Harbour, more: Partial<Start> = {}): Start {
  const { id: _, settings: __, notices: ___, ...start } = passOf(full);
  return { ...start, random: () => 0.5, ...more };
}

describe("the configuration in force", () => {
  test("is the store's: a valid one is worked with and remembered", async () => {
    const port = harbour();
    port.cloud.networks.push(network("vpc-1"));
    await port.memory.write("config/mooring.yaml", configuration);
    const report = await runPass(startOf(port));
    expect(report).toMatchObject({ notices: [], findings: [{ registry: "prod", state: "moored" }] });
    expect(await port.memory.read("config/last-valid.yaml")).toBe(configuration);
  });

  test("an invalid one leaves the last valid one in force, observing only, with a notice that names the mistake", async () => {
    const port = harbour();
    port.cloud.networks.push(network("vpc-1"));
    await pushConfiguration(port.memory, configuration);
    await port.memory.write("config/mooring.yaml", configuration.replace("instance:", "instanse:"));
    const report = await runPass(startOf(port));
    expect(port.cloud.count("write")).toBe(0);
    expect(report.notices).toMatchObject([
      { code: "held/configuration-invalid", sentence: expect.stringMatching(/\d+:\d+ .*instanse/) },
    ]);
    expect(report.held).toMatchObject([{ code: "held/mode-observe", change: { network: "vpc-1" } }]);
    expect(await port.memory.read("config/last-valid.yaml")).toBe(configuration);
  });

  test("an invalid one where none was ever valid is a PassError with the mistake", async () => {
    const port = harbour();
    await port.memory.write("config/mooring.yaml", "version: 2\n");
    const error = await runPass(startOf(port)).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(PassError);
    expect(error).toMatchObject({ message: expect.stringMatching(/none was ever valid: \d+:\d+/) });
  });

  test("none is a PassError that says how to put one there", async () => {
    const port = harbour();
    await expect(runPass(startOf(port))).rejects.toThrow(/holds no configuration; .*mooring config push/);
  });

  test("a store that does not answer is a PassError", async () => {
    const port = harbour();
    const store = scriptedStore(port.memory, (call) => {
      throw storeIsDown(call);
    });
    await expect(runPass(startOf(port, { store }))).rejects.toBeInstanceOf(PassError);
    expect(port.cloud.calls).toEqual([]);
  });

  test("one given by hand is used as it is, and the store's is not read", async () => {
    const port = harbour();
    const { settings } = port.passOf(full);
    await expect(preparePass(startOf(port, { settings }), true)).resolves.toMatchObject({ settings, notices: [] });
    expect(port.memory.reads).toEqual([]);
  });

  test("a pass that only looks does not even remember which one was valid", async () => {
    const port = harbour();
    await port.memory.write("config/mooring.yaml", configuration);
    await preparePass(startOf(port), false);
    expect(await port.memory.read("config/last-valid.yaml")).toBeNull();
  });
});

describe("a pass's id", () => {
  test("sorts by time and tells hundreds of passes of one second apart", async () => {
    const port = harbour();
    const { settings } = port.passOf(full);
    const id = async (random: number) =>
      (await preparePass(startOf(port, { settings, random: () => random }), false)).id;
    expect(await id(0.5)).toBe("20260105T063000Z-80000000");
    const many = await Promise.all(Array.from({ length: 1_000 }, (_, index) => id(index / 65_536 / 3)));
    expect(new Set(many).size).toBe(1_000);
    port.clock.advance(1_000);
    expect((await id(0)) > (many.at(-1) ?? "")).toBe(true);
  });
});
