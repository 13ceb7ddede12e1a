import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Command } from "commander";
import { expect, it } from "vitest";
import { openClouds, openStore } from "../../cli/drivers.ts";
import { createProgram } from "../../cli/program.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

function sources(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => readFileSync(join(root, folder, file), "utf8"));
}

it("every reason code of the code is explained in docs/findings.md, and no other", () => {
  const code =
    /["`]((?:moored|pending|held|blocked|drifted|leaving|foreign|unmoored|unknown|skipped|capacity)\/[a-z][a-z-]*)["`]/g;
  const used = new Set(
    [...sources("shared/plan"), ...sources("shared/reconcile")].flatMap((text) =>
      [...text.matchAll(code)].map(([, found]) => found),
    ),
  );
  // Made from the mode's own name.
  for (const mode of ["observe", "attach", "repair"]) used.add(`held/mode-${mode}`);
  const page = readFileSync(join(root, "docs/findings.md"), "utf8");
  const explained = new Set([...page.matchAll(code)].map(([, found]) => found));
  expect([...explained].sort()).toEqual([...used].sort());
});

it("every reason not to adopt or release a link is explained in docs/leaving.md, and no other", () => {
  const used = ["adoption", "release"].flatMap((name) => {
    const text = readFileSync(join(root, `shared/plan/link/${name}.ts`), "utf8");
    return [...text.matchAll(/(?:\| |readonly code: )"([a-z]+(?:-[a-z]+)+)"/g)].map(([, code]) => code);
  });
  const page = readFileSync(join(root, "docs/leaving.md"), "utf8");
  const rows = [...page.matchAll(/^\| ((?:`[a-z-]+`(?:, )?)+) \|/gm)].map(([, cell = ""]) => cell);
  const explained = rows.flatMap((cell) => [...cell.matchAll(/`([a-z-]+)`/g)].map(([, code]) => code));
  expect([...new Set(explained)].sort()).toEqual([...new Set(used)].sort());
});

it("every command has a line in the table of README.md", () => {
  const terminal = { color: false, width: null, print() {}, complain() {}, json() {} };
  const namesOf = (command: Command, before: string): readonly string[] =>
    command.commands.flatMap((one) =>
      one.commands.length > 0 ? namesOf(one, `${before}${one.name()} `) : [`${before}${one.name()}`],
    );
  const rows = readFileSync(join(root, "README.md"), "utf8").matchAll(/^\| (`mooring [^|]*(?:\\\|[^|]*)*) \|/gm);
  const told = [...rows].flatMap(([, cell = ""]) => [...cell.matchAll(/`(?:mooring )?([a-z]+(?: [a-z]+)*)/g)]);
  const missing = namesOf(createProgram({ openStore, openClouds }, terminal), "").filter(
    (name) => !told.some(([, one]) => one === name),
  );
  expect(missing).toEqual([]);
});
