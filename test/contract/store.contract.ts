import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Store, StoreError } from "../../shared/store/port.ts";

/** One empty store for one test. */
export interface StoreUnderTest {
  readonly store: Store;
  /** A second handle on the same store, as another process would hold it. */
  again(): Store;
  dispose(): Promise<void>;
}

/** The suite that every driver of the store passes. */
export function describeStore(name: string, factory: () => Promise<StoreUnderTest>): void {
  describe(`${name} keeps the store's contract`, () => {
    let subject: StoreUnderTest;
    let store: Store;

    beforeEach(async () => {
      subject = await factory();
      store = subject.store;
    });
    afterEach(() => subject.dispose());

    const keys = async (prefix: string) => (await store.list(prefix)).map(({ key }) => key);
    const versionOf = async (key: string) => (await store.list(key)).find((object) => object.key === key)?.version;

    it("gives back exactly the text it was given, whatever the script, the line ends and the size", async () => {
      const texts = {
        "t/plain.json": '{"a": 1}\n',
        "t/other-scripts.txt": "杭州 Zürich Ελλάδα 🚢 e\u0301 \u00e9",
        "t/line-ends.txt": "one\r\ntwo\rthree\n\n",
        "t/byte-order-mark.txt": "\ufeffmark",
        "t/empty.txt": "",
        "t/big.txt": "泊地 ".repeat(1024 * 150),
      };
      for (const [key, text] of Object.entries(texts)) await store.write(key, text);
      for (const [key, text] of Object.entries(texts)) {
        expect((await store.read(key)) === text, key).toBe(true);
        expect((await subject.again().read(key)) === text, `${key}, read by another`).toBe(true);
      }
    });

    it("replaces the whole object, also a longer one by a shorter one", async () => {
      await store.write("a/b.json", "x".repeat(10_000));
      await store.write("a/b.json", "short");
      expect(await store.read("a/b.json")).toBe("short");
      expect(await keys("")).toEqual(["a/b.json"]);
    });

    it("answers null for what is not there, also beneath and above objects that are", async () => {
      expect(await store.read("nothing.json")).toBeNull();
      await store.write("a/b.json", "x");
      expect(await store.read("a/c.json")).toBeNull();
      expect(await store.read("a/b.json/c")).toBeNull();
      expect(await store.list("b")).toEqual([]);
    });

    it("removes an object once and for all, and a second time without complaint", async () => {
      await store.write("a/b.json", "x");
      await store.write("a/c.json", "y");
      await store.remove("a/b.json");
      await store.remove("a/b.json");
      await store.remove("never/was.json");
      expect(await store.read("a/b.json")).toBeNull();
      expect(await keys("")).toEqual(["a/c.json"]);
      await store.write("a/b.json", "again");
      expect(await store.read("a/b.json")).toBe("again");
    });

    it("lists nothing in an empty store", async () => {
      expect(await store.list("")).toEqual([]);
    });

    it("lists every one of 1,500 objects, once each, in code-unit order", async () => {
      const wanted = Array.from({ length: 1_500 }, (_, index) => `ledger/cri-${index % 7}/vpc-${index}/registry.json`);
      for (let at = 0; at < wanted.length; at += 50)
        await Promise.all(wanted.slice(at, at + 50).map((key) => store.write(key, key)));
      expect(await keys("ledger/")).toEqual([...wanted].sort());
      expect(await keys("ledger/cri-3/")).toEqual(wanted.filter((key) => key.startsWith("ledger/cri-3/")).sort());
    });

    it("orders by code unit over the whole key, not folder by folder and not by a language's rules", async () => {
      const wanted = ["A", "B/z", "a-b/c", "a.b", "a/b", "a0", "aB", "aa"];
      for (const key of [...wanted].reverse()) await store.write(key, key);
      expect(await keys("")).toEqual(wanted);
    });

    it("takes a prefix as the start of the key, not as a folder", async () => {
      for (const key of ["a/1", "ab/1", "a.json", "b/a/1"]) await store.write(key, key);
      expect(await keys("a/")).toEqual(["a/1"]);
      expect(await keys("ab/")).toEqual(["ab/1"]);
      expect(await keys("a")).toEqual(["a.json", "a/1", "ab/1"]);
      expect(await keys("b/a")).toEqual(["b/a/1"]);
    });

    it("shows a write to every reader as soon as it is done", async () => {
      const other = subject.again();
      for (let round = 0; round < 10; round++) {
        await store.write(`r/${round}`, `${round}`);
        expect(await other.read(`r/${round}`)).toBe(`${round}`);
        expect(await other.list("r/")).toHaveLength(round + 1);
      }
    });

    it("leaves one whole object when several write the same key at once", async () => {
      const texts = Array.from({ length: 20 }, (_, index) => String.fromCharCode(97 + index).repeat(40_000 + index));
      const other = subject.again();
      await Promise.all(texts.map((text, index) => (index % 2 === 0 ? store : other).write("a/same.json", text)));
      expect(texts).toContain(await store.read("a/same.json"));
      expect(await keys("")).toEqual(["a/same.json"]);
    });

    it("gives an object another version with another text, and the same one while nobody writes", async () => {
      const seen = new Map<string, string>();
      for (let round = 0; round < 20; round++) {
        const text = `same size ${round % 10}`;
        await store.write("v/object.json", text);
        const version = await versionOf("v/object.json");
        if (version === null || version === undefined) return; // A store that gives no versions promises nothing about them.
        expect(version).not.toBe("");
        expect(await versionOf("v/object.json")).toBe(version);
        expect(seen.get(version) ?? text, "one version stands for one text").toBe(text);
        seen.set(version, text);
      }
      expect(seen.size).toBeGreaterThanOrEqual(10);
    });

    it.each([
      "",
      "/a",
      "a/",
      "a//b",
      "..",
      "../a",
      "a/../b",
      "a/./b",
      "a b",
      "a\\b",
      "a~b",
      "a\0b",
      "a\nb",
      "é",
      "a/".repeat(300),
      "a".repeat(201),
    ])("refuses the key %j by name before touching anything", async (key) => {
      for (const attempt of [() => store.read(key), () => store.write(key, "x"), () => store.remove(key)]) {
        const error = await attempt().catch((reason: unknown) => reason);
        expect(error).toBeInstanceOf(StoreError);
        expect(error).toMatchObject({ kind: "invalid-key", key });
      }
      expect(await store.list("")).toEqual([]);
    });

    it.each(["/a", "..", "a/../", "a//", "a b"])("refuses the prefix %j", async (prefix) => {
      await expect(store.list(prefix)).rejects.toMatchObject({ name: "StoreError", kind: "invalid-key" });
    });

    it("takes every kind of key that Mooring uses", async () => {
      const used = [
        "audit/2026-01-05/pass-1/0001-before.json",
        "config/mooring.yaml",
        "ledger/cri-x1/vpc-bp1/registry.json",
        "pause/all.json",
        "reports/2026-01-05T06:30:17.000Z-pass=1@x.json",
      ];
      for (const key of used) await store.write(key, key);
      expect(await keys("")).toEqual(used);
    });

    it("names where it is without giving anything away", () => {
      expect(store.location).toMatch(/^(folder:|oss:\/\/|cos:\/\/)/);
      expect(store.location).not.toMatch(/secret|password|@/i);
    });
  });
}
