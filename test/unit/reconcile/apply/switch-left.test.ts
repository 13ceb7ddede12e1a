import { describe, expect, test } from "vitest";
import { known } from "../../../../shared/model/known.ts";
import { readEntry, writeEntry } from "../../../../shared/store/objects/ledger.ts";
import { frequent, full, type Harbour, harbour, longSeen, verifiedEntry } from "../passes.ts";
import { nameOf, network, refusal } from "../scripted-cloud.ts";

const name = nameOf("registry");
const home = "cn-beijing";
const entryOf = ({ memory }: Harbour) => readEntry(memory, "cri-prod", "vpc-1", "registry");
const publishedOf = async (port: Harbour) => (await entryOf(port))?.names.find((one) => one.name === name);

/** One network with a link of ours whose name is published. */
async function published(): Promise<Harbour & { readonly address: string }> {
  const port = harbour();
  port.cloud.bySwitch = true;
  port.cloud.networks.push(network("vpc-1"));
  const { address } = port.cloud.link("vpc-1", "registry");
  const value = address.known ? address.value : "";
  await writeEntry(port.memory, verifiedEntry("vpc-1", { address: value }));
  await port.pass(full);
  port.cloud.calls.length = 0;
  port.clock.advance(4 * 60_000);
  return { ...port, address: value };
}

/** Somebody published the name under another region as well, until it is turned off there. */
function elsewhere(port: Harbour): { readonly off: () => readonly string[] } {
  const off: string[] = [];
  const { resolutions, write } = port.cloud.cloud;
  port.cloud.cloud.resolutions = async (targets, context) =>
    (await resolutions(targets, context)).map((reading) => {
      if (!reading.resolution.known || reading.resolution.value.switch === null || off.length > 0) return reading;
      const { value, at } = reading.resolution;
      const own = value.switch;
      return { ...reading, resolution: known({ ...value, switch: own && { ...own, elsewhere: home } }, at) };
    });
  port.cloud.cloud.write = async (change, context) => {
    if (change.kind !== "switch-off" || change.switchRegion === change.region) return write(change, context);
    off.push(`${change.switchRegion} ${change.address}`);
    return { result: "written", requestId: "r-elsewhere" };
  };
  return { off: () => off };
}

describe("a name that is on under another region as well", () => {
  test("is turned off there, and stays published where it belongs", async () => {
    const port = await published();
    const before = await publishedOf(port);
    const other = elsewhere(port);
    const report = await port.pass(full);
    expect(other.off()).toEqual([`${home} ${port.address}`]);
    expect(report.findings).toMatchObject([{ state: "moored" }]);
    expect(await publishedOf(port)).toEqual(before);
    expect((await entryOf(port))?.repairs).toMatchObject([
      { kind: "switch-off", before: `on with ${port.address} under ${home}`, after: "off" },
    ]);
    expect((await port.pass(full)).outcomes).toEqual([]);
  });

  test("is turned off there, then on where it belongs, where that was off", async () => {
    const port = await published();
    port.cloud.switches.set("vpc-1/registry", { state: "off", address: null });
    const other = elsewhere(port);
    const report = await port.pass(full);
    expect(report.outcomes.map(({ change }) => change.kind)).toEqual(["switch-off", "switch-on"]);
    expect(other.off()).toHaveLength(1);
    expect(port.cloud.switches.get("vpc-1/registry")).toEqual({ state: "on", address: port.address });
    expect(report.findings).toMatchObject([{ state: "moored" }]);
  });
});

describe("a name that is on after its link is gone", () => {
  async function released(): Promise<Harbour & { readonly address: string }> {
    const port = await published();
    port.cloud.links.length = 0;
    port.cloud.networks.splice(0, 1, network("vpc-1", { "registry-link": "off" }));
    await longSeen(port);
    // What one list leaves out is not believed to be gone.
    expect(await port.pass(full)).toMatchObject({ outcomes: [], findings: [{ code: "held/link-missing" }] });
    port.clock.advance(10 * 60_000);
    return port;
  }

  test.each([full, frequent])("is turned off once, by any pass: %j", async (trigger) => {
    const port = await released();
    const report = await port.pass(trigger);
    expect(report.outcomes).toMatchObject([
      { result: "applied", change: { kind: "switch-off", address: port.address, switchRegion: "cn-hangzhou" } },
    ]);
    expect(port.cloud.switches.get("vpc-1/registry")?.state).toBe("off");
    expect(report.findings).toMatchObject([{ code: "leaving/gone" }]);
    expect(await entryOf(port)).toBeNull();
    port.cloud.calls.length = 0;
    expect(await port.pass(trigger)).toMatchObject({ outcomes: [], findings: [] });
    expect(port.cloud.count("resolutions")).toBe(0);
    expect(port.cloud.count("write")).toBe(0);
  });

  test("is tried again while nobody answered whether it is off", async () => {
    const port = await released();
    port.cloud.script = (call) => {
      if (call.startsWith("write")) throw refusal("unavailable", "Timeout");
    };
    await port.pass(full);
    expect(await publishedOf(port)).toMatchObject({ withdrawnAt: null });
    port.cloud.script = () => undefined;
    expect((await port.pass(full)).outcomes).toMatchObject([{ result: "applied" }]);
  });

  test("that somebody turned off is forgotten, and nobody asks again", async () => {
    const port = await released();
    port.cloud.switches.set("vpc-1/registry", { state: "off", address: null });
    expect((await port.pass(full)).outcomes).toEqual([]);
    expect(await entryOf(port)).toBeNull();
    port.cloud.calls.length = 0;
    await port.pass(full);
    expect(port.cloud.count("resolutions")).toBe(0);
  });

  test("is published anew where its network wishes again", async () => {
    const port = await released();
    await port.pass(full);
    port.cloud.networks.splice(0, 1, network("vpc-1"));
    const report = await port.pass(full);
    expect(report.outcomes.map(({ change }) => change.kind)).toContain("attach");
    port.clock.advance(60_000);
    await port.pass(full);
    expect(port.cloud.switches.get("vpc-1/registry")?.state).toBe("on");
  });
});

test("a zone that a gone link left behind is told, nothing is written, and once it is gone nobody asks again", async () => {
  const port = harbour();
  port.cloud.networks.push(network("vpc-1"));
  port.cloud.link("vpc-1", "registry");
  await writeEntry(port.memory, verifiedEntry("vpc-1"));
  await port.pass(full);
  port.cloud.links.length = 0;
  port.cloud.networks.splice(0, 1, network("vpc-1", {}));
  await longSeen(port);
  await port.pass(full);
  port.clock.advance(10 * 60_000);
  for (const trigger of [full, frequent, frequent]) {
    const report = await port.pass(trigger);
    expect(report.findings).toMatchObject([{ state: "drifted", code: "drifted/orphan-zone" }]);
    expect(report.outcomes).toEqual([]);
  }
  port.cloud.zones.clear();
  expect((await port.pass(full)).findings).toMatchObject([{ code: "leaving/gone" }]);
  port.cloud.calls.length = 0;
  expect((await port.pass(full)).findings).toEqual([]);
  expect(port.cloud.count("resolutions")).toBe(0);
});
