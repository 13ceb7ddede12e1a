import { describe, expect, test } from "vitest";
import type { Approval } from "../../../../shared/model/approval.ts";
import { instant } from "../../../../shared/model/known.ts";
import type { Intent } from "../../../../shared/model/ledger.ts";
import type { Report } from "../../../../shared/model/report.ts";
import { changeId } from "../../../../shared/plan/change-id.ts";
import { removeApproval, writeApproval } from "../../../../shared/store/objects/approvals.ts";
import { readAudit } from "../../../../shared/store/objects/audit.ts";
import {
  readEntries,
  readEntry,
  readLedger,
  removeEntry,
  writeEntry,
  writeIntent,
} from "../../../../shared/store/objects/ledger.ts";
import { writePause } from "../../../../shared/store/objects/pause.ts";
import {
  eventOf,
  full,
  type Harbour,
  harbour,
  registryOf,
  scriptedStore,
  settingsOf,
  storeIsDown,
  verifiedEntry,
} from "../passes.ts";
import { network, refusal } from "../scripted-cloud.ts";

const entryOf = ({ memory }: Harbour, id: string) => readEntry(memory, "cri-prod", id, "registry");
const auditOf = ({ memory }: Harbour, { pass, startedAt }: Report) => readAudit(memory, { pass, startedAt });

/** One network moored and verified, so that the first link is behind. */
async function underWay(settings = settingsOf()): Promise<Harbour> {
  const port = harbour(settings);
  port.cloud.networks.push(network("vpc-0"));
  const link = port.cloud.link("vpc-0", "registry");
  await writeEntry(port.memory, verifiedEntry("vpc-0", { address: link.address.known ? link.address.value : null }));
  return port;
}

describe("a write", () => {
  test("is announced in the audit record before and told in it after, with its reason and request id", async () => {
    const port = await underWay();
    port.cloud.networks.push(network("vpc-1"));
    let announced = 0;
    port.cloud.script = async (call) => {
      if (call.startsWith("write")) announced = (await port.memory.list("audit/")).length;
    };
    const report = await port.pass(full);
    expect(announced).toBe(1);
    expect(await auditOf(port, report)).toMatchObject([
      {
        seq: 1,
        before: { deployment: "mooring", change: { kind: "attach", because: expect.stringContaining("wishes") } },
        after: { outcome: { result: "applied", requestId: "r-attach" } },
      },
    ]);
  });

  test("is not made for a link that was released since the look, be it a repair", async () => {
    const port = await underWay();
    port.cloud.networks.push(network("vpc-1"));
    const { address } = port.cloud.link("vpc-1", "registry");
    await writeEntry(port.memory, verifiedEntry("vpc-1", { address: address.known ? address.value : null }));
    await port.pass(full);
    for (const id of ["vpc-0", "vpc-1"]) port.cloud.spoil(id, "registry");
    const written: string[] = [];
    port.cloud.script = async (call) => {
      if (!call.startsWith("write ")) return;
      written.push(call);
      for (const id of ["vpc-0", "vpc-1"]) await removeEntry(port.memory, "cri-prod", id, "registry");
    };
    const report = await port.pass(full);
    expect(report.outcomes).toMatchObject([{ result: "applied" }, { result: "skipped", code: "held/not-owned" }]);
    expect(written).toHaveLength(1);
    expect(await readEntries(port.memory)).toEqual([]);
  });

  test("is not made when its first audit record cannot be stored", async () => {
    const port = await underWay();
    port.cloud.networks.push(network("vpc-1"));
    const store = scriptedStore(port.memory, (call) => {
      if (call.startsWith("write audit/")) throw storeIsDown(call);
    });
    const report = await port.pass(full, { store });
    expect(port.cloud.count("write")).toBe(0);
    expect(report.outcomes).toMatchObject([{ result: "skipped", code: "held/store" }]);
  });

  test("whose lost answer took effect all the same has no request id, and says so", async () => {
    const port = await underWay();
    await port.pass(full);
    port.cloud.spoil("vpc-0", "registry", { enabled: false });
    const report = await port.pass(full);
    expect(report.outcomes).toMatchObject([
      { result: "applied", requestId: null, sentence: expect.stringContaining("the answer was lost") },
    ]);
    expect(report.findings).toMatchObject([{ network: "vpc-0", state: "moored" }]);
    expect((await entryOf(port, "vpc-0"))?.repairs).toMatchObject([{ kind: "enable-record" }]);
  });

  test("a record that somebody else put right meanwhile is no repair of ours, and is looked at again", async () => {
    const port = await underWay();
    await port.pass(full);
    port.cloud.spoil("vpc-0", "registry");
    const cloud = {
      ...port.cloud.cloud,
      write: async () => {
        port.cloud.spoil("vpc-0", "registry", { value: "10.0.0.1" });
        return { result: "already", sentence: "It was already so." } as const;
      },
    };
    const report = await port.pass(full, { clouds: [{ read: cloud, write: cloud }] });
    expect(report.outcomes).toMatchObject([{ result: "skipped", code: "skipped/already-right" }]);
    expect(report.findings).toMatchObject([{ state: "moored" }]);
    expect((await entryOf(port, "vpc-0"))?.repairs).toEqual([]);
  });
});

describe("the pause", () => {
  const pause = { since: "2026-01-05T06:00:00.000Z", by: "ops", reason: "maintenance" };

  test.each([null, "prod"])(
    "of %s stops every write, before any trace of it, and the finding says so",
    async (registry) => {
      const port = await underWay();
      port.cloud.networks.push(network("vpc-1"));
      await writePause(port.memory, registry, pause);
      const report = await port.pass(full);
      expect(port.cloud.count("write")).toBe(0);
      expect(await auditOf(port, report)).toEqual([]);
      expect(await entryOf(port, "vpc-1")).toBeNull();
      expect(report.outcomes).toMatchObject([
        { code: "held/paused", sentence: expect.stringContaining("maintenance") },
      ]);
      expect(report.findings).toContainEqual(
        expect.objectContaining({ network: "vpc-1", state: "held", code: "held/paused" }),
      );
    },
  );

  test("of another registry stops nothing", async () => {
    const port = await underWay();
    port.cloud.networks.push(network("vpc-1"));
    await writePause(port.memory, "other", pause);
    await port.pass(full);
    expect(port.cloud.count("write attach vpc-1")).toBe(1);
  });

  test("is read before every write: one that comes between two writes stops the second", async () => {
    const port = await underWay();
    port.cloud.networks.push(network("vpc-1"), network("vpc-2"));
    port.cloud.script = async (call) => {
      if (call.startsWith("write")) await writePause(port.memory, "prod", pause);
    };
    const report = await port.pass(full);
    expect(port.cloud.count("write")).toBe(1);
    expect(report.outcomes.filter(({ result }) => result === "skipped")).toMatchObject([
      { code: "held/paused", change: { network: "vpc-2" } },
    ]);
  });

  test("that cannot be read stops everything", async () => {
    const port = await underWay();
    port.cloud.networks.push(network("vpc-1"), network("vpc-2"));
    const store = scriptedStore(port.memory, (call) => {
      if (call.startsWith("read pause/")) throw storeIsDown(call);
    });
    const report = await port.pass(full, { store });
    expect(port.cloud.count("write")).toBe(0);
    expect(report.outcomes.map((outcome) => outcome.result === "skipped" && outcome.code)).toEqual([
      "held/store",
      "held/store",
    ]);
  });
});

describe("a refused attach", () => {
  test("withdraws its intent, keeps its failure, and its finding carries the vendor's code and request id", async () => {
    const port = await underWay();
    port.cloud.networks.push(network("vpc-1"));
    port.cloud.script = (call) => {
      if (call.startsWith("write")) throw refusal("exhausted", "QUOTA_EXCEEDED");
    };
    const report = await port.pass(full);
    expect(await entryOf(port, "vpc-1")).toMatchObject({
      intentAt: null,
      intentBy: null,
      failures: [{ failure: { code: "QUOTA_EXCEEDED" } }],
    });
    expect(report.findings.find((finding) => finding.network === "vpc-1")).toMatchObject({
      state: "pending",
      code: "pending/write-failed",
      sentence: expect.stringContaining("QUOTA_EXCEEDED"),
      parts: [{ failure: { code: "QUOTA_EXCEEDED", requestId: "r-refused" } }],
    });
    expect(await auditOf(port, report)).toMatchObject([{ after: { outcome: { result: "failed" } } }]);
    const [outcome] = report.outcomes;
    expect(outcome?.sentence).toMatch(/^could not attach the registry part of network vpc-1 through subnet /);
  });

  test("is not tried again in the same pass, and the other networks go on", async () => {
    const port = await underWay();
    port.cloud.networks.push(network("vpc-1"), network("vpc-2"));
    port.cloud.script = (call) => {
      if (call === "write attach vpc-1 registry") throw refusal("denied");
    };
    const report = await port.pass(full);
    expect(port.cloud.count("write attach vpc-1")).toBe(1);
    expect(report.findings.find((finding) => finding.network === "vpc-2")).toMatchObject({ state: "moored" });
    expect(report.findings.find((finding) => finding.network === "vpc-1")).toMatchObject({
      code: "pending/write-failed",
    });
  });

  test("is not tried again either when its network is looked at again for the other part", async () => {
    const port = await underWay(settingsOf([registryOf({ parts: ["registry", "chart"] })]));
    port.cloud.networks.push(network("vpc-1"));
    port.cloud.link("vpc-0", "chart");
    port.cloud.script = (call) => {
      if (call === "write attach vpc-1 registry") throw refusal("denied");
    };
    const report = await port.pass(full);
    expect(port.cloud.calls.filter((call) => call.startsWith("write")).sort()).toEqual([
      "write attach vpc-1 chart",
      "write attach vpc-1 registry",
    ]);
    expect(report.findings.find((finding) => finding.network === "vpc-1")).toMatchObject({
      parts: [
        { part: "registry", code: "blocked/no-permission" },
        { part: "chart", state: "moored" },
      ],
    });
  });

  test("with no answer keeps its intent, because the link may yet show", async () => {
    const port = await underWay();
    port.cloud.networks.push(network("vpc-1"));
    port.cloud.script = (call) => {
      if (call.startsWith("write")) throw refusal("unavailable", "ECONNRESET");
    };
    const report = await port.pass(full);
    expect(await entryOf(port, "vpc-1")).toMatchObject({ intentBy: report.pass, failures: [{}] });
    port.cloud.script = () => undefined;
    const next = await port.pass(full);
    expect(next.outcomes).toEqual([]);
    expect(next.findings).toContainEqual(expect.objectContaining({ code: "pending/attach-in-flight" }));
    port.clock.advance(10 * 60_000);
    await port.pass(full);
    expect(port.cloud.count("write attach vpc-1")).toBe(2);
  });

  test("that shows somebody else's link gives no rights to it", async () => {
    const port = await underWay();
    port.cloud.networks.push(network("vpc-1"));
    port.cloud.script = (call) => {
      if (call === "write attach vpc-1 registry") port.cloud.link("vpc-1", "registry");
    };
    const report = await port.pass(full);
    expect(await entryOf(port, "vpc-1")).toBeNull();
    expect(report.outcomes).toMatchObject([{ code: "skipped/already-linked" }]);
    expect(report.findings.find((finding) => finding.network === "vpc-1")).toMatchObject({
      state: "moored",
      parts: [{ owned: false }],
    });
  });
});

describe("three failed writes", () => {
  const fill = (port: Harbour) => {
    for (const id of ["vpc-1", "vpc-2", "vpc-3", "vpc-4", "vpc-5"]) port.cloud.networks.push(network(id));
  };

  test("stop the registry within the pass, and the next pass too, until the hour is over", async () => {
    const port = await underWay();
    fill(port);
    port.cloud.script = (call) => {
      if (call.startsWith("write")) throw refusal("denied");
    };
    const report = await port.pass(full);
    expect(port.cloud.count("write")).toBe(3);
    expect(report.outcomes.map((outcome) => (outcome.result === "skipped" ? outcome.code : outcome.result))).toEqual([
      "failed",
      "failed",
      "failed",
      "held/stopped-after-failures",
      "held/stopped-after-failures",
    ]);
    port.cloud.script = () => undefined;
    const next = await port.pass(full);
    expect(port.cloud.count("write")).toBe(3);
    // The three refused ones are blocked by their own refusals.
    expect(next.held.map(({ code }) => code)).toEqual(Array(2).fill("held/stopped-after-failures"));
    port.clock.advance(61 * 60_000);
    await port.pass(full);
    expect(port.cloud.count("write")).toBe(8);
  });

  const both = registryOf({ parts: ["registry", "chart"] });

  test("of one network stop that network alone, whose other writes come last", async () => {
    const port = await underWay(settingsOf([both], { failedWritesPerHour: 2 }));
    await writeEntry(port.memory, verifiedEntry("vpc-0", { part: "chart" }));
    port.cloud.link("vpc-0", "chart");
    for (const id of ["vpc-1", "vpc-2"]) port.cloud.networks.push(network(id));
    port.cloud.script = (call) => {
      if (call.startsWith("write") && call.includes("vpc-1")) throw refusal("unavailable");
    };
    const told = ({ outcomes }: Report) =>
      outcomes.map((outcome) => {
        const { network: id, part } = outcome.change;
        return `${id} ${part} ${outcome.result === "skipped" ? outcome.code : outcome.result}`;
      });
    expect(told(await port.pass(full))).toEqual([
      "vpc-1 chart failed",
      "vpc-2 chart applied",
      "vpc-2 registry applied",
      "vpc-1 registry failed",
    ]);
    port.clock.advance(30 * 60_000);
    port.cloud.networks.push(network("vpc-3"));
    const next = await port.pass(full);
    expect(told(next)).toEqual(["vpc-3 chart applied", "vpc-3 registry applied"]);
    expect(next.held.map(({ change, code }) => `${change.network} ${code}`)).toEqual(
      Array(2).fill("vpc-1 held/stopped-after-failures"),
    );
  });

  test("in a storm are three, one for each of three networks, however much each has to be written", async () => {
    const port = await underWay(settingsOf([both], { inTransition: 20 }));
    await writeEntry(port.memory, verifiedEntry("vpc-0", { part: "chart" }));
    port.cloud.link("vpc-0", "chart");
    fill(port);
    port.cloud.script = (call) => {
      if (call.startsWith("write")) throw refusal("unavailable");
    };
    const report = await port.pass(full);
    expect(port.cloud.count("write")).toBe(3);
    const failed = report.outcomes.filter(({ result }) => result === "failed").map(({ change }) => change.network);
    expect(failed).toEqual(["vpc-1", "vpc-2", "vpc-3"]);
    port.clock.advance(30 * 60_000);
    await port.pass(full);
    expect(port.cloud.count("write")).toBe(3);
  });

  test("of other passes count as well when they failed since this one looked", async () => {
    const port = await underWay();
    port.cloud.networks.push(network("vpc-1"));
    port.cloud.script = async (call) => {
      if (call !== "subnets vpc-1") return;
      const at = new Date(port.clock.now()).toISOString();
      const failure = { kind: "invalid", call: "cr:Write", code: "Refused", message: "no" } as const;
      for (const id of ["vpc-91", "vpc-92", "vpc-93"]) {
        const failures = [{ at, change: `attach prod/${id}/registry`, failure }];
        await writeEntry(port.memory, verifiedEntry(id, { intentAt: null, attachedAt: null, failures }));
      }
    };
    const report = await port.pass(full);
    expect(port.cloud.count("write")).toBe(0);
    expect(report.outcomes).toMatchObject([{ code: "held/stopped-after-failures" }]);
  });

  test("stop that registry alone", async () => {
    const staging = registryOf({ alias: "staging", instance: "cri-staging" });
    const port = await underWay(settingsOf([registryOf(), staging], { failedWritesPerHour: 1 }));
    await writeEntry(port.memory, verifiedEntry("vpc-0", { registry: "cri-staging" }));
    port.cloud.networks.push(network("vpc-1", { "registry-link": "prod,staging" }));
    port.cloud.script = (call) => {
      if (call.startsWith("write") && port.cloud.count("write") === 1) throw refusal("denied");
    };
    const report = await port.pass(full);
    expect(report.outcomes.map(({ result, change }) => `${change.registry} ${result}`).sort()).toEqual([
      "prod failed",
      "staging applied",
    ]);
  });
});

describe("a store that fails in the middle", () => {
  test("right after a write: what was written is told as written, and nothing more is written", async () => {
    const port = await underWay();
    port.cloud.networks.push(network("vpc-1"), network("vpc-2"));
    let down = false;
    port.cloud.script = (call) => {
      if (call.startsWith("write")) down = true;
    };
    const store = scriptedStore(port.memory, (call) => {
      if (down) throw storeIsDown(call);
    });
    const report = await port.pass(full, { store });
    expect(port.cloud.count("write")).toBe(1);
    expect(report.outcomes).toMatchObject([
      { result: "applied", requestId: "r-attach", sentence: expect.stringContaining("did not keep the record") },
      { result: "skipped", code: "held/store", sentence: expect.stringContaining("does not answer") },
    ]);
    expect(report.leftUndone).toEqual([expect.stringContaining("not read back")]);
    expect(report.notices).toContainEqual(expect.objectContaining({ code: "unknown/store" }));
  });

  test("the link it forgot is ours all the same: the intent was stored first", async () => {
    const port = await underWay();
    port.cloud.networks.push(network("vpc-1"));
    let down = false;
    port.cloud.script = (call) => {
      if (call.startsWith("write")) down = true;
    };
    const store = scriptedStore(port.memory, (call) => {
      if (down) throw storeIsDown(call);
    });
    await port.pass(full, { store });
    const report = await port.pass(full);
    expect(report.findings.find((finding) => finding.network === "vpc-1")).toMatchObject({
      state: "moored",
      parts: [{ owned: true }],
    });
    expect((await entryOf(port, "vpc-1"))?.attachedAt).not.toBeNull();
  });
});

describe("the reservation", () => {
  const limited = settingsOf([registryOf()], { inTransition: 1 });

  /** Two event passes of two networks, stopped by hand between their store calls. */
  async function race(turns: (call: string, pass: "a" | "b") => Promise<void> | void): Promise<Harbour> {
    const port = await underWay(limited);
    port.cloud.slow = true;
    port.cloud.networks.push(network("vpc-a"), network("vpc-b"));
    const store = (pass: "a" | "b") => scriptedStore(port.memory, (call) => turns(call, pass));
    await Promise.all([
      port.pass(eventOf("vpc-a"), { store: store("a") }),
      port.pass(eventOf("vpc-b"), { store: store("b") }),
    ]);
    return port;
  }

  test("two passes that announce at once, each before the other counts, keep the limit and leave no announcement behind", async () => {
    const announced = new Set<string>();
    let open = () => {};
    const both = new Promise<void>((resolve) => {
      open = resolve;
    });
    const port = await race(async (call, pass) => {
      if (call.startsWith("list ledger/cri-prod") && announced.has(pass)) await both;
      if (call.startsWith(`write ledger/cri-prod/vpc-${pass}`)) {
        announced.add(pass);
        if (announced.size === 2) setImmediate(open);
      }
    });
    expect(announced.size).toBe(2);
    // The later one may still go on once the earlier one has stepped back.
    expect(port.cloud.count("write attach")).toBeLessThanOrEqual(1);
    expect((await readLedger(port.memory)).intents).toEqual([]);
    await port.pass(full);
    expect(port.cloud.count("write attach")).toBe(1);
  });

  test("of two passes, the one that counts after the other's announcement gives way", async () => {
    let attached = () => {};
    const done = new Promise<void>((resolve) => {
      attached = resolve;
    });
    const port = await race(async (call, pass) => {
      if (call.startsWith("write ledger/") && pass === "b") await done;
      if (call.startsWith("write audit/") && call.endsWith("after.json") && pass === "a") attached();
    });
    expect(port.cloud.calls.filter((call) => call.startsWith("write"))).toEqual(["write attach vpc-a registry"]);
    expect((await readEntries(port.memory)).map((entry) => entry.network)).toEqual(["vpc-0", "vpc-a"]);
  });

  test("two passes at one link: each that sees the other's announcement takes back its own, and only its own", async () => {
    const port = await underWay();
    port.cloud.networks.push(network("vpc-a"));
    let announced: Intent | undefined;
    const store = scriptedStore(port.memory, async (call) => {
      if (!call.startsWith("list ledger/cri-prod") || announced !== undefined) return;
      const [own] = (await readLedger(port.memory)).intents;
      if (own === undefined) return;
      announced = { ...own, pass: "another" };
      await writeIntent(port.memory, announced);
    });
    const report = await port.pass(eventOf("vpc-a"), { store });
    expect(port.cloud.count("write")).toBe(0);
    expect(report.outcomes).toMatchObject([{ code: "pending/attach-in-flight" }]);
    expect((await readLedger(port.memory)).intents).toEqual([announced]);
  });

  test("an announcement that nobody followed up is forgotten after ten minutes", async () => {
    const port = await underWay();
    port.cloud.networks.push(network("vpc-a"));
    const store = scriptedStore(port.memory, (call) => {
      if (call.startsWith("write audit/")) throw storeIsDown(call);
    });
    await port.pass(eventOf("vpc-a"), { store });
    expect((await readLedger(port.memory)).intents).toHaveLength(1);
    const early = await port.pass(full);
    expect(early.findings.find((finding) => finding.network === "vpc-a")).toMatchObject({
      code: "pending/attach-in-flight",
    });
    await port.clock.sleep(10 * 60_000);
    await port.pass(full);
    expect(port.cloud.count("write attach vpc-a")).toBe(1);
    expect((await readLedger(port.memory)).intents).toEqual([]);
  });

  test("a link that another deployment took since the look is left alone", async () => {
    const port = await underWay();
    port.cloud.networks.push(network("vpc-1"));
    port.cloud.script = async (call) => {
      if (call === "subnets vpc-1") await writeEntry(port.memory, verifiedEntry("vpc-1", { deployment: "elsewhere" }));
    };
    const report = await port.pass(full);
    expect(port.cloud.count("write")).toBe(0);
    expect(report.outcomes).toMatchObject([{ code: "held/other-deployment" }]);
  });
});

describe("mode observe", () => {
  test("a cloud without the right to write is never written to", async () => {
    const port = await underWay();
    port.cloud.networks.push(network("vpc-1"));
    const report = await port.pass(full, { clouds: [{ read: port.cloud.cloud, write: null }] });
    expect(port.cloud.count("write")).toBe(0);
    expect(report.outcomes).toMatchObject([{ code: "held/mode-observe" }]);
    expect(await entryOf(port, "vpc-1")).toBeNull();
  });

  test("as the deployment's ceiling plans nothing and changes no ledger entry", async () => {
    const port = await underWay();
    port.cloud.networks.push(network("vpc-1"));
    const before = await entryOf(port, "vpc-0");
    const report = await port.pass(full, { mode: "observe" });
    expect(report).toMatchObject({ outcomes: [], held: [{ code: "held/mode-observe" }] });
    expect(await entryOf(port, "vpc-0")).toEqual(before);
  });
});

describe("an approval", () => {
  const match = { accounts: [], regions: [], networks: [], resourceGroups: [], tags: {}, registries: [] };
  const rules = [{ name: "careful", match, outcome: "ask" as const, priority: 0 }];

  async function approved(): Promise<Harbour & { readonly approval: Approval }> {
    const port = harbour({ ...settingsOf(), rules });
    port.cloud.networks.push(network("vpc-1"));
    const [held] = (await port.pass(full)).held;
    if (held?.change.kind !== "attach") throw new Error("nothing waits");
    const at = instant(port.clock.now());
    const given = { by: "alice", reason: "seen", at, until: instant(port.clock.now() + 3_600_000) };
    const change = held.change;
    const approval: Approval = { version: 1, deployment: "mooring", id: changeId(change), change, ...given };
    await writeApproval(port.memory, approval);
    return { ...port, approval };
  }

  const meanwhile: readonly (readonly [string, string, (port: Awaited<ReturnType<typeof approved>>) => unknown])[] = [
    ["was taken back", "held/approval", ({ memory, approval }) => removeApproval(memory, approval)],
    ["ran out", "held/approval", ({ clock }) => clock.advance(3_600_000)],
    [
      "cannot be read any more",
      "held/approvals-unknown",
      ({ memory, approval }) => memory.write(`approvals/mooring/${approval.id}.json`, "{"),
    ],
  ];

  test.each(meanwhile)("that %s since the look makes no link, and no intent is left", async (_, code, change) => {
    const port = await approved();
    let done = false;
    const store = scriptedStore(port.memory, async (call) => {
      // The look is over when the pause is read.
      if (done || !call.startsWith("read pause/")) return;
      done = true;
      await change(port);
    });
    const report = await port.pass(full, { store });
    expect(report.outcomes).toMatchObject([{ result: "skipped", code, change: { kind: "attach" } }]);
    expect(port.cloud.count("write")).toBe(0);
    expect((await readLedger(port.memory)).intents).toEqual([]);
  });

  test("that is there still has its link made", async () => {
    const port = await approved();
    expect((await port.pass(full)).outcomes).toMatchObject([{ result: "applied", change: { kind: "attach" } }]);
  });
});
