import { describe, expect, it } from "vitest";
import type { Deed, Trigger } from "../../../../shared/model/hint.ts";
import type { PublishedName } from "../../../../shared/model/ledger.ts";
import { previewPass } from "../../../../shared/reconcile/preview.ts";
import { readEntry, writeEntry } from "../../../../shared/store/objects/ledger.ts";
import { readLatest } from "../../../../shared/store/objects/reports.ts";
import { frequent, full, type Harbour, harbour, registryOf, settingsOf, verifiedEntry } from "../passes.ts";
import { nameOf, network, refusal, region } from "../scripted-cloud.ts";

/** A moored network of ours, of which nothing is repaired: what drifts stays so. */
async function moored(): Promise<Harbour> {
  const port = harbour(settingsOf([registryOf({ mode: "observe" })]));
  port.cloud.networks.push(network("vpc-1"));
  port.cloud.link("vpc-1", "registry");
  await writeEntry(port.memory, verifiedEntry("vpc-1"));
  await port.pass(full);
  port.clock.advance(60_000);
  return port;
}

const zone = "zone-vpc-1-registry";
const now = ({ clock }: Harbour) => new Date(clock.now()).toISOString();

function spoil(port: Harbour): void {
  port.clock.advance(1_000);
  port.cloud.spoil("vpc-1", "registry");
  port.cloud.edits = [{ zone, at: now(port), by: "carol", what: "update record" }];
  port.cloud.changes = { zones: [{ id: zone, name: null, at: now(port) }], through: now(port) };
  port.clock.advance(1_000);
}

const named = async ({ memory }: Harbour) => (await readLatest(memory, "prod"))?.findings[0]?.parts[0]?.names[0];

describe("who changed a zone", () => {
  it("is asked once a look for what is wrong, and nothing is asked while all is right", async () => {
    const port = await moored();
    expect(port.cloud.count("zoneEdits")).toBe(0);
    spoil(port);
    const changedAt = port.cloud.edits[0]?.at;
    const report = await port.pass(full);
    expect(port.cloud.calls.filter((call) => call.startsWith("zoneEdits"))).toEqual([`zoneEdits ${zone}`]);
    const [finding] = report.findings;
    expect(finding?.parts[0]?.names[0]?.changed).toEqual({ by: "carol", at: changedAt, what: "update record" });
    expect(finding?.sentence).toContain(`changed by carol at ${changedAt} (update record)`);
  });

  it("is taken over by frequent passes, which ask no more", async () => {
    const port = await moored();
    spoil(port);
    await port.pass(frequent);
    const first = await named(port);
    const asked = port.cloud.count("zoneEdits");
    port.cloud.edits = [];
    for (let pass = 0; pass < 3; pass++) {
      port.clock.advance(60_000);
      await port.pass(frequent);
    }
    expect(port.cloud.count("zoneEdits")).toBe(asked);
    expect(await named(port)).toMatchObject({ changed: first?.changed, since: first?.since });
    expect(first?.changed?.by).toBe("carol");
  });

  it("is asked again for ten minutes where the log told nothing, and then once a full pass", async () => {
    const port = await moored();
    spoil(port);
    port.cloud.edits = [];
    for (let minute = 0; minute < 15; minute++) {
      await port.pass(frequent);
      port.clock.advance(60_000);
    }
    expect(port.cloud.count("zoneEdits")).toBe(10);
    await port.pass(full);
    expect(port.cloud.count("zoneEdits")).toBe(11);
  });

  it("decides nothing: a log that does not answer leaves the finding as it is", async () => {
    const port = await moored();
    spoil(port);
    port.cloud.script = (call) => {
      if (call.startsWith("zoneEdits")) throw refusal("denied");
    };
    const report = await port.pass(full);
    expect(report.findings[0]?.parts[0]?.names[0]).toMatchObject({ code: "drifted/record-changed", changed: null });
    expect(report.notices).toEqual([]);
  });

  it("is asked for twenty zones at most", async () => {
    const port = harbour(settingsOf([registryOf({ mode: "observe" })]));
    for (let index = 0; index < 25; index++) {
      const id = `vpc-${index}`;
      port.cloud.networks.push(network(id));
      port.cloud.link(id, "registry");
      port.cloud.spoil(id, "registry", { enabled: false });
      await writeEntry(port.memory, verifiedEntry(id));
    }
    await port.pass(full);
    const [asked = ""] = port.cloud.calls.filter((call) => call.startsWith("zoneEdits"));
    expect(asked.split(",")).toHaveLength(20);
  });
});

describe("since when a name is wrong", () => {
  it("is the first report that said so, in reports and in what explains it", async () => {
    const port = await moored();
    spoil(port);
    const first = now(port);
    await port.pass(full);
    expect((await named(port))?.since).toBe(first);
    port.clock.advance(3_600_000);
    await port.pass(full);
    expect((await named(port))?.since).toBe(first);
    const { plan } = await previewPass(port.passOf(full));
    expect(plan.findings[0]?.parts[0]?.names[0]?.since).toBe(first);
    port.cloud.spoil("vpc-1", "registry", { value: "10.0.0.1" });
    await port.pass(full);
    expect(await named(port)).toMatchObject({ state: "moored", since: null, changed: null });
  });

  it("is not claimed where the last report cannot be read", async () => {
    const port = await moored();
    spoil(port);
    await port.memory.write("reports/latest/prod.json", "not a report");
    const report = await port.pass(full);
    expect(report.findings[0]?.parts[0]?.names[0]).toMatchObject({ code: "drifted/record-changed", since: null });
  });
});

describe("a role that is gone", () => {
  it("is made once, asked about again, and nothing more follows", async () => {
    const port = harbour(settingsOf([registryOf({ createServiceLinkedRole: true })]));
    port.cloud.networks.push(network("vpc-1"));
    port.cloud.link("vpc-1", "registry");
    await writeEntry(port.memory, verifiedEntry("vpc-1"));
    let authorized = true;
    const { publishing } = port.cloud.cloud;
    port.cloud.cloud.publishing = async (context) => ({ ...(await publishing(context)), authorized });
    await port.pass(full);
    authorized = false;
    port.cloud.script = (call) => {
      if (call.startsWith("write create-role")) authorized = true;
    };
    const report = await port.pass(full);
    expect(report.outcomes.map(({ change, result }) => `${change.kind} ${result}`)).toEqual(["create-role applied"]);
    expect((await port.pass(full)).outcomes).toEqual([]);
  });

  it("whose making is refused is believed for an hour", async () => {
    const port = harbour(settingsOf([registryOf({ createServiceLinkedRole: true })]));
    port.cloud.networks.push(network("vpc-1"));
    port.cloud.link("vpc-1", "registry");
    await writeEntry(port.memory, verifiedEntry("vpc-1"));
    await port.pass(full);
    const { publishing } = port.cloud.cloud;
    port.cloud.cloud.publishing = async (context) => ({ ...(await publishing(context)), authorized: false });
    port.cloud.script = (call) => {
      if (call.startsWith("write create-role")) throw refusal("denied", "NoPermission");
    };
    const report = await port.pass(full);
    expect(report.outcomes).toMatchObject([{ result: "failed", failure: { code: "NoPermission" } }]);
    expect((await readEntry(port.memory, "cri-prod", "vpc-1", "registry"))?.failures).toHaveLength(1);
    expect((await port.pass(full)).outcomes).toEqual([]);
    port.clock.advance(3_600_000);
    expect((await port.pass(full)).outcomes).toHaveLength(1);
  });
});

describe("what an event tells of who did it", () => {
  const address = "10.0.0.1";

  /** One network whose name is published by a switch that Mooring turned on, of which nothing is repaired. */
  async function published(): Promise<Harbour> {
    const port = harbour(settingsOf([registryOf({ mode: "observe" })]));
    port.cloud.bySwitch = true;
    port.cloud.networks.push(network("vpc-1"));
    port.cloud.link("vpc-1", "registry");
    // No log tells of switches.
    port.cloud.changes = null;
    const switched: PublishedName = {
      ...{ name: nameOf("registry"), region, address, publishedAt: "2026-01-01T00:00:00.000Z" },
      ...{ kind: "vpc" as const, withdrawnAt: null, ownZone: null, baseline: null },
    };
    await writeEntry(port.memory, verifiedEntry("vpc-1", { address, names: [switched] }));
    port.cloud.switches.set("vpc-1/registry", { state: "on", address });
    await port.pass(full);
    port.clock.advance(60_000);
    return port;
  }

  const off = (port: Harbour) => port.cloud.switches.set("vpc-1/registry", { state: "off", address: null });

  const told = (port: Harbour, differs: Partial<Deed> = {}): Trigger => {
    const deed: Deed = {
      ...{ by: "CAM user carol", at: now(port), what: "DeleteInternalEndpointDns", did: "name-off" },
      ...{ networks: ["vpc-1"], zones: [], registry: "cri-prod", part: null, nameKind: "vpc" },
      ...differs,
    };
    return {
      kind: "event",
      ids: ["e-1"],
      hints: [{ cloud: "alibaba", region, networks: ["vpc-1"], deeds: [deed] }],
    };
  };

  it("is in the finding of the name that it is about, and stays there", async () => {
    const port = await published();
    off(port);
    const trigger = told(port);
    await port.pass(trigger);
    const first = await named(port);
    expect(first).toMatchObject({ code: "drifted/switch-off", changed: { by: "CAM user carol" } });
    for (const depth of [frequent, full, frequent]) {
      port.clock.advance(3_600_000);
      await port.pass(depth);
    }
    expect(await named(port)).toMatchObject({ changed: first?.changed, since: first?.since });
    expect(port.cloud.count("zoneEdits")).toBe(0);
  });

  it("is remembered for an hour where what it did shows later than it came", async () => {
    const port = await published();
    const early = told(port);
    await port.pass(early);
    expect(await named(port)).toMatchObject({ state: "moored", changed: null });
    off(port);
    port.clock.advance(60_000);
    await port.pass(frequent);
    expect(await named(port)).toMatchObject({ code: "drifted/switch-off", changed: { by: "CAM user carol" } });

    const late = await published();
    await late.pass(told(late));
    late.clock.advance(3_601_000);
    await late.pass(frequent);
    off(late);
    await late.pass(frequent);
    expect(await named(late)).toMatchObject({ code: "drifted/switch-off", changed: null });
  });

  it("is not believed of a moment that is yet to come, of another cloud, or of a name that came to be right", async () => {
    const port = await published();
    off(port);
    await port.pass(told(port, { at: new Date(port.clock.now() + 3_600_000).toISOString() }));
    expect(await named(port)).toMatchObject({ code: "drifted/switch-off", changed: null });
    const trigger = told(port);
    if (trigger.kind !== "event") throw new Error("not an event");
    const hints = trigger.hints.map((hint) => ({ ...hint, cloud: "tencent" as const }));
    await port.pass({ ...trigger, hints: [...hints, { cloud: "alibaba", region, networks: ["vpc-1"] }] });
    expect(await named(port)).toMatchObject({ code: "drifted/switch-off", changed: null });
    port.cloud.switches.set("vpc-1/registry", { state: "on", address });
    await port.pass(told(port));
    expect(await named(port)).toMatchObject({ state: "moored", changed: null });
  });

  it("is written by a repair, whose own event blames nobody", async () => {
    const port = await published();
    off(port);
    const settings = settingsOf();
    const report = await port.pass(told(port), { settings });
    expect(report.outcomes).toMatchObject([
      { result: "applied", change: { because: expect.stringMatching(/; changed by CAM user carol at \S+ \(/) } },
    ]);
    const own = told(port, { by: "role mooring", what: "CreateInternalEndpointDns", did: "name-on" });
    expect((await port.pass(own, { settings })).findings[0]?.parts[0]?.names[0]).toMatchObject({ changed: null });
    // Somebody else's, told late: what Mooring repaired is not theirs any more.
    port.clock.advance(5 * 60_000);
    off(port);
    await port.pass(frequent);
    expect(await named(port)).toMatchObject({ code: "drifted/switch-off", changed: null });
  });
});
