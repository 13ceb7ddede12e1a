import type { RegistryView } from "../../model/estate.ts";
import type { ExplanationStep } from "../../model/explanation.ts";
import type { Finding, NameFinding } from "../../model/finding.ts";
import type { LedgerEntry } from "../../model/ledger.ts";
import type { Resolution } from "../../model/name.ts";
import type { Network } from "../../model/network.ts";
import { linksOf } from "../link/links.ts";
import { boundZones, recordsAt } from "../name/answer.ts";
import { driftKindOf } from "../name/drift-kinds.ts";
import { ruleWords } from "../name/forwarded.ts";
import { moveDoubts } from "../name/repoint.ts";

type StepState = ExplanationStep["state"];
type Judged = readonly [StepState, string];

/** The steps of a name: those that come after the link. */
const nameSteps = ["zone", "binding", "record", "resolver", "answer"] as const;

/**
 * The steps from the zone to the answer, each for all names of the network.
 * @param entries what the ledger has of the network at this registry.
 */
export function resolutionSteps(
  view: RegistryView,
  network: Network,
  finding: Finding,
  entries: readonly LedgerEntry[],
): readonly ExplanationStep[] {
  const names = finding.parts.flatMap((part) => part.names);
  if (names.length === 0) return withoutNames(view, network, finding);
  const seen = names.map((name) => ({ name, zones: zonesOf(view, network, name, entries) }));
  const all = (what: ExplanationStep["step"], judge: (one: (typeof seen)[number]) => Judged) => {
    const judged = seen.map((one): Judged => {
      if (driftKindOf(one.name.code)?.step !== what) return judge(one);
      // Records and switches are shown as they are; what they should be is the answer's to say.
      return ["broken", what === "record" ? judge(one)[1] : one.name.sentence];
    });
    return step(what, worstState(judged.map(([state]) => state)), judged.map(([, sentence]) => sentence).join("; "));
  };
  const bySwitch = (name: NameFinding) => switchWord(view, network, name);
  return [
    all("zone", ({ name, zones }) => {
      if (name.code === "moored/provider-resolution")
        return ["ok", `${name.name}: no zone, the provider itself answers`];
      if (zones === null) return unread(name);
      if (zones.length === 0 && bySwitch(name) !== null)
        return ["ok", `${name.name}: the registry's own, which nobody else sees`];
      if (zones.length === 0) return [name.state === "pending" ? "waiting" : "broken", `${name.name}: no zone`];
      return ["ok", `${name.name}: ${zones.map((zone) => `${zone.name} (${zone.id})`).join(", ")}`];
    }),
    all("binding", ({ name, zones }) => {
      if (zones !== null && zones.length === 0 && bySwitch(name) !== null)
        return ["ok", `${name.name}: the registry's own`];
      if (zones === null || zones.length === 0)
        return name.state === "moored" ? ["ok", `${name.name}: as before`] : unread(name);
      const bound = zones.filter((zone) => zone.bound);
      return bound.length === 0
        ? ["broken", `${name.name}: none of its zones is bound to this network`]
        : ["ok", `${name.name}: ${bound.map((zone) => zone.name).join(", ")} bound to this network`];
    }),
    all("record", ({ name, zones }) => {
      const word = bySwitch(name);
      if (word !== null) {
        const told = `${name.name}: its private resolution is ${word}${name.address === null ? "" : `, for ${name.address}`}`;
        return [name.state === "unknown" ? "unknown" : recordState(name, true), told];
      }
      if (zones === null || zones.length === 0)
        return name.state === "moored" ? ["ok", `${name.name}: as before`] : unread(name);
      const right = zones.every((zone) => zone.right);
      return [recordState(name, right), `${name.name}: ${zones.map((zone) => zone.records).join("; ")}`];
    }),
    resolverStep(view, network, names),
    all("answer", ({ name }) => answerOf(name)),
  ];
}

/** What stands in the way before there is any name to look at. */
function withoutNames(view: RegistryView, network: Network, finding: Finding): readonly ExplanationStep[] {
  const links = linksOf(view, network.id);
  const why =
    links.length === 0
      ? "no link, no name"
      : links.every(({ state }) => state === "ready")
        ? `not looked at: ${finding.sentence}`
        : "the link is not ready";
  const obstacle = finding.parts.find(({ code }) => driftKindOf(code) !== null);
  return nameSteps.map((name) =>
    obstacle !== undefined && driftKindOf(obstacle.code)?.step === name
      ? step(name, "broken", obstacle.sentence)
      : step(name, "not-reached", why),
  );
}

/** @param right the record that is shown holds the link's address, as far as it can be seen. */
function recordState(name: NameFinding, right: boolean): StepState {
  if (name.state === "moored") return "ok";
  if (name.state === "pending" || moveDoubts.has(name.code)) return "waiting";
  const kind = driftKindOf(name.code);
  if (kind === null) return "broken";
  // Broken at another step, its record was not found to be wrong; whose it is, or what keeps it so, comes first.
  if (kind.step === "resolver") return "ok";
  return right ? "ok" : "not-reached";
}

function answerOf(name: NameFinding): Judged {
  const { state, sentence, answers, address, code } = name;
  if (state === "moored") return ["ok", sentence];
  if (state === "unknown") return ["unknown", sentence];
  if (state === "pending") return ["waiting", sentence];
  const isRight = answers.length > 0 && answers.every((answer) => answer === address);
  // Nobody hears what nobody asks for.
  if (isRight && driftKindOf(code)?.step !== "resolver") return ["ok", `${name.name} answers ${address} all the same`];
  return ["broken", sentence];
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

/** What was seen of one name; `null` where it was not read. */
function resolutionOf(view: RegistryView, network: Network, name: NameFinding): Resolution | null {
  const found = view.resolutions.find(
    (one) => one.network === network.id && one.part === name.part && one.name === name.name,
  );
  return found?.resolution.known === true ? found.resolution.value : null;
}

/** The vendor's word for the switch that publishes a name; `null` where there is none, or it was not read. */
export function switchWord(view: RegistryView, network: Network, name: NameFinding): string | null {
  return resolutionOf(view, network, name)?.switch?.vendorState ?? null;
}

interface ZoneSeen {
  readonly id: string;
  readonly name: string;
  readonly bound: boolean;
  readonly records: string;
  /** It holds the link's address and nothing else for the name. */
  readonly right: boolean;
}

/** `null` when the name's zones were not read in this pass. */
function zonesOf(
  view: RegistryView,
  network: Network,
  name: NameFinding,
  entries: readonly LedgerEntry[],
): readonly ZoneSeen[] | null {
  const resolution = resolutionOf(view, network, name);
  if (resolution === null) return null;
  const bound = boundZones(resolution);
  const known = entries
    .flatMap(({ part, names }) => names.filter((one) => part === name.part && one.name === name.name))
    .flatMap(({ baseline, ownZone }) => [ownZone?.id, baseline?.zone]);
  // Bound to others, it is another network's, unless it answered this one before.
  const shown =
    bound.length > 0
      ? bound
      : resolution.zones.filter(({ id, bindings }) => bindings.length === 0 || known.includes(id));
  return shown.map((zone) => {
    const at = recordsAt(name.name, zone);
    const records = at.map(({ type, value, ttl, enabled }) => {
      const kept = name.code === "drifted/ttl" ? `, TTL ${ttl}` : "";
      return `${type} ${value}${kept}${enabled ? "" : " (disabled)"}`;
    });
    return {
      id: zone.id,
      name: zone.name,
      bound: bound.includes(zone),
      records: records.length === 0 ? "no record" : records.join(", "),
      right: at.length > 0 && at.every(({ type, value, enabled }) => enabled && type === "A" && value === name.address),
    };
  });
}

function unread(name: NameFinding): Judged {
  return name.state === "unknown" ? ["unknown", name.sentence] : ["not-reached", `${name.name}: no zone`];
}

const severity: readonly StepState[] = ["ok", "not-reached", "waiting", "unknown", "broken"];

function worstState(all: readonly StepState[]): StepState {
  return all.reduce<StepState>((a, b) => (severity.indexOf(b) > severity.indexOf(a) ? b : a), "ok");
}

function step(name: ExplanationStep["step"], state: StepState, sentence: string): ExplanationStep {
  return { step: name, state, sentence };
}
