import type { Outcome } from "../model/change.ts";
import type { Compliance, ExemptNetwork } from "../model/compliance.ts";
import { type Finding, type PartFinding, states } from "../model/finding.ts";
import type { HeldChange, Notice } from "../model/plan.ts";
import { exemptWords } from "../plan/wish/exemptions.ts";
import { cell, type Item, type List, type Row, type Table } from "./page.ts";
import { changeWords, counted, failureWords, toneOf } from "./wording.ts";

/** Held changes named one by one below their reason; the rest is a number. */
const mostNamed = 10;

/** One table a registry, in the order of the aliases; in each the worst first, since that is what somebody looks for. */
export function registryTables(findings: readonly Finding[], compliance: readonly Compliance[]): readonly Table[] {
  const aliases = [...new Set(findings.map(({ registry }) => registry))].sort((a, b) =>
    a === null ? 1 : b === null ? -1 : a < b ? -1 : 1,
  );
  return aliases.map((alias) => ({
    title: alias === null ? "no registry" : `registry ${alias}`,
    columns: ["network", "label", "state", "address", "names", "why"],
    rows: findings
      .filter(({ registry }) => registry === alias)
      .toSorted((a, b) => states.indexOf(b.state) - states.indexOf(a.state) || (a.network < b.network ? -1 : 1))
      .map((finding) => findingRow(finding, exemptOf(finding, compliance))),
  }));
}

function exemptOf({ registry, network }: Finding, compliance: readonly Compliance[]): ExemptNetwork | null {
  const rows = compliance.filter((row) => row.registry === registry);
  return rows.flatMap(({ networks }) => networks.exempt).find((exempt) => exempt.network === network) ?? null;
}

function findingRow(finding: Finding, exempt: ExemptNetwork | null): Row {
  const addresses = [...new Set(finding.parts.flatMap(({ address }) => (address === null ? [] : [address])))];
  const names = finding.parts.flatMap((part) => part.names);
  const right = names.filter(({ state }) => state === "moored").length;
  return {
    cells: [
      cell(finding.network),
      cell(finding.label === "" ? "-" : finding.label),
      cell(finding.state, toneOf(finding.state)),
      cell(addresses.length === 0 ? "-" : addresses.join(", ")),
      cell(names.length === 0 ? "-" : `${right}/${names.length}`),
      cell(
        `${finding.sentence}${exempt === null ? "" : `; ${exemptWords(exempt)}`}${ruleWords(finding)} [${finding.code}]`,
      ),
    ],
    below: finding.parts.flatMap((part) => partLines(part, finding)),
  };
}

/** The rule that decided; one that rejects the network is in the sentence. */
function ruleWords({ rule, code }: Finding): string {
  return rule === null || code === "blocked/rejected" ? "" : ` (rule "${rule}")`;
}

/** Only what the row does not say already. */
function partLines(part: PartFinding, finding: Finding): readonly string[] {
  const said = part.state === "moored" || part.sentence === finding.sentence;
  const own = said ? [] : [`${part.part}: ${part.state}, ${part.sentence} [${part.code}]`];
  const failure = part.failure === undefined ? [] : [`${part.part}: ${failureWords(part.failure)}`];
  const names = part.names
    .filter(({ state }) => state !== "moored")
    .map(({ name, state, since, sentence, code }) => {
      const when = since === null ? "" : ` since ${since}`;
      return `${name}: ${state}${when}, ${sentence} [${code}]`;
    });
  return [...own, ...failure, ...names];
}

export function outcomeList(outcomes: readonly Outcome[]): List {
  return { title: "done", items: outcomes.map(outcomeItem) };
}

function outcomeItem(outcome: Outcome): Item {
  const because = `because ${outcome.change.because}`;
  const text = changeWords(outcome.change);
  switch (outcome.result) {
    case "applied": {
      const request = outcome.requestId === null ? "" : ` (request ${outcome.requestId})`;
      return { mark: cell("applied", "good"), text, below: [because, `${outcome.sentence}${request}`] };
    }
    case "skipped":
      return { mark: cell("skipped", "waiting"), text, below: [`${outcome.sentence} [${outcome.code}]`] };
    case "failed":
      return { mark: cell("failed", "bad"), text, below: [because, outcome.sentence, failureWords(outcome.failure)] };
  }
}

/** All that is held back: changes, and links for which none is planned yet. */
interface HeldBack {
  readonly held: readonly HeldChange[];
  readonly unplanned: readonly UnplannedLink[];
}

/** A link that waits without a change: the subnet it would take was not read, since its turn is not near. */
interface UnplannedLink {
  readonly registry: string;
  readonly network: string;
  readonly part: string;
  readonly code: string;
}

/** What the tag freezes has nothing to wait for, so it is not held back. */
export function heldBack(seen: {
  readonly held: readonly HeldChange[];
  readonly findings: readonly Finding[];
}): HeldBack {
  const key = (one: { registry: string; network: string; part: string }) =>
    `${one.registry} ${one.network} ${one.part}`;
  const planned = new Set(seen.held.map(({ change }) => key(change)));
  const unplanned = seen.findings.flatMap(({ registry, network, parts }) =>
    registry === null
      ? []
      : parts
          .filter(({ state, code }) => state === "held" && code !== "held/hold")
          .map(({ part, code }) => ({ registry, network, part, code }))
          .filter((one) => !planned.has(key(one))),
  );
  return { held: seen.held, unplanned };
}

/** Grouped by what holds them: 495 attaches behind one limit are one thing to know. */
export function heldList({ held, unplanned }: HeldBack): List {
  const groups = new Map<string, HeldChange[]>();
  for (const one of held) {
    const key = `${one.code}\n${one.sentence}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  const items = [...groups.values()].map((group): Item => {
    const [first] = group;
    const named = group.slice(0, mostNamed).map(({ change }) => changeWords(change));
    const rest = group.length > mostNamed ? [`and ${group.length - mostNamed} more`] : [];
    return {
      mark: cell(first?.code ?? "held", "waiting"),
      text: `${counted(group.length, "change")}: ${first?.sentence ?? ""}`,
      below: [...named, ...rest],
    };
  });
  return { title: "held back", items: [...items, ...unplannedItems(unplanned)] };
}

/** Why each waits is said at its network, in words that name it. */
function unplannedItems(unplanned: readonly UnplannedLink[]): readonly Item[] {
  return [...new Set(unplanned.map(({ code }) => code))].map((code) => {
    const group = unplanned.filter((one) => one.code === code);
    const named = group.slice(0, mostNamed).map(({ network, registry, part }) => `${network} at ${registry} (${part})`);
    const rest = group.length > mostNamed ? [`and ${group.length - mostNamed} more`] : [];
    const text = `${counted(group.length, "link")} without a planned change: why is said at ${group.length === 1 ? "its network" : "their networks"}`;
    return { mark: cell(code, "waiting"), text, below: [...named, ...rest] };
  });
}

export function noticeList(notices: readonly Notice[]): List {
  return {
    title: "notices",
    items: notices.map(({ registry, code, sentence, failure }) => ({
      mark: cell(registry ?? "all", "waiting"),
      text: `${sentence} [${code}]`,
      below: failure === undefined ? [] : [failureWords(failure)],
    })),
  };
}

export function undoneList(leftUndone: readonly string[]): List {
  return {
    title: "left undone, for the next pass",
    items: leftUndone.map((text) => ({ mark: cell(""), text, below: [] })),
  };
}
