import type { Finding, NameFinding } from "../model/finding.ts";
import type { Instant } from "../model/known.ts";

/** What was last said of a registry, and when. */
export interface SaidBefore {
  readonly at: Instant;
  readonly findings: readonly Finding[];
}

/** What was last said of one name; `undefined` when nothing was. */
export function saidOf(
  before: SaidBefore,
  { registry, network }: Pick<Finding, "registry" | "network">,
  { part, name }: Pick<NameFinding, "part" | "name">,
): NameFinding | undefined {
  return before.findings
    .filter((finding) => finding.registry === registry && finding.network === network)
    .flatMap((finding) => finding.parts.flatMap(({ names }) => names))
    .find((said) => said.part === part && said.name === name);
}

/**
 * Findings with the moment since which each name is what it is: of the first report in a row that said the same code,
 * this pass's where no report did before. `before` answers `undefined` where what was said could not be read, and `null`
 * where nothing ever was.
 */
export function withSince(
  findings: readonly Finding[],
  before: (registry: string) => SaidBefore | null | undefined,
  at: Instant,
): readonly Finding[] {
  return findings.map((finding) => {
    const said = finding.registry === null ? undefined : before(finding.registry);
    const parts = finding.parts.map((part) => ({
      ...part,
      names: part.names.map((name) => ({ ...name, since: sinceOf(finding, name, said, at) })),
    }));
    return { ...finding, parts };
  });
}

function sinceOf(finding: Finding, name: NameFinding, before: SaidBefore | null | undefined, at: Instant) {
  if (name.state === "moored" || before === undefined) return null;
  const said = before === null ? undefined : saidOf(before, finding, name);
  return before !== null && said?.code === name.code ? (said.since ?? before.at) : at;
}
