import { describe, expect, it } from "vitest";
import type { LedgerEntry } from "../../../shared/model/ledger.ts";
import { adopt, release, type Word } from "../../../shared/reconcile/ownership.ts";
import { readEntries, readLedger, writeEntry, writeIntent } from "../../../shared/store/objects/ledger.ts";
import { type Store, StoreError } from "../../../shared/store/port.ts";
import { at, entryOf, minutesAgo } from "../plan/estate-of.ts";
import { createMemoryStore } from "../store/memory-store.ts";

const wordAt = (store: Store): Word => ({ store, pass: "pass-9", by: "ann", reason: null, now: () => Date.parse(at) });
const adopted = entryOf({ names: [], intentAt: null, intentBy: null, adopted: { at, by: "ann", reason: null } });
const second: LedgerEntry = { ...adopted, network: "vpc-2" };
const theirs = entryOf({ deployment: "other" });

const recordsIn = async (store: Store) => (await store.list("audit/")).map(({ key }) => key);

describe("a word on whose a link is", () => {
  it("is recorded before the ledger says it, with the whole entry", async () => {
    const store = createMemoryStore();
    expect(await adopt(wordAt(store), [adopted], [])).toEqual([{ entry: adopted, done: true }]);
    expect(await readEntries(store)).toEqual([adopted]);
    expect(await release(wordAt(store), [adopted])).toEqual([{ entry: adopted, done: true }]);
    expect(await readEntries(store)).toEqual([]);
    const key = (what: string) => `audit/ownership/cri-prod/vpc-1/${at}-pass-9-registry-${what}.json`;
    expect(await recordsIn(store)).toEqual([key("adopt"), key("release")]);
    expect(JSON.parse((await store.read(key("release"))) ?? "")).toMatchObject({ by: "ann", entry: adopted });
  });

  it("does not count once the ledger says something else than was looked at", async () => {
    const store = createMemoryStore();
    await writeEntry(store, theirs);
    expect(await adopt(wordAt(store), [adopted], [])).toMatchObject([{ done: false }]);
    expect(await release(wordAt(store), [adopted])).toMatchObject([{ done: false }]);
    expect(await readEntries(store)).toEqual([theirs]);
    expect(await recordsIn(store)).toEqual([]);
  });

  it("is told to have failed when somebody else's comes in between", async () => {
    const inner = createMemoryStore();
    const store: Store = {
      ...inner,
      write: async (key, text) => {
        await inner.write(key, text);
        if (key.startsWith("ledger/")) await writeEntry(inner, theirs);
      },
    };
    expect(await adopt(wordAt(store), [adopted], [])).toMatchObject([{ done: false }]);
    expect(await readEntries(inner)).toEqual([theirs]);
  });

  it("takes announcements of its own deployment along, and no other's", async () => {
    const store = createMemoryStore();
    const intent = {
      version: 1,
      cloud: "alibaba",
      account: "1001",
      region: "cn-hangzhou",
      registry: "cri-prod",
    } as const;
    const place = { network: "vpc-1", part: "registry", subnet: "vsw-1" } as const;
    const old = { ...intent, ...place, at: minutesAgo(9_000) };
    await writeEntry(store, adopted);
    await writeIntent(store, { ...old, deployment: "mooring", pass: "old" });
    await writeIntent(store, { ...old, deployment: "other", pass: "theirs" });
    expect(await release(wordAt(store), [adopted])).toEqual([{ entry: adopted, done: true }]);
    const { entries, intents } = await readLedger(store);
    expect(entries).toEqual([]);
    expect(intents.map(({ deployment }) => deployment)).toEqual(["other"]);
  });

  it("is told not to hold when a pass under way writes the entry again", async () => {
    const inner = createMemoryStore();
    await writeEntry(inner, adopted);
    const store: Store = {
      ...inner,
      remove: async (key) => {
        await inner.remove(key);
        await writeEntry(inner, adopted);
      },
    };
    expect(await release(wordAt(store), [adopted])).toMatchObject([
      { done: false, sentence: expect.stringContaining("again") },
    ]);
  });

  it("keeps what was done when the store fails at the next, and throws when nothing was", async () => {
    const inner = createMemoryStore();
    const failing = (after: number): Store => {
      let left = after;
      return {
        ...inner,
        write: async (key, text) => {
          if (left-- <= 0) throw new StoreError("no answer", key);
          return inner.write(key, text);
        },
      };
    };
    await expect(adopt(wordAt(failing(0)), [adopted, second], [])).rejects.toThrow("no answer");
    expect(await adopt(wordAt(failing(2)), [adopted, second], [])).toEqual([
      { entry: adopted, done: true },
      { entry: second, done: false, sentence: "no answer" },
    ]);
    expect(await readEntries(inner)).toEqual([adopted]);
  });
});
