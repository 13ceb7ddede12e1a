import type { Resolution } from "../../model/name.ts";
import type { ForwardingRule, Zone } from "../../model/zone.ts";
import { boundZones } from "./answer.ts";
import type { Drift } from "./drift-outcome.ts";

/**
 * What a forwarding rule makes of a name that is right by zones and switches. Whether a rule or a zone of the same name
 * wins is not documented alike by the vendors, and there is no probe inside the network: a bound zone that holds the
 * name and is at least as specific as the rule is taken to win, in every other case the rule; a zone never wins over a
 * rule of its own. A name that is wrong already stays what it is.
 */
export function withForwarding(found: Drift, resolution: Resolution): Drift {
  const rule = resolution.forwarding;
  if (rule === null) return found;
  const [top] = boundZones(resolution);
  if (found.state !== "moored")
    return { ...found, sentence: `${found.sentence}; ${ruleWords(rule)}, which covers the name as well` };
  if (top !== undefined && found.code === "moored/resolving" && goesFirst(top, rule))
    return { ...found, sentence: `${found.sentence}; ${ruleWords(rule)}, and the zone, being as specific, goes first` };
  return {
    state: "drifted",
    code: "drifted/forwarded",
    sentence: `${ruleWords(rule)}, and no zone bound to this network answers it before the rule, so its machines may hear another answer for ${resolution.name} than the link's address; take the network out of the rule, or have those servers answer the link's address`,
    repairs: [],
    baseline: null,
  };
}

function goesFirst(zone: Zone, rule: ForwardingRule): boolean {
  return rule.ofZone === true ? zone.name.length > rule.zone.length : zone.name.length >= rule.zone.length;
}

/** A rule in the words of a sentence's beginning. */
export function ruleWords({ id, zone, servers }: ForwardingRule): string {
  const asked = servers.length === 0 ? "other servers" : servers.join(", ");
  return `forwarding rule ${id} asks ${asked} for every name under ${zone}`;
}
