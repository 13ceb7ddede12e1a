import type { Compliance } from "../model/compliance.ts";
import { type Finding, states } from "../model/finding.ts";
import { oneLine } from "./one-line.ts";
import { counted } from "./wording.ts";

/** What a check looked at, beside the number of expected networks that are not moored. */
export interface Checked {
  readonly passed: boolean;
  readonly compliance: readonly Compliance[];
  /** Findings that fail the check, those of expected networks among them. */
  readonly wrong: readonly Finding[];
  readonly changes: number;
  /** Codes of the notices that fail it. */
  readonly notices: readonly string[];
}

/** The verdict of `sweep --check` in one line: `check failed: 2 of 3 expected networks of prod are not moored`. */
export function checkLine({ passed, compliance, wrong, changes, notices }: Checked): string {
  if (passed) return `check passed: ${passedWords(compliance)}`;
  const expected = new Set(
    compliance.flatMap(({ registry, networks }) => networks.failing.map((network) => `${registry} ${network}`)),
  );
  const others = wrong.filter(({ registry, network }) => !expected.has(`${registry} ${network}`));
  const unread = [...new Set(compliance.flatMap((row) => row.unread))];
  const reasons = [
    ...byRegistry(compliance).flatMap(({ registry, failing, ...row }) =>
      failing === 0
        ? []
        : [`${failing} of ${counted(row.expected, "expected network")} of ${registry} ${isAre(failing)} not moored`],
    ),
    ...(unread.length === 0 ? [] : [`the networks of ${unread.join(" and ")} could not be listed`]),
    ...(others.length === 0 ? [] : [`${expected.size === 0 ? "" : "other "}networks: ${stateWords(others)}`]),
    ...(changes === 0 ? [] : [`${counted(changes, "change")} to make`]),
    ...(notices.length === 0
      ? []
      : [`${notices.length === 1 ? "notice" : "notices"} ${[...new Set(notices)].join(", ")}`]),
  ];
  return oneLine(`check failed: ${reasons.join("; ")}`);
}

function passedWords(compliance: readonly Compliance[]): string {
  const rows = byRegistry(compliance).filter(({ expected }) => expected > 0);
  if (rows.length === 0) return "no network is expected, and nothing is wrong";
  const each = rows.map(({ registry, expected, moored, exempt }) => {
    const also = exempt === 0 ? "" : ` and ${exempt} exempt`;
    return `${moored} of ${counted(expected, "expected network")} of ${registry} ${isAre(moored)} moored${also}`;
  });
  return oneLine(each.join("; "));
}

/** The accounts of a registry taken together. */
function byRegistry(compliance: readonly Compliance[]) {
  return [...new Set(compliance.map(({ registry }) => registry))].map((registry) => {
    const own = compliance.filter((row) => row.registry === registry);
    const sum = (count: "expected" | "moored" | "exempt" | "failing") =>
      own.reduce((total, row) => total + row[count], 0);
    return {
      registry,
      ...{ expected: sum("expected"), moored: sum("moored"), exempt: sum("exempt"), failing: sum("failing") },
    };
  });
}

function stateWords(findings: readonly Finding[]): string {
  return states
    .toReversed()
    .flatMap((state) => {
      const networks = new Set(findings.filter((one) => one.state === state).map(({ network }) => network));
      return networks.size === 0 ? [] : [`${networks.size} ${state}`];
    })
    .join(", ");
}

function isAre(count: number): string {
  return count === 1 ? "is" : "are";
}
