import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createFolderStore } from "../../shared/store/folder.ts";
import { describeStore } from "./store.contract.ts";

describeStore("a folder", async () => {
  const parent = await mkdtemp(join(tmpdir(), "mooring-store-"));
  const path = join(parent, "store");
  return {
    store: createFolderStore(path),
    again: () => createFolderStore(path),
    dispose: () => rm(parent, { recursive: true, force: true }),
  };
});

describe("a folder store", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "mooring-store-"));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it("never lists a temporary file that a crash left behind", async () => {
    const store = createFolderStore(folder);
    await store.write("a/b.json", "x");
    await writeFile(join(folder, "a", `~${process.pid}~2`), "half");
    await writeFile(join(folder, "~1~1"), "half");
    expect((await store.list("")).map(({ key }) => key)).toEqual(["a/b.json"]);
  });

  it("writes on when a temporary name is taken by another process's leftover", async () => {
    await mkdir(join(folder, "a"));
    await writeFile(join(folder, "a", `~${process.pid}~1`), "not mine");
    const store = createFolderStore(folder);
    await store.write("a/b.json", "x");
    expect(await store.read("a/b.json")).toBe("x");
  });

  it("leaves no temporary file after a write, nor after one that failed", async () => {
    const store = createFolderStore(folder);
    await store.write("a/b/c.json", "x");
    await expect(store.write("a/b", "y")).rejects.toMatchObject({ name: "StoreError" });
    expect(await readdir(join(folder, "a"))).toEqual(["b"]);
    expect(await store.read("a/b/c.json")).toBe("x");
  });

  it("takes a folder that is not there yet for an empty store, and makes it with the first write", async () => {
    const store = createFolderStore(join(folder, "not", "yet"));
    expect(await store.read("a")).toBeNull();
    expect(await store.list("")).toEqual([]);
    await store.remove("a");
    await store.write("a", "x");
    expect(await store.read("a")).toBe("x");
  });

  it("never takes a file in the folder's place for an empty store", async () => {
    const file = join(folder, "file");
    await writeFile(file, "");
    const store = createFolderStore(file);
    const attempts = [
      () => store.read("a"),
      () => store.list(""),
      () => store.write("a", "x"),
      () => store.remove("a"),
    ];
    for (const attempt of attempts)
      await expect(attempt()).rejects.toThrow(/a file is where a folder should be.*Name a folder in MOORING_STORE/);
    await expect(store.read("a")).rejects.toThrow(file);
  });

  it("says what is damaged when a file is not UTF-8", async () => {
    await writeFile(join(folder, "a.json"), Buffer.from([0x7b, 0xff, 0x7d]));
    await expect(createFolderStore(folder).read("a.json")).rejects.toMatchObject({
      kind: "damaged",
      key: "a.json",
      message: expect.stringContaining("a.json"),
    });
  });

  it("never shows half an object to a reader while two other processes write it", async () => {
    const writer = fileURLToPath(new URL("../fixtures/store/writer.ts", import.meta.url));
    const writers = ["a", "b"].map((letter) =>
      spawn(process.execPath, ["--import", "tsx", writer, folder, letter], { stdio: "inherit" }),
    );
    const exits = Promise.all(writers.map((child) => once(child, "exit")));
    let running = true;
    void exits.then(() => {
      running = false;
    });
    const store = createFolderStore(folder);
    const seen = new Set<string>();
    while (running) {
      const text = await store.read("contested.txt");
      if (text !== null) {
        seen.add(text[0] ?? "");
        expect(text === (text[0] ?? "").repeat(200_000)).toBe(true);
      }
      expect((await store.list("")).every(({ key }) => key === "contested.txt")).toBe(true);
    }
    expect(await exits).toEqual([
      [0, null],
      [0, null],
    ]);
    expect(seen.size).toBeGreaterThan(0);
    expect(await readdir(folder)).toEqual(["contested.txt"]);
  });
});
