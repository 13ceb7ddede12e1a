import { describe, expect, test } from "vitest";
import type { WritingCloud } from "../../../../shared/clouds/port.ts";
import { known } from "../../../../shared/model/known.ts";
import type { PublishedName } from "../../../../shared/model/ledger.ts";
import type { Link } from "../../../../shared/model/link.ts";
import { readAudit } from "../../../../shared/store/objects/audit.ts";
import { readEntry, writeEntry } from "../../../../shared/store/objects/ledger.ts";
import type { Store } from "../../../../shared/store/port.ts";
import {
  full,
  type Harbour,
  harbour,
  registryOf,
  scriptedStore,
  settingsOf,
  storeIsDown,
  verifiedEntry,
} from "../passes.ts";
import { nameOf, network, refusal, region } from "../scripted-cloud.ts";

const name = nameOf("registry");
const entryOf = ({ memory }: Harbour) => readEntry(memory, "cri-prod", "vpc-1", "registry");
const publishedOf = async (port: Harbour) => (await entryOf(port))?.names.find((one) => one.name === name);
const answered = ({ cloud }: Harbour) => cloud.switches.get("vpc-1/registry");
const addressOf = ({ address }: Link) => (address.known ? address.value : null);
const now = ({ clock }: Harbour) => new Date(clock.now()).toISOString();

/** One network with a ready link of ours, whose name nobody published yet. */
async function linked(settings = settingsOf()): Promise<Harbour & { readonly address: string }> {
  const port = harbour(settings);
  port.cloud.bySwitch = true;
  port.cloud.networks.push(network("vpc-1"));
  const address = addressOf(port.cloud.link("vpc-1", "registry")) ?? "";
  await writeEntry(port.memory, verifiedEntry("vpc-1", { address }));
  return { ...port, address };
}

async function published(): Promise<Harbour & { readonly address: string }> {
  const port = await linked();
  await port.pass(full);
  expect(answered(port)).toEqual({ state: "on", address: port.address });
  port.cloud.calls.length = 0;
  return port;
}

/** Somebody makes the link again: it has another address, and the switch still answers the old one. */
function remake({ cloud }: Harbour): string {
  const [before] = cloud.links.splice(0, 1);
  if (before === undefined) throw new Error("there is no link to make again");
  cloud.links.push({ ...before, address: known("10.0.0.99", "2026-01-05T06:30:00.000Z") });
  return "10.0.0.99";
}

/** Passes with half a minute and more between them. */
async function passes(port: Harbour, count: number): Promise<void> {
  for (let pass = 0; pass < count; pass++) {
    port.clock.advance(61_000);
    await port.pass(full);
  }
}

/** The same cloud, whose writes are answered as the test says, after or instead of their effect. */
function answering(
  port: Harbour,
  write: WritingCloud["write"],
): { readonly read: WritingCloud; readonly write: WritingCloud } {
  const cloud = { ...port.cloud.cloud, write };
  return { read: cloud, write: cloud };
}

describe("publishing a name by its switch", () => {
  test("writes the address into the ledger before the call, and keeps it after", async () => {
    const port = await linked();
    let before: PublishedName | undefined;
    port.cloud.script = async (call) => {
      if (call.startsWith("write switch-on")) before = await publishedOf(port);
    };
    const report = await port.pass(full);
    const told = { name, kind: "vpc", region, address: port.address, publishedAt: now(port), withdrawnAt: null };
    expect(before).toMatchObject(told);
    expect(await publishedOf(port)).toMatchObject(told);
    expect(report.outcomes).toMatchObject([{ result: "applied", requestId: "r-on", change: { first: true } }]);
    expect(report.findings).toMatchObject([{ state: "moored", parts: [{ names: [{ code: "moored/published" }] }] }]);
  });

  test("is no repair the first time, and one when somebody turned it off", async () => {
    const port = await published();
    expect((await entryOf(port))?.repairs).toEqual([]);
    port.cloud.switches.set("vpc-1/registry", { state: "off", address: null });
    port.clock.advance(4 * 60_000);
    await port.pass(full);
    expect(answered(port)).toEqual({ state: "on", address: port.address });
    expect((await entryOf(port))?.repairs).toMatchObject([
      { name, kind: "switch-on", before: "off", after: `on with ${port.address}`, repointed: false },
    ]);
  });

  test("that was done already leaves nothing to do", async () => {
    const port = await published();
    const report = await port.pass(full);
    expect(report.outcomes).toEqual([]);
    expect(port.cloud.count("write")).toBe(0);
  });

  test("is not done for a link that left the ledger, or that another deployment has, since the plan was made", async () => {
    for (const more of [null, { deployment: "other" }, { intentAt: null, attachedAt: null }]) {
      const port = await linked();
      port.cloud.script = async (call) => {
        if (!call.startsWith("resolutions")) return;
        if (more === null) await port.memory.remove("ledger/cri-prod/vpc-1/registry.json");
        else await writeEntry(port.memory, verifiedEntry("vpc-1", more));
      };
      const report = await port.pass(full);
      expect(port.cloud.count("write")).toBe(0);
      expect(report.outcomes).toMatchObject([{ result: "skipped", code: "held/not-owned" }]);
    }
  });

  test("that was refused leaves the ledger as it was, with the failure in it", async () => {
    const port = await linked();
    port.cloud.script = (call) => {
      if (call.startsWith("write")) throw refusal("denied", "UnauthorizedOperation");
    };
    const report = await port.pass(full);
    expect(await entryOf(port)).toMatchObject({
      names: [],
      failures: [{ failure: { code: "UnauthorizedOperation" } }],
    });
    expect(report.findings[0]?.parts).toMatchObject([{ code: "pending/write-failed" }]);
  });

  test("that was refused once more leaves the ledger with what it knew of the name before", async () => {
    const port = await published();
    const before = await publishedOf(port);
    port.clock.advance(4 * 60_000);
    port.cloud.switches.set("vpc-1/registry", { state: "off", address: null });
    port.cloud.script = (call) => {
      if (call.startsWith("write")) throw refusal("throttled");
    };
    await port.pass(full);
    expect(await publishedOf(port)).toEqual(before);
  });

  test("whose target was not as planned any more leaves the ledger as it was", async () => {
    const port = await linked();
    const moved = answering(port, async () => ({ result: "moved", sentence: "the link has another address" }));
    const report = await port.pass(full, { clouds: [moved] });
    expect(report.outcomes).toMatchObject([{ code: "skipped/moved" }]);
    expect((await entryOf(port))?.names).toEqual([]);
  });

  test("without an answer keeps the address, and does not call it somebody's doing while it may be on its way", async () => {
    const port = await linked();
    const lost = answering(port, async (change, context) => {
      if (change.kind === "switch-on") await port.cloud.cloud.write(change, context);
      throw refusal("unavailable", "ECONNRESET");
    });
    await port.pass(full, { clouds: [lost] });
    expect(await publishedOf(port)).toMatchObject({ address: port.address, publishedAt: now(port) });
    const next = await port.pass(full);
    expect(next.outcomes).toEqual([]);
    expect(next.findings).toMatchObject([{ state: "moored" }]);
  });

  test("that an earlier try had done when this one was refused counts as done", async () => {
    const port = await linked();
    const late = answering(port, async (change, context) => {
      await port.cloud.cloud.write(change, context);
      return { result: "already", sentence: "It was already so when the write was refused." };
    });
    const report = await port.pass(full, { clouds: [late] });
    expect(report.outcomes).toMatchObject([{ result: "skipped", code: "skipped/already-right" }]);
    expect(report.findings).toMatchObject([{ state: "moored" }]);
    expect(await entryOf(port)).toMatchObject({ names: [{ address: port.address, withdrawnAt: null }], failures: [] });
  });

  test("without an answer and without effect is tried again when it had time to answer", async () => {
    const port = await linked();
    port.cloud.script = (call) => {
      if (call.startsWith("write")) throw refusal("unavailable", "ECONNRESET");
    };
    await port.pass(full);
    port.cloud.script = () => undefined;
    const soon = await port.pass(full);
    expect(soon.outcomes).toEqual([]);
    expect(soon.findings).toMatchObject([{ code: "pending/names-not-published" }]);
    await passes(port, 3);
    expect(answered(port)).toEqual({ state: "on", address: port.address });
  });
});

describe("two passes at one switch", () => {
  test("the second one sees what the first one announced, and waits", async () => {
    const port = await linked();
    let second = 0;
    port.cloud.script = async (call) => {
      if (!call.startsWith("write switch-on")) return;
      port.cloud.script = () => undefined;
      second = (await port.pass(full)).outcomes.length;
    };
    await port.pass(full);
    expect(second).toBe(0);
    expect(port.cloud.count("write switch-on")).toBe(1);
  });

  test("what another pass wrote of the link meanwhile stays", async () => {
    const port = await linked();
    port.cloud.script = async (call) => {
      if (!call.startsWith("write switch-on")) return;
      const entry = await entryOf(port);
      if (entry !== null) await writeEntry(port.memory, { ...entry, deletionRefusedAt: "2026-01-05T06:29:00.000Z" });
    };
    await port.pass(full);
    expect(await entryOf(port)).toMatchObject({
      deletionRefusedAt: "2026-01-05T06:29:00.000Z",
      names: [{ name, address: port.address }],
    });
  });

  test("a refused one does not take back what the other one announced and did", async () => {
    const port = await linked();
    const refused = answering(port, async () => {
      // While this call is on its way another pass, which planned from the same reading, announces, calls and is done.
      port.clock.advance(1_000);
      const entry = await entryOf(port);
      const [own] = entry?.names ?? [];
      if (entry === null || own === undefined) throw new Error("the name is announced before the call");
      await writeEntry(port.memory, { ...entry, names: [{ ...own, publishedAt: now(port) }] });
      port.cloud.switches.set("vpc-1/registry", { state: "on", address: port.address });
      throw refusal("conflict", "ErrConflict");
    });
    await port.pass(full, { clouds: [refused] });
    expect(await publishedOf(port)).toMatchObject({ address: port.address, withdrawnAt: null });
    expect((await port.pass(full)).findings).toMatchObject([{ state: "moored" }]);
  });

  test("a refused one that came second does not take away what the first one did", async () => {
    const port = await linked();
    const first = answering(port, async (change, context) => {
      const done = await port.cloud.cloud.write(change, context);
      port.clock.advance(1_000);
      // The other pass planned from the same reading, announced later and was refused first.
      const entry = await entryOf(port);
      if (entry !== null) await writeEntry(port.memory, { ...entry, names: [] });
      return done;
    });
    await port.pass(full, { clouds: [first] });
    expect(await publishedOf(port)).toMatchObject({ address: port.address, withdrawnAt: null });
  });

  test("a name that another pass turned on again is not told as withdrawn", async () => {
    const port = await published();
    const fresh = remake(port);
    await passes(port, 1);
    port.clock.advance(61_000);
    const late = answering(port, async (change, context) => {
      const done = await port.cloud.cloud.write(change, context);
      if (change.kind !== "switch-off") return done;
      const entry = await entryOf(port);
      const [before] = entry?.names ?? [];
      if (entry !== null && before !== undefined) {
        port.cloud.switches.set("vpc-1/registry", { state: "on", address: fresh });
        const names = [{ ...before, address: fresh, publishedAt: now(port) }];
        await writeEntry(port.memory, { ...entry, names });
      }
      return done;
    });
    await port.pass(full, { clouds: [late] });
    expect(await publishedOf(port)).toMatchObject({ address: fresh, withdrawnAt: null });
  });
});

describe("a link that was made again", () => {
  test("has its name turned off with the old address and on with the new one, and the ledger follows", async () => {
    const port = await published();
    const fresh = remake(port);
    await passes(port, 1);
    expect(port.cloud.count("write")).toBe(0);
    expect(await entryOf(port)).toMatchObject({ address: port.address, moved: { address: fresh } });
    port.clock.advance(61_000);
    const report = await port.pass(full);
    expect(report.outcomes.map(({ change, result }) => `${change.kind} ${result}`)).toEqual([
      "switch-off applied",
      "switch-on applied",
    ]);
    expect(await readAudit(port.memory, { pass: report.pass, startedAt: report.startedAt })).toHaveLength(2);
    expect(answered(port)).toEqual({ state: "on", address: fresh });
    expect(await entryOf(port)).toMatchObject({
      address: fresh,
      moved: null,
      names: [{ address: fresh, withdrawnAt: null }],
      repairs: [
        { kind: "switch-off", repointed: true, before: `on with ${port.address}` },
        { kind: "switch-on", repointed: true, after: `on with ${fresh}` },
      ],
    });
  });

  test("is not turned on with the new address while the old one could not be turned off", async () => {
    const port = await published();
    remake(port);
    await passes(port, 1);
    port.cloud.script = (call) => {
      if (call.startsWith("write switch-off")) throw refusal("invalid", "UnsupportedOperation");
    };
    port.clock.advance(61_000);
    const report = await port.pass(full);
    expect(port.cloud.calls.filter((call) => call.startsWith("write"))).toEqual(["write switch-off vpc-1 registry"]);
    expect(report.outcomes).toMatchObject([{ result: "failed" }]);
    expect(await publishedOf(port)).toMatchObject({ address: port.address, withdrawnAt: null });
  });

  test("waits while the vendor still shows the old one on, and goes on when it does not", async () => {
    const port = await published();
    const fresh = remake(port);
    await passes(port, 1);
    const lagging = answering(port, async (change, context) =>
      change.kind === "switch-off"
        ? { result: "written", requestId: "r-off" }
        : port.cloud.cloud.write(change, context),
    );
    port.clock.advance(61_000);
    const report = await port.pass(full, { clouds: [lagging] });
    expect(report.findings).toMatchObject([{ code: "pending/name-withdrawn" }]);
    expect(await publishedOf(port)).toMatchObject({ address: port.address, withdrawnAt: now(port) });
    port.cloud.switches.set("vpc-1/registry", { state: "off", address: null });
    await passes(port, 1);
    expect(answered(port)).toEqual({ state: "on", address: fresh });
  });

  test("already off, it is told as withdrawn all the same", async () => {
    const port = await published();
    const fresh = remake(port);
    await passes(port, 1);
    const already = answering(port, async (change, context) => {
      if (change.kind !== "switch-off") return port.cloud.cloud.write(change, context);
      port.cloud.switches.set("vpc-1/registry", { state: "off", address: null });
      return { result: "already", sentence: "it is off" };
    });
    port.clock.advance(61_000);
    await port.pass(full, { clouds: [already] });
    expect(await publishedOf(port)).toMatchObject({ address: fresh, withdrawnAt: null });
    expect(answered(port)).toEqual({ state: "on", address: fresh });
  });

  test("turned off without an answer, it is not told as withdrawn before it was seen", async () => {
    const port = await published();
    remake(port);
    await passes(port, 1);
    port.clock.advance(61_000);
    port.cloud.script = (call) => {
      if (call.startsWith("write")) throw refusal("unavailable");
    };
    await port.pass(full);
    expect(await publishedOf(port)).toMatchObject({ address: port.address, withdrawnAt: null });
  });
});

describe("a kind of name that the configuration publishes no more", () => {
  test("is withdrawn once, and nothing follows", async () => {
    const port = await published();
    const settings = settingsOf([registryOf({ names: ["default"] })]);
    const other: PublishedName = {
      name: "prod.example.com",
      kind: "default",
      region,
      address: port.address,
      publishedAt: now(port),
      withdrawnAt: null,
      ownZone: null,
      baseline: null,
    };
    const entry = await entryOf(port);
    if (entry === null) throw new Error("the entry is gone");
    await writeEntry(port.memory, { ...entry, names: [...entry.names, other] });
    const cloud: WritingCloud = {
      ...port.cloud.cloud,
      async part(registry, part, context) {
        const view = await port.cloud.cloud.part(registry, part, context);
        return { ...view, names: [...view.names, { name: other.name, kind: "default" }] };
      },
      // The default name's switch is on and stays on.
      async resolutions(targets, context) {
        const views = await port.cloud.cloud.resolutions(targets, context);
        return views.map((view) =>
          view.resolution.known
            ? {
                ...view,
                resolution: {
                  ...view.resolution,
                  value: { ...view.resolution.value, switch: { state: "on", vendorState: "ON", elsewhere: null } },
                },
              }
            : view,
        );
      },
    };
    const clouds = [{ read: cloud, write: cloud }];
    const report = await port.pass(full, { settings, clouds });
    expect(report.outcomes).toMatchObject([
      { result: "applied", change: { kind: "switch-off", name, address: port.address } },
    ]);
    expect(answered(port)?.state).toBe("off");
    expect(await publishedOf(port)).toMatchObject({ address: port.address, withdrawnAt: now(port) });
    expect(report.findings).toMatchObject([{ state: "moored" }]);
    const next = await port.pass(full, { settings, clouds });
    expect(next.outcomes).toEqual([]);
    expect(next.findings).toMatchObject([{ state: "moored" }]);
  });
});

class Killed extends Error {}

/** A pass that dies right before its `step`-th call of any kind; whether it died. */
async function killedAt(port: Harbour, step: number): Promise<boolean> {
  let calls = 0;
  const count = () => {
    calls += 1;
    if (calls === step) throw new Killed();
  };
  const store: Store = scriptedStore(port.memory, count);
  port.cloud.script = count;
  try {
    await port.pass(full, { store });
    return false;
  } catch (error) {
    if (!(error instanceof Killed)) throw error;
    return true;
  } finally {
    port.cloud.script = () => undefined;
  }
}

describe("a pass that is killed between any two of its steps", () => {
  test.each<[string, () => Promise<{ readonly port: Harbour; readonly address: string }>]>([
    [
      "while it publishes a name",
      async () => {
        const port = await linked();
        return { port, address: port.address };
      },
    ],
    [
      "while it turns a name on again",
      async () => {
        const port = await published();
        port.clock.advance(4 * 60_000);
        port.cloud.switches.set("vpc-1/registry", { state: "off", address: null });
        return { port, address: port.address };
      },
    ],
    [
      "while it moves a name",
      async () => {
        const port = await published();
        const address = remake(port);
        await passes(port, 1);
        port.clock.advance(61_000);
        return { port, address };
      },
    ],
  ])("%s leaves nothing that the next passes do not finish", async (_, begin) => {
    let died = true;
    let step = 0;
    while (died) {
      step += 1;
      const { port, address } = await begin();
      died = await killedAt(port, step);
      await passes(port, 5);
      expect(answered(port), `killed at step ${step}`).toEqual({ state: "on", address });
      expect(await entryOf(port), `killed at step ${step}`).toMatchObject({
        address,
        moved: null,
        names: [{ name, address, withdrawnAt: null }],
      });
      expect((await port.pass(full)).findings, `killed at step ${step}`).toMatchObject([{ state: "moored" }]);
    }
    expect(step).toBeGreaterThan(15);
  });

  test("and a store that fails at any of them is the same: what was written is told, and the next passes finish it", async () => {
    for (let step = 1; step < 60; step++) {
      const port = await published();
      const address = remake(port);
      await passes(port, 1);
      port.clock.advance(61_000);
      let calls = 0;
      const store = scriptedStore(port.memory, (call) => {
        calls += 1;
        if (calls >= step) throw storeIsDown(call);
      });
      await port.pass(full, { store }).catch(() => undefined);
      if (calls < step) {
        expect(step).toBeGreaterThan(10);
        return;
      }
      await passes(port, 5);
      expect(answered(port), `down from step ${step}`).toEqual({ state: "on", address });
      expect(await publishedOf(port), `down from step ${step}`).toMatchObject({ address, withdrawnAt: null });
    }
    throw new Error("the pass never came to its end");
  });
});
