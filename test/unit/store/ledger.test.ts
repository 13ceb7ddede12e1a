import { describe, expect, it } from "vitest";
import type { LedgerEntry } from "../../../shared/model/ledger.ts";
import {
  type LedgerCache,
  ledgerKey,
  readEntries,
  readEntry,
  removeEntry,
  writeEntry,
} from "../../../shared/store/objects/ledger.ts";
import { createMemoryStore } from "./memory-store.ts";

const at = "2026-01-05T06:30:17.000Z";

const entry = (network: string, over: Partial<LedgerEntry> = {}): LedgerEntry => ({
  version: 1,
  deployment: "d1",
  cloud: "alibaba",
  account: "1234567890123456",
  region: "cn-hangzhou",
  registry: "cri-abc",
  network,
  part: "registry",
  subnet: "vsw-1",
  address: "192.168.0.9",
  moved: null,
  names: [
    {
      name: "prod-registry-vpc.cn-hangzhou.cr.aliyuncs.com",
      kind: "vpc",
      region: "cn-hangzhou",
      address: "192.168.0.9",
      publishedAt: null,
      withdrawnAt: null,
      ownZone: null,
      baseline: { at, zone: "z1", zoneName: "cr.aliyuncs.com", host: "prod", type: "A", ttl: 60, fallsThrough: true },
    },
  ],
  intentAt: at,
  intentBy: "pass-1",
  attachedAt: at,
  verifiedAt: null,
  leavingSince: null,
  repairs: [{ at, name: "n", kind: "correct-record", before: "1.2.3.4", after: "192.168.0.9", repointed: false }],
  failures: [
    { at, change: "attach x", failure: { kind: "throttled", call: "cr:Create", code: "Throttling", message: "slow" } },
  ],
  ...over,
});

describe("the ledger", () => {
  it("gives back every entry exactly as it was written", async () => {
    const store = createMemoryStore();
    const bare = entry("vpc-2", { address: null, names: [], repairs: [], failures: [], attachedAt: null });
    await writeEntry(store, entry("vpc-1"));
    await writeEntry(store, bare);
    expect(await readEntries(store)).toEqual([entry("vpc-1"), bare]);
    expect(await readEntry(store, "cri-abc", "vpc-2", "registry")).toEqual(bare);
    expect(await readEntry(store, "cri-abc", "vpc-2", "chart")).toBeNull();
  });

  it("keeps one object a link: instance, network, part", async () => {
    const store = createMemoryStore();
    await writeEntry(store, entry("vpc-1", { part: "chart" }));
    expect((await store.list("")).map(({ key }) => key)).toEqual(["ledger/cri-abc/vpc-1/chart.json"]);
    expect(ledgerKey("cri-abc", "vpc-1", "chart")).toBe("ledger/cri-abc/vpc-1/chart.json");
  });

  it("reads one instance's entries without those of an instance whose id begins the same", async () => {
    const store = createMemoryStore();
    await writeEntry(store, entry("vpc-1"));
    await writeEntry(store, entry("vpc-2", { registry: "cri-abcd" }));
    expect((await readEntries(store, { under: "cri-abc/" })).map(({ network }) => network)).toEqual(["vpc-1"]);
    expect(await readEntries(store)).toHaveLength(2);
  });

  it("forgets an entry that was removed", async () => {
    const store = createMemoryStore();
    await writeEntry(store, entry("vpc-1"));
    await removeEntry(store, "cri-abc", "vpc-1", "registry");
    expect(await readEntries(store)).toEqual([]);
  });

  it("writes equal entries as equal text, whatever the order of their keys", async () => {
    const store = createMemoryStore();
    const key = ledgerKey("cri-abc", "vpc-1", "registry");
    await writeEntry(store, entry("vpc-1"));
    const first = await store.read(key);
    const { version, ...others } = entry("vpc-1");
    await writeEntry(store, { ...others, version });
    expect(await store.read(key)).toBe(first);
    expect(first).toMatch(/^\{\n {2}"account": /);
    expect(first).toMatch(/\n\}\n$/);
  });

  it("keeps what a newer version wrote beside what this one knows", async () => {
    const store = createMemoryStore();
    const key = ledgerKey("cri-abc", "vpc-1", "registry");
    await store.write(key, JSON.stringify({ ...entry("vpc-1"), replica: "r-1" }));
    const [read] = await readEntries(store);
    if (read !== undefined) await writeEntry(store, read);
    expect(await store.read(key)).toContain('"replica": "r-1"');
  });

  it("reads an entry that was written before switches and moved links were known, and as ours all the same", async () => {
    const store = createMemoryStore();
    const { moved: _moved, ...before } = entry("vpc-1");
    const old = {
      ...before,
      names: before.names.map(({ publishedAt: _at, withdrawnAt: _until, ownZone: _own, ...name }) => name),
      repairs: before.repairs.map(({ repointed: _repointed, ...repair }) => repair),
    };
    expect(JSON.stringify(old)).not.toMatch(/moved|publishedAt|withdrawnAt|ownZone|repointed/);
    await store.write(ledgerKey("cri-abc", "vpc-1", "registry"), JSON.stringify(old));
    expect(await readEntries(store)).toEqual([entry("vpc-1")]);
  });

  it("keeps what a switch and a moved link need", async () => {
    const store = createMemoryStore();
    const whole = entry("vpc-1", {
      moved: { address: "192.168.0.10", at },
      names: entry("vpc-1").names.map((name) => ({ ...name, publishedAt: at, withdrawnAt: at })),
      repairs: entry("vpc-1").repairs.map((repair) => ({ ...repair, repointed: true })),
    });
    await writeEntry(store, whole);
    expect(await readEntries(store)).toEqual([whole]);
  });

  it.each([
    ["cut off", () => JSON.stringify(entry("vpc-1")).slice(0, 100), /it is not JSON/],
    ["empty", () => "", /it is not JSON/],
    ["of a later format", () => JSON.stringify({ ...entry("vpc-1"), version: 2 }), /at version/],
    ["without a subnet", () => JSON.stringify({ ...entry("vpc-1"), subnet: undefined }), /at subnet/],
    [
      "with a moment that is none",
      () => JSON.stringify(entry("vpc-1", { intentAt: "today" })),
      /at intentAt: must be a moment/,
    ],
    ["of another network", () => JSON.stringify(entry("vpc-9")), /it is the entry of ledger\/cri-abc\/vpc-9/],
    ["null", () => "null", /Expected/],
  ])("refuses an entry that is %s, by its key, and never takes it for none", async (_, text, sentence) => {
    const store = createMemoryStore();
    const key = ledgerKey("cri-abc", "vpc-1", "registry");
    await store.write(key, text());
    for (const read of [() => readEntries(store), () => readEntry(store, "cri-abc", "vpc-1", "registry")]) {
      await expect(read()).rejects.toMatchObject({ name: "StoreError", kind: "damaged", key });
      await expect(read()).rejects.toThrow(sentence);
      await expect(read()).rejects.toThrow(`${key} in folder:/memory`);
    }
  });

  it("reads a bounded number of objects at once", async () => {
    const store = createMemoryStore();
    for (let index = 0; index < 60; index++) await writeEntry(store, entry(`vpc-${index}`));
    expect(await readEntries(store, { concurrency: 7 })).toHaveLength(60);
    expect(store.busiest()).toBe(7);
  });

  it("reads with a cache only what changed since, and forgets what is gone", async () => {
    const store = createMemoryStore();
    const cache: LedgerCache = new Map();
    for (const network of ["vpc-1", "vpc-2", "vpc-3"]) await writeEntry(store, entry(network));
    await readEntries(store, { cache });
    store.reads.length = 0;
    await writeEntry(store, entry("vpc-2", { address: "192.168.0.10" }));
    await removeEntry(store, "cri-abc", "vpc-3", "registry");
    expect(await readEntries(store, { cache })).toEqual([entry("vpc-1"), entry("vpc-2", { address: "192.168.0.10" })]);
    expect(store.reads).toEqual([ledgerKey("cri-abc", "vpc-2", "registry")]);
    expect([...cache.keys()]).toHaveLength(2);
  });

  it("reads everything each time where the store gives no versions", async () => {
    const store = createMemoryStore();
    const unversioned = {
      ...store,
      list: async (prefix: string) => (await store.list(prefix)).map(({ key }) => ({ key, version: null })),
    };
    const cache: LedgerCache = new Map();
    await writeEntry(store, entry("vpc-1"));
    await readEntries(unversioned, { cache });
    await writeEntry(store, entry("vpc-1", { address: null }));
    expect((await readEntries(unversioned, { cache }))[0]?.address).toBeNull();
  });
});
