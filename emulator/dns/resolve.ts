import type { NetworkView, OtherServers, RecordType, ViewRecord, ViewRule, ViewZone } from "./view.ts";

/** What a resolver answers; `authoritative` when a private zone or the provider itself decided. */
export interface Resolution {
  readonly rcode: "NOERROR" | "NXDOMAIN" | "SERVFAIL" | "REFUSED";
  readonly authoritative: boolean;
  /** Owner names are those asked for or reached by CNAME, never a wildcard. */
  readonly answers: readonly ViewRecord[];
}

/** A chain of aliases longer than this is answered with SERVFAIL, as resolvers do. */
const longestChain = 8;

/**
 * What a resolver inside the network answers for a name.
 *
 * | the name                                   | answer                                    |
 * |--------------------------------------------|-------------------------------------------|
 * | is held by the longest bound zone above it | its enabled records of the type, maybe none |
 * | is missing there, pattern ZONE             | NXDOMAIN                                  |
 * | is missing there, pattern RECORD           | the public answer, or the next zone's     |
 * | has no bound zone above it                 | the provider's own, else the public answer |
 * | is forwarded, by its zone or by a rule     | what the other servers know               |
 *
 * The longest rule above a name counts, and `rulesGet` says whether it comes before or after the zones.
 *
 * @param type a record type, or `ANY`
 */
export function resolve(view: NetworkView, name: string, type: RecordType | "ANY" | string): Resolution {
  const answers: ViewRecord[] = [];
  const asked = new Set<string>();
  let authoritative = true;
  for (let next: string | undefined = canonical(name); next !== undefined; ) {
    if (asked.has(next) || asked.size > longestChain) return failure("SERVFAIL");
    asked.add(next);
    const step = lookUp(view, next);
    if (step === "SERVFAIL" || step === "REFUSED") return failure(step);
    authoritative &&= step.authoritative;
    if (step.records === undefined) return { rcode: "NXDOMAIN", authoritative, answers };
    const fitting = step.records.filter((record) => type === "ANY" || record.type === type);
    const alias = step.records.find((record) => record.type === "CNAME");
    answers.push(...(fitting.length > 0 || alias === undefined ? fitting : [alias]));
    next = fitting.length === 0 && alias !== undefined ? canonical(alias.value) : undefined;
  }
  return { rcode: "NOERROR", authoritative, answers };
}

interface Found {
  readonly authoritative: boolean;
  /** Of every type; empty for a name that only exists, `undefined` for one that does not. */
  readonly records: readonly ViewRecord[] | undefined;
}

type Step = Found | "SERVFAIL" | "REFUSED";

function lookUp(view: NetworkView, name: string): Step {
  if (view.resolver !== "provider") return askOthers(view, view.resolver, name);
  const rule = ruleAbove(view.rules, name);
  if (rule !== undefined && view.rulesGet === "all") return askOthers(view, rule.servers, name);
  const zones = zonesAbove(view.zones, name);
  for (const zone of zones) {
    const { forwarded } = zone;
    if (forwarded?.names === "all") return askOthers(view, forwarded.servers, name);
    const passesOn = forwarded !== undefined || (rule !== undefined && view.rulesGet === "unheld");
    const records = heldBy(zone, name);
    if (records !== undefined && (records.length > 0 || !passesOn)) return { authoritative: true, records };
    if (forwarded !== undefined) return askOthers(view, forwarded.servers, name);
    if (zone.missing === "nowhere" && !passesOn) return { authoritative: true, records: undefined };
    if (zone.missing !== "next-zone") break;
  }
  if (rule !== undefined) return askOthers(view, rule.servers, name);
  const provided = zones.length === 0 ? named(view.provided, name) : [];
  return provided.length > 0 ? { authoritative: true, records: provided } : askPublic(view, name);
}

function askOthers(view: NetworkView, servers: OtherServers, name: string): Step {
  if (servers === "servfail") return "SERVFAIL";
  return servers === "refused" ? "REFUSED" : askPublic(view, name);
}

function askPublic(view: NetworkView, name: string): Found {
  const found = named(view.public, name);
  return { authoritative: false, records: found.length > 0 ? found : undefined };
}

/** The zones that cover a name, the longest first. */
function zonesAbove(zones: readonly ViewZone[], name: string): readonly ViewZone[] {
  return zones.filter((zone) => isWithin(name, zone.name)).sort((one, other) => other.name.length - one.name.length);
}

/** The longest rule that covers a name. */
function ruleAbove(rules: readonly ViewRule[], name: string): ViewRule | undefined {
  return rules
    .filter((rule) => isWithin(name, rule.name))
    .reduce<ViewRule | undefined>((best, one) => (best && best.name.length >= one.name.length ? best : one), undefined);
}

/** The enabled records of a name in a zone, wildcards included; `undefined` when the zone does not hold the name. */
function heldBy(zone: ViewZone, name: string): readonly ViewRecord[] | undefined {
  const enabled = zone.records.filter((record) => record.enabled);
  const own = named(enabled, name);
  if (own.length > 0) return own;
  // The zone's own name and a name with others below it exist without records, but only where the zone swallows names.
  if (exists(enabled, zone, name)) return zone.missing === "nowhere" ? [] : undefined;
  for (let parent = above(name); isWithin(parent, zone.name); parent = above(parent)) {
    const wild = named(enabled, `*.${parent}`);
    if (wild.length > 0) return wild.map((record) => ({ ...record, name }));
    // A wildcard does not reach past a name that exists (RFC 4592, closest encloser).
    if (exists(enabled, zone, parent)) return undefined;
  }
  return undefined;
}

function exists(enabled: readonly ViewRecord[], zone: ViewZone, name: string): boolean {
  return name === zone.name || enabled.some((record) => isWithin(record.name, name));
}

function named(records: readonly ViewRecord[], name: string): readonly ViewRecord[] {
  return records.filter((record) => record.name === name);
}

function isWithin(name: string, zone: string): boolean {
  return name === zone || (zone !== "" && name.endsWith(`.${zone}`));
}

function above(name: string): string {
  const dot = name.indexOf(".");
  return dot === -1 ? "" : name.slice(dot + 1);
}

function canonical(name: string): string {
  return name.toLowerCase().replace(/\.$/, "");
}

function failure(rcode: "SERVFAIL" | "REFUSED"): Resolution {
  return { rcode, authoritative: false, answers: [] };
}
