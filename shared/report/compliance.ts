import type { Compliance } from "../model/compliance.ts";
import { untilWords } from "../plan/wish/exemptions.ts";
import { cell, type Item, type List } from "./page.ts";

/** Networks named one by one below their number; the rest is a number, and all of them are in the JSON. */
const mostNamed = 50;

/** How many of the networks that must be moored are: a line for each registry and account, what fails below it. */
export function complianceList(compliance: readonly Compliance[]): List {
  return {
    title: "compliance",
    items: compliance.map((row): Item => {
      const fails = row.failing > 0 || row.unread.length > 0;
      return {
        mark: fails ? cell("failing", "bad") : cell("ok", "good"),
        text: complianceWords(row),
        below: [
          ...named("failing", row.networks.failing),
          ...named("unknown", row.networks.unknown),
          ...row.networks.exempt.map(
            ({ network, reason, owner, until }) =>
              `exempt until ${untilWords(until)}: ${network} (${reason}; ${owner})`,
          ),
        ],
      };
    }),
  };
}

/** `prod, account 123: 41 of 44 expected networks are moored, 1 exempt, 2 failing (1 unknown)`. */
function complianceWords({
  registry,
  account,
  expected,
  moored,
  exempt,
  failing,
  unknown,
  unread,
}: Compliance): string {
  const counts = [
    expected === 0
      ? "no expected network is known"
      : `${moored} of ${expected} expected ${expected === 1 ? "network is" : "networks are"} moored`,
    ...(exempt === 0 ? [] : [`${exempt} exempt`]),
    ...(failing === 0 ? [] : [`${failing} failing${unknown === 0 ? "" : ` (${unknown} unknown)`}`]),
  ].join(", ");
  const more =
    unread.length === 0 ? "" : `; the networks of ${unread.join(" and ")} could not be listed, so there may be more`;
  return `${registry}, account ${account}: ${counts}${more}`;
}

function named(word: string, ids: readonly string[]): readonly string[] {
  if (ids.length === 0) return [];
  const rest = ids.length > mostNamed ? ` and ${ids.length - mostNamed} more` : "";
  return [`${word}: ${ids.slice(0, mostNamed).join(", ")}${rest}`];
}
