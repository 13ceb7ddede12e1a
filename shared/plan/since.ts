import type { Finding, NameFinding } from "../model/finding.ts";
import type { Deed } from "../model/hint.ts";
import type { Instant } from "../model/known.ts";

/** What was last said of a registry, and when. */
export interface SaidBefore {
  readonly at: Instant;
  readonly findings: readonly Finding[];
  /** What events told lately of who did what. */
  readonly deeds?: readonly Deed[];
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
 * Findings with the moment since which each, and each of its names, is what it is: of the first report in a row that said
 * the same code, this pass's where no report did before. A network on its way to its link is that whatever holds it, or
 * however far it is. `before` answers `undefined` where what was said could not be read, and `null` where nothing ever was.
 */
export function withSince(
  findings: readonly Finding[],
  before: (registry: string | null) => SaidBefore | null | undefined,
  at: Instant,
): readonly Finding[] {
  return findings.map((finding) => {
    const said = before(finding.registry);
    const parts = finding.parts.map((part) => ({
      ...part,
      names: part.names.map((name) => ({
        ...name,
        since: sinceOf(name, said, (known) => saidOf(known, finding, name), at),
      })),
    }));
    const since = sinceOf(finding, said, (known) => findingOf(known, finding), at);
    return since === null ? { ...finding, parts } : { ...finding, parts, since };
  });
}

/** What is told of a network, or of one of its names. */
type Told = Pick<NameFinding, "state" | "code"> & { readonly since?: Instant | null };

function sinceOf(
  now: Told,
  before: SaidBefore | null | undefined,
  saidIn: (before: SaidBefore) => Told | undefined,
  at: Instant,
): Instant | null {
  if (now.state === "moored" || before === undefined) return null;
  const said = before === null ? undefined : saidIn(before);
  return before !== null && said !== undefined && isSame(said, now) ? (said.since ?? before.at) : at;
}

/** Codes of names differ in what is wrong; those of networks on their way change with every step of it. */
function isSame(said: Told, now: Told): boolean {
  return said.code === now.code || (isUnderWay(said) && isUnderWay(now));
}

function isUnderWay(told: Told): boolean {
  return "parts" in told && (told.state === "pending" || told.state === "held");
}

function findingOf(before: SaidBefore, { registry, network }: Finding): Finding | undefined {
  return before.findings.find((finding) => finding.registry === registry && finding.network === network);
}
