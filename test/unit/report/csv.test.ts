import { describe, expect, it } from "vitest";
import type { Plan } from "../../../shared/model/plan.ts";
import { changeId } from "../../../shared/plan/change-id.ts";
import { planDocument } from "../../../shared/plan/plan-document.ts";
import { renderPlanCsv } from "../../../shared/report/csv.ts";
import { attach, everyChange, finding, plan } from "./samples.ts";

const csv = (over: Partial<Plan> = {}) =>
  renderPlanCsv(planDocument(plan(over), { target: "t", deployment: "mooring", mode: "full", overrides: [] }));

/** A reader of RFC 4180, strict: every record ends with CR LF, quotes are doubled inside quotes and nowhere else. */
function read(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let row: string[] = [];
  let rest = text;
  while (rest !== "") {
    const cell = /^(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/.exec(rest);
    if (cell === null) throw new Error(`no cell begins at ${JSON.stringify(rest.slice(0, 40))}`);
    row.push(cell[1] === undefined ? (cell[2] ?? "") : cell[1].replaceAll('""', '"'));
    rest = rest.slice(cell[0].length);
    if (cell[3] === "\r\n") {
      rows.push(row);
      row = [];
    }
  }
  expect(row).toEqual([]);
  return rows;
}

describe("a plan as CSV", () => {
  it("has a header and one row for each change, held change, finding and notice", () => {
    const held = [{ change: attach({ network: "vpc-2" }), code: "held/canary", sentence: "one at a time" }];
    const notices = [{ registry: null, code: "unknown/account", sentence: "not read" }];
    const [header = [], ...rows] = read(csv({ changes: everyChange, held, notices }));
    expect(header.slice(0, 3)).toEqual(["row", "id", "registry"]);
    expect(new Set(rows.map((row) => row.length))).toEqual(new Set([header.length]));
    const kinds = rows.map(([kind]) => kind);
    expect(kinds).toEqual([...everyChange.map(() => "change"), "held", "finding", "notice"]);
    expect(rows.slice(0, everyChange.length).map(([, id]) => id)).toEqual(everyChange.map(changeId));
    expect(rows[everyChange.length]).toEqual(expect.arrayContaining(["vpc-2", "held/canary", "one at a time"]));
  });

  it("keeps what would break a row inside its cell", () => {
    const sentence = 'it says "no", then\r\nnothing';
    const rows = read(csv({ findings: [finding({ label: "a,b", sentence })] }));
    expect(rows.at(-1)).toEqual(expect.arrayContaining(["a,b", 'it says "no", then nothing']));
  });

  it.each(["=1+1", "+1", "-1", "@SUM(A1)", "  =1", "\t=1", "\r=1", "＝1"])(
    "takes the effect from %j, which a spreadsheet would compute",
    (label) => {
      const [, row = []] = read(csv({ findings: [finding({ label })] }));
      expect(row.filter((text) => /^[\s]*[=+\-@＝]/.test(text))).toEqual([]);
      expect(row).toContain(`'${label.trim()}`);
    },
  );
});
