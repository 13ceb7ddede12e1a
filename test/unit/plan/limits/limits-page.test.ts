import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseConfiguration } from "../../../../shared/config/parse.ts";
import { overridable, parseOverride } from "../../../../shared/plan/limits/overrides.ts";
import { configurationText } from "../../../e2e/stage.ts";

const file = (path: string) => readFileSync(new URL(`../../../../${path}`, import.meta.url), "utf8");
const page = file("docs/limits.md");
const cellsOf = (line: string) => line.split(" | ").map((cell) => cell.replace(/^\| | \|$/g, "").trim());
const code = /`((?:held|leaving)\/[a-z-]+)`/g;
const rows = page
  .split("\n")
  .filter((line) => line.startsWith("| ") && !line.startsWith("| limit") && !line.startsWith("| protection"))
  .map((line) => {
    const cells = cellsOf(line);
    const [name = "", fallback = ""] = cells;
    return {
      name: name.replaceAll("`", ""),
      fallback: fallback.replaceAll("`", ""),
      codes: [...line.matchAll(code)].map(([, found = ""]) => found),
      override: /^`([a-z-]+)(=NUMBER)?`$/.exec(cells.at(-1) ?? ""),
    };
  });
const sources = ["shared/plan", "shared/reconcile"]
  .flatMap((folder) =>
    readdirSync(new URL(`../../../../${folder}`, import.meta.url), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .map((name) => file(`${folder}/${name}`)),
  )
  .join("\n");

describe("the page about limits", () => {
  it("names every limit of the configuration with its default", () => {
    const parsed = parseConfiguration(configurationText());
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    const told = Object.fromEntries(
      rows.filter(({ name }) => /[A-Z]/.test(name)).map(({ name, fallback }) => [name, Number(fallback)]),
    );
    expect(told).toEqual(parsed.settings.limits);
  });

  it("names for each a code of its own, which the code knows", () => {
    const firsts = rows
      .filter(({ name }) => /[A-Z]/.test(name) || overridable.includes(name))
      .map(({ codes }) => codes[0]);
    expect(new Set(firsts).size).toBe(firsts.length);
    for (const { name, codes } of rows) {
      expect(codes, name).not.toEqual([]);
      // Those of modes are made from the mode's own name.
      for (const one of codes.filter((found) => !found.startsWith("held/mode-")))
        expect(sources, `${name}: ${one}`).toMatch(new RegExp(`["\`]${one}["\`]`));
    }
  });

  it("names every override with the form that the command line takes, and no other", () => {
    const overrides = rows.flatMap(({ override }) => (override === null ? [] : [override]));
    expect(overrides.map(([, name]) => name).sort()).toEqual([...overridable].sort());
    for (const [, name = "", number] of overrides)
      expect(parseOverride(number === undefined ? name : `${name}=7`)).toMatchObject({ ok: true });
  });

  it.each(overridable)("%s says in the sentence of what it holds back how to set it aside", (name) => {
    expect(sources).toContain(`onceWithout("${name}")`);
  });
});
