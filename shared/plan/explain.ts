import type { Estate, Network, RegistryView, Resolution } from "../model/estate.ts";
import type { Explanation, ExplanationStep } from "../model/explanation.ts";
import type { Finding, NameFinding, PartFinding } from "../model/finding.ts";
import type { Plan } from "../model/plan.ts";
import type { RegistrySettings } from "../model/settings.ts";
import { boundZones, recordsAt } from "./answer.ts";
import { consent } from "./consent.ts";
import { driftKindOf } from "./drift-kinds.ts";
import { ruleWords } from "./forwarded.ts";
import { linksOf, observedNetworks } from "./links.ts";
import { byText } from "./order.ts";
import { moveDoubts } from "./repoint.ts";
import { networkWish } from "./wishes.ts";

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
  return {
    network: network.id,
    label: network.label,
    registry: null,
    steps: [step("tag", "waiting", `the network has no tag ${tag}, no registry selects it, and none links it`)],
    since: null,
    changed: null,
    next: `nothing; to moor it, tag it ${tag}=${estate.settings.registries[0]?.alias ?? "<registry>"}`,
  };
}

function explainPair(estate: Estate, plan: Plan, network: Network, finding: Finding): Explanation {
  const settings = estate.settings.registries.find((registry) => registry.alias === finding.registry);
  const view = estate.registries.find((registry) => registry.alias === finding.registry);
  const steps: ExplanationStep[] = [tagStep(estate, network, finding)];
  const wrong = finding.parts.flatMap((part) => part.names).filter((name) => name.state !== "moored");
  if (settings !== undefined && view !== undefined) {
    const answer = consent(network, settings, estate.settings);
    steps.push(step("consent", answer.accepted ? "ok" : "broken", answer.sentence));
    steps.push(subnetStep(finding), linkStep(settings, view, network), addressStep(finding, view, network));
    steps.push(...resolutionSteps(view, network, finding));
  }
  return {
    network: network.id,
    label: network.label,
    registry: finding.registry,
    steps: afterTheBreak(steps),
    since: sinceOf(wrong),
    changed: lastChangeOf(wrong),
    next: nextOf(plan, finding, remedies(view, network, wrong)),
  };
}

function tagStep(estate: Estate, network: Network, finding: Finding): ExplanationStep {
  const { tag } = estate.settings;
  const value = network.tags[tag];
  const wish = networkWish(network, estate.settings);
  if (wish.tag.kind === "hold") return step("tag", "waiting", `${tag}=hold freezes the network`);
  if (wish.tag.kind === "malformed" || (finding.registry === null && finding.state === "blocked"))
    return step("tag", "broken", finding.sentence);
  if (finding.registry !== null && wish.registries.has(finding.registry)) {
    return step(
      "tag",
      "ok",
      value === undefined ? `registry "${finding.registry}" selects it by its tags` : `${tag}=${value}`,
    );
  }
  if (wish.tag.kind === "off") return step("tag", "waiting", `${tag}=off asks for release`);
  return step(
    "tag",
    "waiting",
    value === undefined ? `no tag ${tag}` : `${tag}=${value} does not name registry "${finding.registry ?? ""}"`,
  );
}

function subnetStep(finding: Finding): ExplanationStep {
  const [part] = finding.parts;
  const subnets = [...new Set(finding.parts.flatMap(({ subnet }) => (subnet === null ? [] : [subnet])))];
  if (subnets.length > 0) return step("subnet", "ok", `through ${subnets.join(", ")}`);
  if (part !== undefined && /subnet/.test(part.code))
    return step("subnet", part.state === "pending" ? "waiting" : "broken", part.sentence);
  return step("subnet", "not-reached", "no subnet was chosen");
}

function linkStep(settings: RegistrySettings, view: RegistryView, network: Network): ExplanationStep {
  if (!view.looked) return step("link", "not-reached", "this pass did not ask the registry for its links");
  const unread = view.parts.filter((part) => !part.view.known);
  if (unread.length > 0)
    return step("link", "unknown", `the ${unread.map(({ part }) => part).join(" and ")} links could not be read`);
  const links = linksOf(view, network.id);
  const missing = settings.parts.filter((part) => !links.some((link) => link.part === part));
  const told = links.map(
    (link) => `${link.part} is ${link.vendorState}${link.issue === null ? "" : ` (${link.issue.text})`}`,
  );
  if (missing.length > 0) return step("link", "waiting", [...told, `${missing.join(" and ")}: no link`].join("; "));
  return step("link", links.every((link) => link.state === "ready") ? "ok" : "waiting", told.join("; "));
}

function addressStep(finding: Finding, view: RegistryView, network: Network): ExplanationStep {
  const links = linksOf(view, network.id);
  if (links.length === 0) return step("address", "not-reached", "no link, no address");
  const told = links.map((link) => `${link.part} ${link.address.known ? link.address.value : "none yet"}`);
  const changed = finding.parts.flatMap((part) => part.names).some((name) => moveDoubts.has(name.code));
  const state: StepState = changed ? "broken" : links.every((link) => link.address.known) ? "ok" : "waiting";
  return step("address", state, told.join("; "));
}

function resolutionSteps(view: RegistryView, network: Network, finding: Finding): readonly ExplanationStep[] {
  const names = finding.parts.flatMap((part: PartFinding) => part.names);
  if (names.length === 0) {
    return (["zone", "binding", "record", "resolver", "answer"] as const).map((name) =>
      step(name, "not-reached", "the link is not ready"),
    );
  }
  const seen = names.map((name) => ({ name, zones: zonesOf(view, network, name) }));
  const all = (what: ExplanationStep["step"], judge: (one: (typeof seen)[number]) => readonly [StepState, string]) => {
    const judged = seen.map((one) =>
      driftKindOf(one.name.code)?.step === what
        ? // Records and switches are shown as they are; what they should be is the answer's to say.
          (["broken", what === "record" ? judge(one)[1] : one.name.sentence] as const)
        : judge(one),
    );
    return step(what, worstState(judged.map(([state]) => state)), judged.map(([, sentence]) => sentence).join("; "));
  };
  return [
    all("zone", ({ name, zones }) => {
      if (name.code === "moored/provider-resolution")
        return ["ok", `${name.name}: no zone, the provider itself answers`];
      if (zones === null) return unread(name);
      if (zones.length === 0 && bySwitch(view, network, name) !== null)
        return ["ok", `${name.name}: the registry's own, which nobody else sees`];
      if (zones.length === 0) return [name.state === "pending" ? "waiting" : "broken", `${name.name}: no zone`];
      return ["ok", `${name.name}: ${zones.map((zone) => `${zone.name} (${zone.id})`).join(", ")}`];
    }),
    all("binding", ({ name, zones }) => {
      if (zones === null || zones.length === 0)
        return name.state === "moored" ? ["ok", `${name.name}: as before`] : unread(name);
      const bound = zones.filter((zone) => zone.bound);
      return bound.length === 0
        ? ["broken", `${name.name}: none of its zones is bound to this network`]
        : ["ok", `${name.name}: bound to ${bound.map((zone) => zone.name).join(", ")}`];
    }),
    all("record", ({ name, zones }) => {
      const word = bySwitch(view, network, name);
      const kind = driftKindOf(name.code);
      // Broken at another step, its record was not found to be wrong.
      const state = name.state === "moored" || kind !== null ? "ok" : name.state === "pending" ? "waiting" : "broken";
      if (word !== null) {
        const told = `${name.name}: its private resolution is ${word}${name.address === null ? "" : `, for ${name.address}`}`;
        return [name.state === "unknown" ? "unknown" : state, told];
      }
      if (zones === null || zones.length === 0)
        return name.state === "moored" ? ["ok", `${name.name}: as before`] : unread(name);
      return [state, `${name.name}: ${zones.map((zone) => zone.records).join("; ")}`];
    }),
    resolverStep(view, network, names),
    all("answer", ({ name }) => [
      name.state === "moored"
        ? "ok"
        : name.state === "unknown"
          ? "unknown"
          : name.state === "pending"
            ? "waiting"
            : "broken",
      name.sentence,
    ]),
  ];
}

/** Whom the network's machines ask: resolvers of its own, and a rule that sends the question on, are told here. */
function resolverStep(view: RegistryView, network: Network, names: readonly NameFinding[]): ExplanationStep {
  const { resolvers } = network;
  const wrong = names.find(({ code }) => driftKindOf(code)?.step === "resolver");
  if (wrong !== undefined) return step("resolver", "broken", wrong.sentence);
  if (!resolvers.known)
    return step("resolver", "unknown", `whom its machines ask could not be read: ${resolvers.reason}`);
  const { provider, servers } = resolvers.value;
  const asked = servers.length === 0 ? "the provider's resolvers" : servers.join(", ");
  const rules = names.flatMap((name) => {
    const rule = resolutionOf(view, network, name)?.forwarding ?? null;
    return rule === null ? [] : [ruleWords(rule)];
  });
  const told = [
    `its machines ask ${asked}${provider ? "" : ", which forward the registry's names to the provider's"}`,
    ...new Set(rules),
  ];
  return step("resolver", "ok", told.join("; "));
}

/** The earliest moment since when one of the names is not as it should be. */
function sinceOf(wrong: readonly NameFinding[]): Explanation["since"] {
  const known = wrong.flatMap(({ since }) => (since === null ? [] : [since]));
  return known.sort(byText)[0] ?? null;
}

function lastChangeOf(wrong: readonly NameFinding[]): Explanation["changed"] {
  const known = wrong.flatMap(({ changed }) => (changed === null ? [] : [changed]));
  return known.sort((a, b) => byText(b.at, a.at) || byText(a.by, b.by))[0] ?? null;
}

/** What was seen of one name; `null` where it was not read. */
function resolutionOf(view: RegistryView, network: Network, name: NameFinding): Resolution | null {
  const found = view.resolutions.find(
    (one) => one.network === network.id && one.part === name.part && one.name === name.name,
  );
  return found?.resolution.known === true ? found.resolution.value : null;
}

/** The vendor's word for the switch that publishes a name; `null` where there is none, or it was not read. */
function bySwitch(view: RegistryView, network: Network, name: NameFinding): string | null {
  return resolutionOf(view, network, name)?.switch?.vendorState ?? null;
}

interface ZoneSeen {
  readonly id: string;
  readonly name: string;
  readonly bound: boolean;
  readonly records: string;
}

/** `null` when the name's zones were not read in this pass. */
function zonesOf(view: RegistryView, network: Network, name: NameFinding): readonly ZoneSeen[] | null {
  const resolution = resolutionOf(view, network, name);
  if (resolution === null) return null;
  const bound = boundZones(resolution);
  const shown = bound.length > 0 ? bound : resolution.zones.filter((zone) => zone.bindings.length === 0);
  return shown.map((zone) => {
    const records = recordsAt(name.name, zone).map(
      (record) => `${record.type} ${record.value}${record.enabled ? "" : " (disabled)"}`,
    );
    return {
      id: zone.id,
      name: zone.name,
      bound: bound.includes(zone),
      records: records.length === 0 ? "no record" : records.join(", "),
    };
  });
}

function unread(name: NameFinding): readonly [StepState, string] {
  return name.state === "unknown" ? ["unknown", name.sentence] : ["not-reached", `${name.name}: no zone`];
}

/** What comes after a broken step was not reached, unless it was seen to be right all the same. */
function afterTheBreak(steps: readonly ExplanationStep[]): readonly ExplanationStep[] {
  const order = steps.findIndex((one) => one.state === "broken");
  if (order === -1 || order > 1) return steps;
  return steps.map((one, index) =>
    index > order && one.state !== "ok" ? { ...one, state: "not-reached" as const } : one,
  );
}

/** What the table of kinds says of the drifts that nothing is written for. */
function remedies(view: RegistryView | undefined, network: Network, wrong: readonly NameFinding[]): readonly string[] {
  const told = wrong.flatMap((name) => {
    const switched = view !== undefined && bySwitch(view, network, name) !== null;
    const kind = driftKindOf(name.code, switched ? "switch" : "zone");
    return kind === null ? [] : [`${kind.kind}: ${kind.done}`];
  });
  return [...new Set(told)];
}

function nextOf(plan: Plan, finding: Finding, remedies: readonly string[]): string {
  const changes = plan.changes.filter(
    (change) => change.network === finding.network && change.registry === finding.registry,
  );
  if (changes.length > 0)
    return `the next pass that may write does this: ${changes.map((change) => change.because).join("; ")}`;
  const held = plan.held.find(
    ({ change }) => change.network === finding.network && change.registry === finding.registry,
  );
  if (held !== undefined) return `held by ${held.code}: ${held.sentence}`;
  switch (finding.state) {
    case "moored":
      return "nothing: it is as it should be, and every pass checks it again";
    case "pending":
      return `the next pass looks again: ${finding.sentence}`;
    case "drifted":
    case "blocked":
      return remedies.length === 0
        ? finding.sentence
        : `no pass writes anything for it, every pass looks again; ${remedies.join("; ")}`;
    case "leaving":
    case "foreign":
    case "held":
    case "unmoored":
    case "unknown":
      return finding.sentence;
  }
}

const severity: readonly StepState[] = ["ok", "not-reached", "waiting", "unknown", "broken"];

function worstState(all: readonly StepState[]): StepState {
  return all.reduce<StepState>((a, b) => (severity.indexOf(b) > severity.indexOf(a) ? b : a), "ok");
}

function step(name: ExplanationStep["step"], state: StepState, sentence: string): ExplanationStep {
  return { step: name, state, sentence };
}
