import { describe, expect, it } from "vitest";
import { readAudit, writeAuditAfter, writeAuditBefore } from "../../../shared/store/objects/audit.ts";
import {
  latestOf,
  listReports,
  readLatest,
  readReport,
  reportKey,
  writeLatest,
  writeReport,
} from "../../../shared/store/objects/reports.ts";
import { readWatermark, writeWatermark } from "../../../shared/store/objects/watermark.ts";
import { attach, everyChange, finding, report } from "../report/samples.ts";
import { createMemoryStore } from "./memory-store.ts";

describe("a stored report", () => {
  it("comes back as it was, with every kind of change, outcome and finding", async () => {
    const store = createMemoryStore();
    const outcomes = everyChange.map((change) => ({
      change,
      result: "applied" as const,
      requestId: "r-1",
      sentence: "done",
    }));
    const whole = report({ outcomes, held: [{ change: attach(), code: "held/canary", sentence: "one at a time" }] });
    await writeReport(store, whole);
    expect(await readReport(store, reportKey(whole))).toEqual(whole);
  });

  it("of an earlier version, whose changes did not tell whether they move a name, is read", async () => {
    const store = createMemoryStore();
    const whole = report({
      outcomes: everyChange
        .filter((change) => "zone" in change)
        .map((change) => ({ change, result: "applied" as const, requestId: "r-1", sentence: "done" })),
    });
    const text = JSON.stringify(whole, (key, value: unknown) => (key === "repoints" ? undefined : value));
    expect(text).not.toContain("repoints");
    await store.write(reportKey(whole), text);
    expect(await readReport(store, reportKey(whole))).toEqual(whole);
  });

  it("is listed by time, and the latest ones beside them are not", async () => {
    const store = createMemoryStore();
    const later = report({ startedAt: "2026-01-06T00:00:00.000Z", pass: "a" });
    await writeReport(store, later);
    await writeReport(store, report({ pass: "z" }));
    await writeLatest(store, latestOf(later, "prod", null, null));
    const keys = await listReports(store);
    expect(keys).toEqual([reportKey(report({ pass: "z" })), reportKey(later)]);
    expect(await readReport(store, "reports/gone.json")).toBeNull();
  });

  it("that is damaged is an error with its key", async () => {
    const store = createMemoryStore();
    await store.write("reports/latest/prod.json", '{"version":1,"registry":"prod"}');
    await expect(readLatest(store, "prod")).rejects.toMatchObject({ kind: "damaged", key: "reports/latest/prod.json" });
  });
});

describe("the latest report of a registry", () => {
  const networks = (latest: { readonly findings: readonly { readonly network: string; readonly state: string }[] }) =>
    latest.findings.map(({ network, state }) => `${network} ${state}`);
  const before = latestOf(
    report({ findings: [finding({ network: "vpc-1" }), finding({ network: "vpc-2" }), finding({ network: "vpc-3" })] }),
    "prod",
    null,
    null,
  );

  it("holds the findings of that registry, and those that name none, because they concern each", () => {
    const whole = report({
      findings: [
        finding({ network: "vpc-1" }),
        finding({ registry: "staging", network: "vpc-2" }),
        finding({ registry: null, network: "vpc-3", state: "blocked" }),
      ],
    });
    expect(networks(latestOf(whole, "prod", null, null))).toEqual(["vpc-1 moored", "vpc-3 blocked"]);
  });

  it("keeps, after a pass that looked at some networks, what was known of the others", () => {
    const narrow = report({ pass: "p2", findings: [finding({ network: "vpc-2", state: "drifted" })] });
    const latest = latestOf(narrow, "prod", ["vpc-2", "vpc-3"], before);
    expect(networks(latest)).toEqual(["vpc-1 moored", "vpc-2 drifted"]);
    expect(latest.pass).toBe("p2");
  });

  it("forgets, after a pass that looked at all, whatever that pass did not find", () => {
    expect(networks(latestOf(report({ findings: [] }), "prod", null, before))).toEqual([]);
  });

  it("comes back as it was, and is null before any pass", async () => {
    const store = createMemoryStore();
    expect(await readLatest(store, "prod")).toBeNull();
    await writeLatest(store, before);
    expect(await readLatest(store, "prod")).toEqual(before);
  });
});

describe("the audit", () => {
  const place = { pass: "p1", startedAt: "2026-01-05T23:59:59.000Z" };
  const common = { version: 1, at: "2026-01-06T00:00:01.000Z", deployment: "d1" } as const;

  it("shows each write with what came of it, in order, under the date of the pass's start", async () => {
    const store = createMemoryStore();
    const outcome = { change: attach(), result: "skipped", code: "moved", sentence: "somebody was faster" } as const;
    for (const seq of [10, 2]) {
      await writeAuditBefore(store, { ...place, seq }, { ...common, change: attach() });
      await writeAuditAfter(store, { ...place, seq }, { ...common, outcome });
    }
    expect(await readAudit(store, place)).toEqual(
      [2, 10].map((seq) => ({ seq, before: { ...common, change: attach() }, after: { ...common, outcome } })),
    );
    expect((await store.list("audit/"))[0]?.key).toBe("audit/2026-01-05/p1/0002-after.json");
  });

  it("shows a write that nobody lived to conclude", async () => {
    const store = createMemoryStore();
    await writeAuditBefore(store, { ...place, seq: 1 }, { ...common, change: attach() });
    expect(await readAudit(store, place)).toMatchObject([{ seq: 1, after: null }]);
  });
});

describe("the watermark", () => {
  it("is null before the first, then the moment that was written", async () => {
    const store = createMemoryStore();
    expect(await readWatermark(store, "prod")).toBeNull();
    const watermark = { through: "2026-01-05T06:30:17.000Z", answered: ["an entry"] };
    await writeWatermark(store, "prod", watermark);
    expect(await readWatermark(store, "prod")).toEqual(watermark);
    expect(await readWatermark(store, "staging")).toBeNull();
  });

  it("of an earlier version remembers no entry", async () => {
    const store = createMemoryStore();
    await store.write("watermark/prod.json", '{"through":"2026-01-05T06:30:17.000Z"}');
    expect(await readWatermark(store, "prod")).toEqual({ through: "2026-01-05T06:30:17.000Z", answered: [] });
  });

  it("that is no moment is an error, never the beginning of time", async () => {
    const store = createMemoryStore();
    await store.write("watermark/prod.json", '{"through":"soon"}');
    await expect(readWatermark(store, "prod")).rejects.toThrow(/watermark\/prod.json.*at through/);
  });
});
