import { describe, expect, it } from "vitest";
import type { Plan } from "../../../shared/model/plan.ts";
import type { PlanDocument } from "../../../shared/model/plan-document.ts";
import { changeId } from "../../../shared/plan/change-id.ts";
import { planDocument } from "../../../shared/plan/plan-document.ts";
import { renderPlanMarkdown, renderPlanText } from "../../../shared/report/plan.ts";
import { changeWords } from "../../../shared/report/wording.ts";
import { attach, everyChange, finding, part, plan as samplePlan } from "./samples.ts";

const about = {
  target: "http://127.0.0.1:4580",
  deployment: "mooring",
  mode: "full",
  overrides: [],
} as const;
const plan = (over: Partial<Plan> = {}, differs: Partial<PlanDocument> = {}) => ({
  ...planDocument(samplePlan(over), about),
  ...differs,
});

describe("a plan for people", () => {
  it("names the target, how much there is to do and how things stand", () => {
    const text = renderPlanText(plan({ changes: everyChange }));
    expect(text.split("\n").slice(0, 2)).toEqual([
      "target: emulated cloud at http://127.0.0.1:4580",
      "12 changes to make; 1 network: 1 moored",
    ]);
  });

  it("says that there is nothing to do when there is nothing", () => {
    const text = renderPlanText(plan());
    expect(text).toContain("nothing to do; 1 network: 1 moored");
    expect(text).not.toContain("to do\n");
  });

  it("shows each change with a sign for what it does and the reason for it", () => {
    const text = renderPlanText(plan({ changes: everyChange }));
    const signs = text.split("\n").flatMap((line) => /^ {2}([+~-]) {2}/.exec(line)?.[1] ?? []);
    expect(signs).toEqual(["+", "+", "~", "~", "-", "~", "+", "-", "~", "-", "+", "+"]);
    expect(text.match(/because the network is tagged/g)).toHaveLength(12);
  });

  it("shows what is held, by which limit", () => {
    const held = [{ change: attach({ network: "vpc-2" }), code: "held/mode", sentence: "the mode is observe" }];
    const text = renderPlanText(plan({ held }));
    expect(text).toContain("nothing to make now; 1 held back by mode; 1 network: 1 moored");
    expect(text).toMatch(/held\/mode {2}1 change: the mode is observe\n +attach vpc-2/);
    expect(renderPlanText(plan({ held, changes: everyChange }))).toContain("12 changes to make; 1 held back by mode; ");
  });

  it("counts what waits without a change, because its subnets were not read, and names it", () => {
    const waiting = (network: string, code: string) =>
      finding({ network, state: "held", code, parts: [part({ state: "held", code, subnet: null, address: null })] });
    const findings = [
      waiting("vpc-2", "held/attaches-per-day"),
      waiting("vpc-3", "held/attaches-per-day"),
      waiting("vpc-4", "held/approval"),
      // What the tag freezes waits for nothing.
      waiting("vpc-5", "held/hold"),
    ];
    const held = [{ change: attach({ network: "vpc-4" }), code: "held/approval", sentence: "somebody may approve it" }];
    const text = renderPlanText(plan({ findings, held }));
    expect(text.split("\n")[1]).toBe(
      "nothing to make now; 2 held back by attaches-per-day, 1 by approval; 4 networks: 4 held",
    );
    expect(text).toMatch(
      /held\/attaches-per-day {2}2 links without a planned change: why is said at their networks\n +vpc-2 at prod \(registry\)\n +vpc-3 at prod/,
    );
    expect(text).not.toMatch(/vpc-[45] at prod/);
    const first = finding({ ...waiting("vpc-5", "held/hold") });
    expect(renderPlanText(plan({ findings: [first] }))).toContain("nothing to do; 1 network: 1 held");
  });

  it("names each change by its id, and the limits that it was planned without", () => {
    const [first] = everyChange;
    if (first === undefined) throw new Error("there are samples");
    expect(renderPlanText(plan({ changes: [first] }))).toContain(
      `attach vpc-1 to prod (registry) through vsw-1 [${changeId(first)}]`,
    );
    const overrides = [
      { limit: "attaches-per-day", value: 100 },
      { limit: "canary", value: null },
    ];
    expect(renderPlanText(plan({}, { overrides }))).toContain("planned with attaches-per-day=100, canary set aside");
  });

  it("says that it wrote nothing", () => {
    expect(renderPlanText(plan())).toContain("configuration 0123456789ab; nothing was written");
  });

  it("tells a first publication from a switch that was turned off, and with which address each was published", () => {
    const switches = everyChange.filter(({ kind }) => kind === "switch-on" || kind === "switch-off");
    const again = switches.flatMap((change) => (change.kind === "switch-on" ? [{ ...change, first: false }] : []));
    const words = [...switches, ...again].map(changeWords);
    expect(words).toEqual([
      expect.stringMatching(/^publish prod-registry\S+ with 192\.168\.0\.9 in vpc-1$/),
      expect.stringMatching(/^switch off prod-registry\S+, published with 192\.168\.0\.9, in vpc-1$/),
      expect.stringMatching(/^switch on again prod-registry\S+ with 192\.168\.0\.9 in vpc-1$/),
    ]);
  });

  it("says the same in Markdown, where no sign makes a list of its own", () => {
    const markdown = renderPlanMarkdown(plan({ changes: everyChange }));
    expect(markdown).toContain("**12 changes to make; 1 network: 1 moored**");
    expect(markdown).toContain("- **+** attach vpc-1 to prod");
    expect(markdown).toContain("- **-** delete the extra");
  });
});
