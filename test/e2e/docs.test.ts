import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));

function sources(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => readFileSync(join(root, folder, file), "utf8"));
}

it("every reason code of the code is explained in docs/findings.md, and no other", () => {
  const code =
    /["`]((?:moored|pending|held|blocked|drifted|leaving|foreign|unmoored|unknown|skipped)\/[a-z][a-z-]*)["`]/g;
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
