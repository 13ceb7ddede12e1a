import { describe, expect, it } from "vitest";
import type { Compliance } from "../../../shared/model/compliance.ts";
import { renderReportMarkdown, renderReportText } from "../../../shared/report/report.ts";
import { finding, report } from "./samples.ts";

const many = (count: number, from = 1) => Array.from({ length: count }, (_, index) => `vpc-${index + from}`);
const row = (more: Partial<Compliance> = {}): Compliance => ({
  registry: "prod",
  account: "123",
  expected: 44,
  moored: 41,
  exempt: 1,
  failing: 2,
  unknown: 1,
  networks: {
    moored: many(41),
    exempt: [{ network: "vpc-90", reason: "ends in *March*", owner: "team-a", until: "2026-04-01T00:00:00.000Z" }],
    failing: ["vpc-91", "vpc-92"],
    unknown: ["vpc-92"],
  },
  unread: [],
  ...more,
});
const none = { moored: [], exempt: [], failing: [], unknown: [] };
const linesOf = (compliance: readonly Compliance[]) => renderReportText(report({ compliance })).split("\n");

describe("compliance in a report", () => {
  it("is a line for each registry and account, with what fails and what is exempt below it", () => {
    const lines = linesOf([row()]);
    const at = lines.indexOf("compliance");
    expect(lines.slice(at + 1, at + 6).map((line) => line.trim())).toEqual([
      "failing  prod, account 123: 41 of 44 expected networks are moored, 1 exempt, 2 failing (1 unknown)",
      "failing: vpc-91, vpc-92",
      "unknown: vpc-92",
      "exempt until the end of 2026-03-31: vpc-90 (ends in *March*; team-a)",
      "",
    ]);
  });

  it("is one line where all is as it must be", () => {
    const whole = row({
      expected: 1,
      moored: 1,
      exempt: 0,
      failing: 0,
      unknown: 0,
      networks: { ...none, moored: ["a"] },
    });
    expect(linesOf([whole])).toContain("  ok  prod, account 123: 1 of 1 expected network is moored");
  });

  it("names regions that could not be listed, and says of no number that it is all", () => {
    const blind = row({ expected: 0, moored: 0, exempt: 0, failing: 0, unknown: 0, networks: none, unread: ["ap-x"] });
    expect(linesOf([blind])).toContain(
      "  failing  prod, account 123: no expected network is known; the networks of ap-x could not be listed, so there may be more",
    );
  });

  it("names fifty, and counts the others", () => {
    const failing = many(60);
    const text = linesOf([row({ failing: 60, networks: { ...none, failing } })]).join("\n");
    expect(text).toMatch(/failing: vpc-1, .*vpc-50 and 10 more$/m);
  });

  it("is in Markdown too, where a reason is no markup", () => {
    const text = renderReportMarkdown(report({ compliance: [row()] }));
    expect(text).toContain("- **failing** prod, account 123: 41 of 44 expected networks are moored, 1 exempt");
    expect(text).toContain("(ends in \\*March\\*; team-a)");
  });

  it("is left away where nothing was counted", () => {
    expect(linesOf([])).not.toContain("compliance");
  });
});

describe("the rule that decided", () => {
  it("is in the network's row, once", () => {
    const rowOf = (more: Parameters<typeof finding>[0]) => renderReportText(report({ findings: [finding(more)] }));
    expect(rowOf({ rule: "production" })).toContain('(rule "production") [moored/ready]');
    const sentence = 'rule "no" rejects this network';
    expect(rowOf({ rule: "no", state: "blocked", code: "blocked/rejected", sentence })).toContain(
      `${sentence} [blocked`,
    );
    expect(rowOf({})).not.toContain("(rule");
  });

  it("is no exemption, which is in the row as well", () => {
    const exempt = [{ network: "vpc-1", reason: "is shut down", owner: "team-a", until: "2026-04-01T00:00:00.000Z" }];
    const compliance = [row({ networks: { ...none, exempt } })];
    const text = renderReportText(report({ compliance, findings: [finding({ network: "vpc-1", registry: "prod" })] }));
    expect(text).toMatch(/; exempt until the end of 2026-03-31 \(is shut down; team-a\) \[/);
    const other = [finding({ network: "vpc-2", registry: "prod" }), finding({ network: "vpc-1", registry: "staging" })];
    expect(renderReportText(report({ compliance, findings: other }))).not.toContain("; exempt until");
  });
});
