import type { Explanation, ExplanationStep } from "../model/explanation.ts";
import { changedWords } from "../plan/name/authors.ts";
import { type Cell, cell, type Page } from "./page.ts";
import { paletteOf } from "./palette.ts";
import type { PlanOptions } from "./plan.ts";
import { pageText } from "./text.ts";
import { targetLine } from "./wording.ts";

/** The chain for one network on a terminal: each step with its state and a sentence, then what is next. */
export function renderExplanation(explanation: Explanation, { target, color = false }: PlanOptions): string {
  return pageText(explanationPage(explanation, target), paletteOf(color));
}

function explanationPage(explanation: Explanation, target: string): Page {
  const { network, label, registry, steps, next } = explanation;
  const who = label === "" ? network : `${network} (${label})`;
  const columns = ["step", "state", "why"];
  const rows = steps.map((step) => ({
    cells: [cell(step.step), stateCell(step.state), cell(step.sentence)],
    below: [],
  }));
  return {
    target: targetLine(target, []),
    headline: `${who} -> ${registry ?? "no registry"}: ${verdict(explanation)}`,
    tables: [{ title: "from the wish to the answer", columns, rows }],
    lists: [{ title: "next", items: [{ mark: cell(""), text: next, below: [] }] }],
    footer: [],
  };
}

/** The first step that is broken; what is not reached or not yet there because of it, before or after it, is not named. */
function verdict({ steps, aside, since, changed }: Explanation): string {
  if (aside !== null) return aside;
  const first = steps.find(({ state }) => state === "broken") ?? steps.find(({ state }) => state !== "ok");
  if (first === undefined) return "moored";
  const when = since === null ? "" : ` since ${since}`;
  if (first.state === "waiting") return `waits for its ${first.step}${when}`;
  if (first.state === "broken") {
    const who = changed === null ? "" : `, ${changedWords(changed)}`;
    return `broken at its ${first.step}${when}${who}`;
  }
  return `not known from its ${first.step} on${when}`;
}

function stateCell(state: ExplanationStep["state"]): Cell {
  switch (state) {
    case "ok":
      return cell("ok", "good");
    case "waiting":
      return cell("not yet", "waiting");
    case "broken":
      return cell("broken", "bad");
    case "unknown":
      return cell("unknown", "bad");
    case "not-reached":
      return cell("-", "quiet");
  }
}
