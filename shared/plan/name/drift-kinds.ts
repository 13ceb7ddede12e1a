import type { ExplanationStep } from "../../model/explanation.ts";
import type { OptIn } from "../../model/settings.ts";

/** What publishes the name that drifted: a zone, the vendor's own switch, or neither: the network asks elsewhere. */
export type Mechanism = "zone" | "switch" | "network";

/** The setting of a registry that allows an opt-in repair. */
export type DriftOptIn = OptIn | "createServiceLinkedRole";

/** One way in which a name comes to answer something else than its link's address. */
export interface DriftKind {
  /** The finding's code; the same one may be of several mechanisms. */
  readonly code: string;
  readonly mechanism: Mechanism;
  /** The step of the chain that it breaks. */
  readonly step: Extract<ExplanationStep["step"], "zone" | "binding" | "record" | "resolver">;
  /** The words that the finding's sentence begins with. */
  readonly kind: string;
  /** `repair`: put right in mode `repair` (switches: `attach`); `opt-in`: where a setting allows it; `report`: told. */
  readonly mark: "repair" | "opt-in" | "report";
  readonly optIn?: DriftOptIn;
  /** What Mooring sees. */
  readonly seen: string;
  /** What it does about it; where it does nothing, what somebody has to do. */
  readonly done: string;
}

/**
 * Every kind of drift: tests, the first words of findings and docs/drift.md follow from this one table. What a
 * baseline, an own zone and a switch are is said in docs/architecture.md.
 */
export const driftKinds = [
  {
    code: "drifted/record-missing",
    mechanism: "zone",
    step: "record",
    kind: "record missing",
    mark: "repair",
    seen: "the name's zone is bound to the network and has no record of the name",
    done: "the record is created with the link's address and the TTL of the baseline",
  },
  {
    code: "drifted/record-disabled",
    mechanism: "zone",
    step: "record",
    kind: "record disabled",
    mark: "repair",
    seen: "the record with the link's address is there and disabled",
    done: "the record is enabled",
  },
  {
    code: "drifted/record-changed",
    mechanism: "zone",
    step: "record",
    kind: "wrong value",
    mark: "repair",
    seen: "the only record of the name has another address",
    done: "the record is corrected in one write",
  },
  {
    code: "drifted/record-type",
    mechanism: "zone",
    step: "record",
    kind: "wrong type",
    mark: "repair",
    seen: "a CNAME or AAAA record stands where the A record should be",
    done: "the record is corrected in one write",
  },
  {
    code: "drifted/extra-value",
    mechanism: "zone",
    step: "record",
    kind: "extra value",
    mark: "repair",
    seen: "the name answers something else beside the link's address",
    done: "the other records of the name are deleted; the right one is not touched",
  },
  {
    code: "drifted/ttl",
    mechanism: "zone",
    step: "record",
    kind: "TTL changed",
    mark: "repair",
    seen: "the record has the link's address and another TTL than its baseline",
    done: "the TTL is returned to the baseline's",
  },
  {
    code: "drifted/fall-through",
    mechanism: "zone",
    step: "zone",
    kind: "fall-through changed",
    mark: "repair",
    seen: "the zone passes names that it does not hold on to public resolution, or refuses them, unlike its baseline",
    done: "the zone is returned to its baseline, after its records and before its binding",
  },
  {
    code: "drifted/stale-address",
    mechanism: "zone",
    step: "record",
    kind: "stale address",
    mark: "repair",
    seen: "the link has a new address and the record the one before",
    done: "once two readings 30 seconds apart agree and the address is the link's alone, the record is corrected",
  },
  {
    code: "drifted/zone-unbound",
    mechanism: "zone",
    step: "binding",
    kind: "zone unbound",
    mark: "repair",
    seen: "the name's zone is bound to no network any more",
    done: "its records are put right, then it is bound to this network again",
  },
  {
    code: "drifted/shared-zone-unbound",
    mechanism: "zone",
    step: "binding",
    kind: "shared zone unbound",
    mark: "opt-in",
    optIn: "shared-zone",
    seen: "the name's zone is not bound to this network, but to others",
    done: "with shared-zone the whole set and this network are bound, if its records are right and no other account's network is in the set (held/foreign-binding); else bind it by hand",
  },
  {
    code: "drifted/shared-zone",
    mechanism: "zone",
    step: "record",
    kind: "shared zone changed",
    mark: "report",
    seen: "something is wrong in the name's zone, and other networks are bound to it as well",
    done: "nothing is written, because it would change what they answer; unbind them, and it is put right",
  },
  {
    code: "drifted/zone-missing",
    mechanism: "zone",
    step: "zone",
    kind: "zone missing",
    mark: "opt-in",
    optIn: "recreate-zone",
    seen: "the zone that answered the name is gone, or none was ever made",
    done: "with recreate-zone a zone of Mooring's own is made; else detach the network and attach it again",
  },
  {
    code: "drifted/own-zone-missing",
    mechanism: "zone",
    step: "zone",
    kind: "own zone missing",
    mark: "repair",
    seen: "a zone that Mooring made is gone",
    done: "it is made again: empty, then its record, then its binding",
  },
  {
    code: "drifted/own-zone-taken",
    mechanism: "zone",
    step: "zone",
    kind: "own zone taken over",
    mark: "report",
    seen: "somebody gave a zone that Mooring made another remark, and it does not answer rightly",
    done: "nothing is written in it, and it is not deleted; give it its remark again, or delete it, and Mooring puts it right",
  },
  {
    code: "drifted/shadowed",
    mechanism: "zone",
    step: "binding",
    kind: "shadowed",
    mark: "report",
    seen: "another zone bound to the network answers: a more specific one, one of the same name, or a hand-made one",
    done: "its owner must unbind it, or publish the link's address in it and nothing else of the name",
  },
  {
    code: "blocked/zone-conflict",
    mechanism: "zone",
    step: "binding",
    kind: "zone conflict",
    mark: "report",
    seen: "the registry says that somebody's zone of the same name kept it from publishing",
    done: "its owner must unbind it, or publish the link's address in it and nothing else of the name",
  },
  {
    code: "blocked/main-domain-bound",
    mechanism: "zone",
    step: "binding",
    kind: "main domain bound",
    mark: "report",
    seen: "the network has somebody else's zone of the main domain of a custom name",
    done: "publish the link's address in that zone, or unbind it",
  },
  {
    code: "drifted/product-zone",
    mechanism: "zone",
    step: "record",
    kind: "provider's zone",
    mark: "report",
    seen: "the name answers wrongly from a zone of the provider's, which refuses writes",
    done: "open a ticket with the vendor",
  },
  {
    code: "drifted/orphan-zone",
    mechanism: "zone",
    step: "zone",
    kind: "orphan zone",
    mark: "report",
    seen: "a link is gone, the network does not wish for it any more, and a zone still answers its name",
    done: "its owner must unbind or delete it; zones of Mooring's own are removed",
  },
  {
    code: "blocked/no-zone-role",
    mechanism: "zone",
    step: "zone",
    kind: "zone role missing",
    mark: "opt-in",
    optIn: "createServiceLinkedRole",
    seen: "the service-linked role with which the registry publishes names is gone, or was never made",
    done: "with createServiceLinkedRole the role is made, once an account; else make it by hand",
  },
  {
    code: "blocked/dns-closed",
    mechanism: "zone",
    step: "zone",
    kind: "private DNS closed",
    mark: "report",
    seen: "private DNS is not activated in the account",
    done: "activate it; until then nothing is made or written",
  },
  {
    code: "blocked/dns-in-debt",
    mechanism: "zone",
    step: "zone",
    kind: "private DNS in debt",
    mark: "report",
    seen: "private DNS of the account is in debt",
    done: "settle the bill; until then nothing is made or written",
  },
  {
    code: "drifted/switch-off",
    mechanism: "switch",
    step: "record",
    kind: "switch off",
    mark: "repair",
    seen: "the name's private resolution is off, and Mooring had turned it on",
    done: "it is turned on again with the link's address",
  },
  {
    code: "drifted/stale-address",
    mechanism: "switch",
    step: "record",
    kind: "stale address",
    mark: "repair",
    seen: "the name was published with another address than its link has now, as after the link was made again",
    done: "it is turned off with the old address, then on with the new one, under the same proofs as for a zone; written over where the vendor refuses to turn the old one off",
  },
  {
    code: "drifted/switch-region",
    mechanism: "switch",
    step: "record",
    kind: "wrong region",
    mark: "repair",
    seen: "the name's private resolution is on under another region than the network's",
    done: "it is turned off there, then on under the network's region",
  },
  {
    code: "drifted/switch-orphan",
    mechanism: "switch",
    step: "record",
    kind: "switch left on",
    mark: "repair",
    seen: "the link is gone and will not come back, and a name that Mooring published is still on",
    done: "it is turned off with the address and the region that the ledger has",
  },
  {
    code: "drifted/switch-error",
    mechanism: "switch",
    step: "record",
    kind: "switch in error",
    mark: "report",
    seen: "the vendor reports an error of the name's private resolution",
    done: "look at the registry's console, or open a ticket",
  },
  {
    code: "unknown/unpublished-address",
    mechanism: "switch",
    step: "record",
    kind: "address untold",
    mark: "report",
    seen: "the name's private resolution is on, Mooring did not turn it on, and nobody tells its address",
    done: "turn it off in the console, and Mooring publishes it",
  },
  {
    code: "drifted/record-disabled",
    mechanism: "switch",
    step: "record",
    kind: "record disabled",
    mark: "report",
    seen: "the record of the name that is on can be seen, and it is disabled",
    done: "enable the record, or turn the name off, and Mooring turns it on again",
  },
  {
    code: "drifted/zone-unbound",
    mechanism: "switch",
    step: "binding",
    kind: "zone unbound",
    mark: "report",
    seen: "the zone of the name that is on can be seen, holds its record, and is bound to no network",
    done: "bind the zone, or turn the name off, and Mooring turns it on again",
  },
  {
    code: "drifted/shadowed",
    mechanism: "switch",
    step: "binding",
    kind: "shadowed",
    mark: "report",
    seen: "a customer's zone bound to the network answers instead of the name's private resolution, or passes the name on",
    done: "its owner must unbind it, or publish the link's address in it",
  },
  {
    code: "drifted/forwarded",
    mechanism: "network",
    step: "resolver",
    kind: "forwarded",
    mark: "report",
    seen: "a forwarding rule in force in the network covers the name, and no bound zone that holds it goes before the rule",
    done: "take the network out of the rule, or have the servers that are asked answer the link's address",
  },
  {
    code: "blocked/custom-resolvers",
    mechanism: "network",
    step: "resolver",
    kind: "custom resolvers",
    mark: "report",
    seen: "the network's machines ask resolvers of their own and never the provider's",
    done: "add the provider's, or list resolvers that ask them under forwardingResolvers",
  },
] as const satisfies readonly DriftKind[];

const all: readonly DriftKind[] = driftKinds;

/** The kind of a code; of one that is of two mechanisms, the one of `mechanism`. */
export function driftKindOf(code: string, mechanism: Mechanism = "zone"): DriftKind | null {
  const found = all.filter((kind) => kind.code === code);
  return found.find((kind) => kind.mechanism === mechanism) ?? found[0] ?? null;
}

/** A finding's sentence as people read it: a drift begins with the words of its kind. */
export function withKind(code: string, sentence: string): string {
  const kind = driftKindOf(code);
  return kind === null ? sentence : `${kind.kind}: ${sentence}`;
}
