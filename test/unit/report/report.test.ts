import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { renderReportMarkdown, renderReportText } from "../../../shared/report/report.ts";
import { attach, everyChange, finding, name, part, registryName, report } from "./samples.ts";

const lines = (text: string) => text.split("\n");
const lineWith = (text: string, word: string) => lines(text).find((line) => line.includes(word)) ?? "";
const failure = {
  kind: "throttled",
  call: "cr:CreateInstanceVpcEndpointLinkedVpc",
  code: "Throttling.User",
  message: "Request was denied due to user flow control.",
  requestId: "7F2A-1",
} as const;

const mixed = report({
  findings: [
    finding(),
    finding({
      network: "vpc-2",
      label: "shop",
      state: "pending",
      code: "pending/link-changing",
      sentence: "the link is being made (CREATING)",
      parts: [
        part({
          state: "pending",
          code: "pending/link-changing",
          sentence: "the link is being made (CREATING)",
          address: null,
          names: [],
        }),
      ],
    }),
    finding({
      network: "vpc-3",
      label: "",
      state: "drifted",
      code: "drifted/record-changed",
      sentence: "a name does not answer the link's address",
      parts: [
        part({
          state: "drifted",
          code: "drifted/record-changed",
          sentence: "a name does not answer the link's address",
          names: [
            name({
              state: "drifted",
              code: "drifted/record-changed",
              sentence: "answers 10.0.0.1, must answer 192.168.0.9",
            }),
          ],
        }),
      ],
    }),
    finding({
      network: "vpc-4",
      registry: null,
      state: "blocked",
      code: "blocked/unknown-registry",
      sentence: 'no registry is called "prd"',
      parts: [],
    }),
  ],
  outcomes: [
    {
      change: attach({ network: "vpc-2", subnet: "vsw-2" }),
      result: "applied",
      requestId: "R-1",
      sentence: "the link is being made",
    },
    { change: attach({ network: "vpc-5" }), result: "failed", failure, sentence: "the next pass tries again" },
  ],
  held: [
    {
      change: attach({ network: "vpc-6" }),
      code: "held/canary",
      sentence: "one at a time until the first link is ready",
    },
    {
      change: attach({ network: "vpc-7" }),
      code: "held/canary",
      sentence: "one at a time until the first link is ready",
    },
  ],
  notices: [{ registry: "prod", code: "notice/quota", sentence: "one link is left of 10", failure }],
  leftUndone: ["3 zones of prod were not read"],
});

describe("a report on a terminal", () => {
  const text = renderReportText(mixed);

  it("names the target first, then says in one line how things stand", () => {
    expect(lines(text).slice(0, 2)).toEqual([
      "target: emulated cloud at http://127.0.0.1:4580",
      "4 networks: 1 moored, 1 pending, 1 drifted, 1 blocked",
    ]);
  });

  it("names the cloud and its regions when the calls went to the vendors' own hosts", () => {
    const own = report({
      target: "the vendors' own hosts",
      findings: [
        finding({ region: "cn-shanghai" }),
        finding({ region: "cn-hangzhou" }),
        finding({ cloud: "tencent", region: "ap-guangzhou" }),
      ],
    });
    expect(lines(renderReportText(own))[0]).toBe(
      "target: Alibaba Cloud (cn-hangzhou, cn-shanghai), Tencent Cloud (ap-guangzhou)",
    );
    expect(lines(renderReportText({ ...own, findings: [] }))[0]).toBe("target: the vendors' own hosts");
  });

  it("counts a network with two registries once, in its worst state", () => {
    const twice = report({ findings: [finding(), finding({ registry: "staging", state: "blocked" })] });
    expect(lines(renderReportText(twice))[1]).toBe("1 network: 1 blocked");
  });

  it("says so when there is nothing", () => {
    const nothing = renderReportText(report({ findings: [], calls: {} }));
    expect(nothing).toContain("no networks: none wishes a registry and none is linked");
    expect(nothing).toContain("no vendor calls");
    expect(nothing).not.toMatch(/registry prod|done|held back|notices|left undone/);
  });

  it("shows each network with its label, state, address, names and reason code", () => {
    expect(lineWith(text, "vpc-1 ")).toMatch(
      /vpc-1 +payments +moored +192\.168\.0\.9 +1\/1 +linked.*\[moored\/ready\]/,
    );
    expect(lineWith(text, "vpc-2 ")).toMatch(/vpc-2 +shop +pending +- +- +the link is being made \(CREATING\)/);
    expect(lineWith(text, "vpc-3 ")).toMatch(/vpc-3 +- +drifted +192\.168\.0\.9 +0\/1/);
  });

  it("puts the worst network of a registry first, and wishes without a registry last", () => {
    const order = ["vpc-3 ", "vpc-2 ", "vpc-1 ", "no registry", "vpc-4 "].map((word) =>
      text.indexOf(`\n${word === "no registry" ? "" : "  "}${word}`),
    );
    expect(order).not.toContain(-1);
    expect(order).toEqual([...order].sort((a, b) => a - b));
  });

  it("says below a network which name is wrong, and does not repeat what is said already", () => {
    expect(text).toContain(`    ${registryName}: drifted, answers 10.0.0.1, must answer 192.168.0.9`);
    expect(text.match(/being made \(CREATING\)/g)).toHaveLength(1);
  });

  it("aligns its columns", () => {
    const [first = ""] = text.split("no registry");
    const rows = lines(first).filter((line) => /^ {2}(network|vpc-[123]) /.test(line));
    const columns = rows.map((row) => row.search(/state|moored|pending|drifted/));
    expect(rows).toHaveLength(4);
    expect(new Set(columns).size).toBe(1);
    expect(lines(text).filter((line) => line !== line.trimEnd())).toEqual([]);
  });

  it("says what was done and why, with the vendor's request id", () => {
    expect(lineWith(text, "applied")).toContain("attach vpc-2 to prod (registry) through vsw-2");
    expect(text).toContain("because the network is tagged registry-link=prod");
    expect(text).toContain("(request R-1)");
  });

  it("says of a failed write the call, the vendor's code, its request id and what is next", () => {
    expect(lineWith(text, "failed")).toContain("vpc-5");
    expect(text).toContain(
      "cr:CreateInstanceVpcEndpointLinkedVpc answered Throttling.User: Request was denied due to user flow control. (request 7F2A-1)",
    );
    expect(text).toContain("the next pass tries again");
  });

  it("groups what one limit holds", () => {
    expect(lineWith(text, "held/canary")).toContain("2 changes: one at a time until the first link is ready");
    expect(text).toMatch(/attach vpc-6 .*\n.*attach vpc-7 /);
  });

  it("names ten of many held changes and counts the rest", () => {
    const held = Array.from({ length: 495 }, (_, index) => ({
      change: attach({ network: `vpc-${index}` }),
      code: "held/in-transition",
      sentence: "5 links are in transition",
    }));
    const many = renderReportText(report({ held }));
    expect(many.match(/^ +attach vpc-/gm)).toHaveLength(10);
    expect(many).toContain("and 485 more");
  });

  it("shows notices, what is left undone, the mode, the configuration and the calls", () => {
    expect(lineWith(text, "one link is left of 10")).toMatch(/prod.*\[notice\/quota\]/);
    expect(text).toContain("3 zones of prod were not read");
    expect(text).toContain(
      "pass p1 (timer, frequent) at 2026-01-05T06:30:17.000Z, 4.3 s, mode repair, configuration 0123456789ab",
    );
    expect(text).toContain("3 vendor calls: cr:GetInstanceVpcEndpoint 2, vpc:DescribeVpcs 1");
  });

  it("says every kind of change in words that name the network", () => {
    const outcomes = everyChange.map((change) => ({
      change,
      result: "skipped" as const,
      code: "moved",
      sentence: "moved",
    }));
    const said = lines(renderReportText(report({ findings: [], outcomes }))).filter((line) => line.includes("skipped"));
    expect(said).toHaveLength(everyChange.length);
    for (const line of said) expect(line).toContain("vpc-1");
    expect(said.join("\n")).toContain("A 10.0.0.1 becomes A 192.168.0.9");
    expect(said.join("\n")).toContain("beside 1 other network");
  });

  it("has colour only when asked, and the same words then", () => {
    const sequence = "\u001b";
    const coloured = renderReportText(mixed, { color: true });
    expect(text).not.toContain(sequence);
    expect(coloured).toContain(`${sequence}[32mmoored${sequence}[39m`);
    const words = coloured.split(sequence).map((piece, index) => (index === 0 ? piece : piece.replace(/^\[\d+m/, "")));
    expect(words.join("")).toBe(text);
  });

  it("lets nobody who names a network speak to the terminal or forge a line", () => {
    const label = "a\u001b[2J\u202eb\n  vpc-9  forged";
    const shown = renderReportText(report({ findings: [finding({ label })] }));
    for (const control of ["\u001b", "\u202e"]) expect(shown).not.toContain(control);
    expect(lines(shown).some((line) => line.startsWith("  vpc-9"))).toBe(false);
  });

  it("is, as a whole, what the fixture shows", () => {
    const golden = readFileSync(new URL("../../fixtures/reports/mixed.txt", import.meta.url), "utf8");
    expect(text).toBe(golden);
  });
});

describe("a report in Markdown", () => {
  const markdown = renderReportMarkdown(mixed);

  it("holds the same facts, a table a registry", () => {
    expect(lines(markdown)[0]).toBe("target: emulated cloud at http://127.0.0.1:4580");
    expect(markdown).toContain("**4 networks: 1 moored, 1 pending, 1 drifted, 1 blocked**");
    expect(markdown).toContain("### registry prod");
    expect(lineWith(markdown, "| vpc-2 ")).toMatch(/^\| vpc-2 \| shop \| pending \| - \| - \| the link is being made/);
    expect(markdown).toContain("held/canary");
    expect(markdown).toContain("7F2A-1");
  });

  it("has as many cells in each row as in the header, whatever a network is called", () => {
    const odd = renderReportMarkdown(report({ findings: [finding({ label: "a|b\n| c | <img src=x> [x](y) `z`" })] }));
    const rows = lines(odd).filter((line) => line.startsWith("|"));
    const cells = rows.map((row) => row.replaceAll("\\|", "").split("|").length);
    expect(rows).toHaveLength(3);
    expect(new Set(cells).size).toBe(1);
    expect(odd).not.toMatch(/<img|(?<!\\)\[x/);
  });
});
