import { describe, expect, it } from "vitest";
import { type Explanation, explanationSteps } from "../../../shared/model/explanation.ts";
import { renderExplanation } from "../../../shared/report/explain.ts";

const target = "http://127.0.0.1:4580";

const explanation = (over: Partial<Explanation> = {}): Explanation => ({
  network: "vpc-1",
  label: "payments",
  registry: "prod",
  steps: explanationSteps.map((step) => ({ step, state: "ok", sentence: `the ${step} is right` })),
  aside: null,
  since: null,
  changed: null,
  next: "nothing to do",
  ...over,
});

const until = (
  last: (typeof explanationSteps)[number],
  state: "waiting" | "broken" | "unknown",
): Explanation["steps"] => {
  const at = explanationSteps.indexOf(last);
  return explanationSteps.map((step, index) => ({
    step,
    state: index < at ? "ok" : index === at ? state : "not-reached",
    sentence: `about the ${step}`,
  }));
};

describe("an explanation", () => {
  it("shows every step of the chain in order, with its sentence, and what is next", () => {
    const text = renderExplanation(explanation(), { target });
    const shown = text.split("\n").flatMap((line) => /^ {2}(\w+) +ok +the \1 is right$/.exec(line)?.[1] ?? []);
    expect(shown).toEqual([...explanationSteps]);
    expect(text).toMatch(/next\n {2}nothing to do\n$/);
  });

  it.each([
    ["moored", explanation()],
    ["waits for its subnet", explanation({ steps: until("subnet", "waiting") })],
    ["broken at its record", explanation({ steps: until("record", "broken") })],
    [
      "leaves; its grace ends 2026-01-08T00:00:00.000Z",
      explanation({ aside: "leaves; its grace ends 2026-01-08T00:00:00.000Z" }),
    ],
    ["not known from its zone on", explanation({ steps: until("zone", "unknown") })],
  ])("says in its second line: %s", (verdict, given) => {
    expect(renderExplanation(given, { target }).split("\n").slice(0, 2)).toEqual([
      "target: emulated cloud at http://127.0.0.1:4580",
      `vpc-1 (payments) -> prod: ${verdict}`,
    ]);
  });

  it("tells a step that is broken from one that is not reached, without colour", () => {
    const text = renderExplanation(explanation({ steps: until("link", "broken") }), { target });
    expect(text).toMatch(/^ {2}link +broken +about the link$/m);
    expect(text).toMatch(/^ {2}answer +- +about the answer$/m);
  });

  it("speaks of a network without a label, and of a wish without a registry", () => {
    const text = renderExplanation(explanation({ label: "", registry: null, steps: until("tag", "broken") }), {
      target,
    });
    expect(text).toContain("vpc-1 -> no registry: broken at its tag");
  });

  it("has colour only when asked", () => {
    expect(renderExplanation(explanation(), { target })).not.toContain("\u001b");
    expect(renderExplanation(explanation(), { target, color: true })).toContain("\u001b[32mok");
  });
});
