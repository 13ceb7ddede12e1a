import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { describeActions, describeSettings } from "../../emulator/describe.ts";
import { describeTencentActions } from "../../emulator/tencent/describe.ts";
import { tencentSettings } from "../../emulator/tencent/settings.ts";

const page = new URL("../../docs/emulator.md", import.meta.url);

/** With `UPDATE_DOCS=1` the page is written instead of compared. */
function compare(part: string, generated: string): void {
  const text = readFileSync(page, "utf8");
  const begin = `<!-- ${part}: begin -->\n`;
  const end = `<!-- ${part}: end -->`;
  const from = text.indexOf(begin) + begin.length;
  const to = text.indexOf(end);
  expect(to, `docs/emulator.md has no part between markers named ${part}`).toBeGreaterThan(from - 1);
  const wanted = `\n${generated}\n\n`;
  if (process.env["UPDATE_DOCS"] === "1") writeFileSync(page, text.slice(0, from) + wanted + text.slice(to));
  else expect(text.slice(from, to), "run the test once with UPDATE_DOCS=1").toBe(wanted);
}

test("docs/emulator.md lists every action, parameter and refusal that the code has, and no other", () => {
  compare("actions", describeActions());
});

test("docs/emulator.md lists every setting with its values", () => {
  compare("settings", describeSettings());
});

test("docs/emulator.md lists the same of Tencent Cloud", () => {
  compare("tencent-actions", describeTencentActions());
  compare("tencent-settings", describeSettings(tencentSettings));
});
