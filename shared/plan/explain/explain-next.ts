import type { Change } from "../../model/change.ts";
import type { RegistryView } from "../../model/estate.ts";
import type { Finding, NameFinding } from "../../model/finding.ts";
import type { Network } from "../../model/network.ts";
import type { Plan } from "../../model/plan.ts";
import { driftKindOf } from "../name/drift-kinds.ts";
import { exemptWords } from "../wish/exemptions.ts";
import { deedWords } from "./explain-deeds.ts";
import { switchWord } from "./explain-names.ts";

/** What happens next for one (registry, network), or what somebody has to do. */
export function nextOf(
  plan: Plan,
  finding: Finding,
  view: RegistryView | undefined,
  network: Network,
  wrong: readonly NameFinding[],
): string {
  const isOwn = (change: Change) => change.network === finding.network && change.registry === finding.registry;
  const changes = plan.changes.filter(isOwn);
  const held = plan.held.filter(({ change }) => isOwn(change));
  const isOf = (name: NameFinding) => (change: Change) =>
    "name" in change && change.name === name.name && change.part === name.part;
  const kindWords = (names: readonly NameFinding[]) => [
    ...new Set(
      names.flatMap((name) => {
        const switched = view !== undefined && switchWord(view, network, name) !== null;
        const kind = driftKindOf(name.code, switched ? "switch" : "zone");
        return kind === null ? [] : [`${kind.kind}: ${kind.done}`];
      }),
    ),
  ];
  const repaired = wrong.filter((name) => driftKindOf(name.code) !== null && changes.some(isOf(name)));
  const repairs = changes.filter((change) => repaired.some((name) => isOf(name)(change)));
  const deeds = changes.filter((change) => !repairs.includes(change)).map(deedWords);
  const untouched = wrong.filter(
    (name) =>
      (name.state === "drifted" || name.state === "blocked") &&
      !changes.some(isOf(name)) &&
      !held.some(({ change }) => isOf(name)(change)),
  );
  const told = [
    changes.length === 0
      ? null
      : `the next pass that may write does this: ${[...kindWords(repaired), ...new Set(repairs.map(({ because }) => because)), ...deeds].join("; ")}`,
    ...new Set(held.map(({ code, sentence }) => `held by ${code}: ${sentence}`)),
    kindWords(untouched).length === 0
      ? null
      : `no pass writes anything for it, every pass looks again; ${kindWords(untouched).join("; ")}`,
  ].filter((sentence) => sentence !== null);
  const next = told.length > 0 ? told.join("; besides, ") : byState(finding);
  const exempt = plan.compliance
    .filter(({ registry }) => registry === finding.registry)
    .flatMap(({ networks }) => networks.exempt)
    .find((one) => one.network === finding.network);
  return exempt === undefined ? next : `${next}; ${exemptWords(exempt)}`;
}

function byState({ state, code, sentence }: Finding): string {
  switch (state) {
    case "moored":
      // What is somebody else's is looked at, and not looked after.
      if (code === "moored/not-owned") return sentence;
      return "nothing: it is as it should be, and every pass checks it again";
    case "pending":
      return `the next pass looks again: ${sentence}`;
    case "drifted":
    case "blocked":
    case "leaving":
    case "foreign":
    case "held":
    case "unmoored":
    case "unknown":
      return sentence;
  }
}
