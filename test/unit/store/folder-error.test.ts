import { describe, expect, it } from "vitest";
import { folderError } from "../../../shared/store/folder-error.ts";

const failed = (code: string) =>
  folderError("write", "/data/store", "a.json", "/data/store/a.json", Object.assign(new Error("raw"), { code }));

describe("a failed file operation, told to people", () => {
  it.each([
    ["EACCES", "denied", /permission denied.*right to read and write everything under \/data\/store/],
    ["EROFS", "denied", /read-only.*MOORING_STORE/],
    ["ENOSPC", "full", /disk is full.*Free some space/],
    ["EDQUOT", "full", /quota is used up/],
    ["ENOTDIR", "unavailable", /a file is where a folder should be.*Name a folder/],
    ["EMFILE", "unavailable", /too many files/],
    ["EIO", "unavailable", /Look at the disk/],
  ])("%s names the path, the reason and what to do", (code, kind, sentence) => {
    const error = failed(code);
    expect(error.kind).toBe(kind);
    expect(error.key).toBe("a.json");
    expect(error.message).toContain("/data/store/a.json");
    expect(error.message).toContain(`(${code})`);
    expect(error.message).toMatch(sentence);
  });

  it("keeps the first error as its cause", () => {
    expect(failed("EIO").cause).toMatchObject({ message: "raw" });
  });
});
