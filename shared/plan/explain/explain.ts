import type { Estate, RegistryView } from "../../model/estate.ts";
import type { Explanation, ExplanationStep } from "../../model/explanation.ts";
import type { Finding, NameFinding, PartFinding } from "../../model/finding.ts";
import type { Network } from "../../model/network.ts";
import type { Plan } from "../../model/plan.ts";
import type { RegistrySettings } from "../../model/settings.ts";
import { droppedRegistryWords } from "../link/dropped-part.ts";
import { entriesOf, linksOf, observedNetworks } from "../link/links.ts";
import { driftKindOf } from "../name/drift-kinds.ts";
import { moveDoubts } from "../name/repoint.ts";
import { byText } from "../order.ts";
import { consent } from "../wish/consent.ts";
import { networkWish } from "../wish/wishes.ts";
import { asideOf } from "./explain-aside.ts";
import { resolutionSteps } from "./explain-names.ts";
import { nextOf } from "./explain-next.ts";

type StepState = ExplanationStep["state"];

/**
 * Walks the chain of one network, from its tag to the answer inside it, once for each registry that has to do with it.
 * Empty when the network was not seen.
 */
export function explain(estate: Estate, plan: Plan, network: string): readonly Explanation[] {
  const seen = observedNetworks(estate).find((candidate) => candidate.id === network);
  if (seen === undefined) return [];
  const findings = plan.findings.filter((finding) => finding.network === network);
  if (findings.length === 0) return [nothing(estate, seen)];
  return findings.map((finding) => explainPair(estate, plan, seen, finding));
}

function nothing(estate: Estate, network: Network): Explanation {
  const { tag } = estate.settings;
  const value = network.tags[tag];
  const tagged = value === undefined ? `the network has no tag ${tag}` : `${tag}=${value}`;
  const left = droppedRegistryWords(estate, network);
  const links = left === null ? "none links it" : "none of the configuration links it";
  return {
    network: network.id,
    label: network.label,
    registry: null,
    steps: [step("tag", "waiting", `${tagged}, no registry selects it, and ${links}`)],
    aside: null,
    since: null,
    changed: null,
    next: left ?? `nothing; to moor it, tag it ${tag}=${estate.settings.registries[0]?.alias ?? "<registry>"}`,
  };
}

function explainPair(estate: Estate, plan: Plan, network: Network, finding: Finding): Explanation {
  const misnamed = plan.findings.find((one) => one.network === network.id && isMisnamed(one)) ?? null;
  const settings = estate.settings.registries.find((registry) => registry.alias === finding.registry);
  const view = estate.registries.find((registry) => registry.alias === finding.registry);
  const aside = settings === undefined ? null : asideOf(estate, settings, network, finding);
  const tag = tagStep(estate, network, finding, misnamed);
  // What a network that is not to be moored wishes for is no step that it waits for.
  const steps: ExplanationStep[] = [aside === null || tag.state !== "waiting" ? tag : { ...tag, state: "ok" }];
  const wrong = finding.parts.flatMap((part) => part.names).filter((name) => name.state !== "moored");
  if (settings !== undefined && view !== undefined) {
    const answer = consent(network, settings, estate.settings);
    steps.push(step("consent", answer.accepted ? "ok" : "broken", answer.sentence));
    steps.push(subnetStep(finding), linkStep(estate, settings, view, network, finding));
    const entries = entriesOf(estate, settings, network.id);
    steps.push(addressStep(finding, view, network), ...resolutionSteps(view, network, finding, entries));
  }
  return {
    network: network.id,
    label: network.label,
    registry: finding.registry,
    steps: afterTheBreak(aside === null ? steps : steps.map(notAwaited)),
    aside,
    since: sinceOf(finding, wrong, plan),
    changed: lastChangeOf(wrong),
    next: nextOf(plan, finding, view, network, wrong),
  };
}

/** No link comes where nobody wishes for one. */
function notAwaited(one: ExplanationStep): ExplanationStep {
  return one.step === "link" && one.state === "waiting" ? { ...one, state: "not-reached" } : one;
}

/** The tag names a registry that there is none of, or none on this cloud. */
function isMisnamed({ registry, state }: Finding): boolean {
  return registry === null && state === "blocked";
}

const byTag: ReadonlySet<string> = new Set(["blocked/tag", "blocked/unknown-registry", "blocked/other-cloud"]);

/** @param misnamed what is said of the tag, where it names no registry. */
function tagStep(estate: Estate, network: Network, finding: Finding, misnamed: Finding | null): ExplanationStep {
  const { tag } = estate.settings;
  const value = network.tags[tag];
  const wish = networkWish(network, estate.settings);
  if (wish.tag.kind === "hold") return step("tag", "waiting", `${tag}=hold freezes the network`);
  if (wish.tag.kind === "malformed" || finding.state === "unmoored") return step("tag", "broken", finding.sentence);
  if (isMisnamed(finding) || byTag.has(finding.code)) return step("tag", "broken", finding.sentence);
  if (finding.registry !== null && wish.registries.has(finding.registry)) {
    return step(
      "tag",
      "ok",
      value === undefined ? `registry "${finding.registry}" selects it by its tags` : `${tag}=${value}`,
    );
  }
  if (misnamed !== null) return step("tag", "broken", misnamed.sentence);
  if (wish.tag.kind === "off") return step("tag", "waiting", `${tag}=off asks for release`);
  return step(
    "tag",
    "waiting",
    value === undefined ? `no tag ${tag}` : `${tag}=${value} does not name registry "${finding.registry ?? ""}"`,
  );
}

/** What is wrong with a network's subnets, whether none can be used or its owner lends none. */
const bySubnet = /subnet|^blocked\/not-shared$/;

function subnetStep(finding: Finding): ExplanationStep {
  const part = finding.parts.find(({ code }) => bySubnet.test(code));
  if (part !== undefined) return step("subnet", stateOf(part), part.sentence);
  const subnets = [...new Set(finding.parts.flatMap(({ subnet }) => (subnet === null ? [] : [subnet])))];
  if (subnets.length > 0) return step("subnet", "ok", `through ${subnets.join(", ")}`);
  return step("subnet", "not-reached", "no subnet was chosen");
}

function linkStep(
  estate: Estate,
  settings: RegistrySettings,
  view: RegistryView,
  network: Network,
  finding: Finding,
): ExplanationStep {
  if (!view.looked) return step("link", "not-reached", "this pass did not ask the registry for its links");
  const stopped = finding.parts.find(isStopped);
  if (stopped !== undefined) return step("link", "broken", stopped.sentence);
  const unread = view.parts.filter((part) => !part.view.known);
  if (unread.length > 0)
    return step("link", "unknown", `the ${unread.map(({ part }) => part).join(" and ")} links could not be read`);
  const links = linksOf(view, network.id);
  const missing = settings.parts.filter((part) => !links.some((link) => link.part === part));
  const told = links.map(
    (link) => `${link.part} is ${link.vendorState}${link.issue === null ? "" : ` (${link.issue.text})`}`,
  );
  const isWished = networkWish(network, estate.settings).registries.has(settings.alias);
  const lost = isWished ? lostLinks(estate, settings, network, missing) : [];
  const gone = missing.map((part) => lost.find((one) => one.part === part)?.sentence ?? `${part}: no link`);
  if (missing.length > 0) return step("link", lost.length > 0 ? "broken" : "waiting", [...told, ...gone].join("; "));
  return step("link", links.every((link) => link.state === "ready") ? "ok" : "waiting", told.join("; "));
}

/** The registry does not give the network its link, or it does not come to be ready. */
function isStopped({ code, state, names }: PartFinding): boolean {
  return (
    state === "blocked" &&
    names.length === 0 &&
    !bySubnet.test(code) &&
    driftKindOf(code) === null &&
    !byConsent.has(code)
  );
}

const byConsent: ReadonlySet<string> = new Set([
  "blocked/not-accepted",
  "blocked/region",
  "blocked/tag",
  "blocked/rejected",
  "blocked/no-rule",
]);

/** Links that Mooring made and saw ready, and that are gone. */
function lostLinks(
  estate: Estate,
  settings: RegistrySettings,
  network: Network,
  missing: readonly PartFinding["part"][],
): readonly { readonly part: PartFinding["part"]; readonly sentence: string }[] {
  return entriesOf(estate, settings, network.id)
    .filter(({ part, address }) => missing.includes(part) && address !== null)
    .map(({ part, attachedAt, intentAt }) => {
      const at = attachedAt ?? intentAt;
      return { part, sentence: `${part}: the link that Mooring made${at === null ? "" : ` at ${at}`} is gone` };
    });
}

function addressStep(finding: Finding, view: RegistryView, network: Network): ExplanationStep {
  const links = linksOf(view, network.id);
  if (links.length === 0) return step("address", "not-reached", "no link, no address");
  const told = links.map((link) => `${link.part} ${link.address.known ? link.address.value : "none yet"}`);
  const changed = finding.parts.flatMap((part) => part.names).some((name) => moveDoubts.has(name.code));
  const state: StepState = changed ? "broken" : links.every((link) => link.address.known) ? "ok" : "waiting";
  return step("address", state, told.join("; "));
}

/**
 * The earliest moment since when one of the names is not as it should be, or else the network. What no report told before
 * this look is so since nobody knows when.
 */
function sinceOf(finding: Finding, wrong: readonly NameFinding[], { at }: Plan): Explanation["since"] {
  const known = wrong.flatMap(({ since }) => (since === null ? [] : [since]));
  const since = known.sort(byText)[0] ?? finding.since ?? null;
  return since === at ? null : since;
}

function lastChangeOf(wrong: readonly NameFinding[]): Explanation["changed"] {
  const known = wrong.flatMap(({ changed }) => (changed === null ? [] : [changed]));
  return known.sort((a, b) => byText(b.at, a.at) || byText(a.by, b.by))[0] ?? null;
}

/** What comes after a broken step was not reached, unless it was seen to be right all the same. */
function afterTheBreak(steps: readonly ExplanationStep[]): readonly ExplanationStep[] {
  const order = steps.findIndex((one) => one.state === "broken");
  if (order === -1 || order > 1) return steps;
  return steps.map((one, index) =>
    index > order && one.state !== "ok" ? { ...one, state: "not-reached" as const } : one,
  );
}

function stateOf({ state }: PartFinding): StepState {
  switch (state) {
    case "moored":
      return "ok";
    case "pending":
    case "held":
    case "leaving":
    case "foreign":
      return "waiting";
    case "unknown":
      return "unknown";
    case "unmoored":
    case "drifted":
    case "blocked":
      return "broken";
  }
}

function step(name: ExplanationStep["step"], state: StepState, sentence: string): ExplanationStep {
  return { step: name, state, sentence };
}
