import fc from "fast-check";
import { changeKey } from "../../shared/model/change.ts";
import type { Estate, ResolutionView } from "../../shared/model/estate.ts";
import { type CallFailure, known, unknown } from "../../shared/model/known.ts";
import type { LedgerEntry, OwnZone, PastFailure, PublishedName } from "../../shared/model/ledger.ts";
import type { NetworkMatch, Rule, Settings } from "../../shared/model/settings.ts";
import { changeId } from "../../shared/plan/change-id.ts";
import { guard } from "../../shared/plan/guard.ts";
import { confirmations, withConfirmed } from "../../shared/plan/link/confirm.ts";
import { plan } from "../../shared/plan/plan.ts";
import {
  at,
  baselineOf,
  boundTo,
  estateOf,
  minutesAgo,
  publishedOf,
  recordOf,
  zoneOf,
} from "../unit/plan/estate-of.ts";
import { exemptionLists, ruleLists } from "./rule-lists.ts";
import { seas, seen } from "./seas.ts";
import { worlds } from "./zone-worlds.ts";

const domainName = "mirror.example.net";
const kinds = ["denied", "conflict", "unavailable", "throttled"] as const;

const everything: NetworkMatch = {
  accounts: [],
  regions: [],
  networks: [],
  resourceGroups: [],
  tags: {},
  registries: [],
};

/** Rules of which the last decides whatever no other one did. */
const endingRules = fc
  .record({ first: ruleLists, last: fc.constantFrom<Rule["outcome"]>("accept", "ask") })
  .map(({ first, last }): Settings["rules"] => [
    ...(first ?? []),
    { name: "the rest", match: everything, outcome: last, priority: 0 },
  ]);

/** A domain of the user's own in a zone that Mooring made: how the zone is seen. */
const zoneStates = [
  "none",
  "none",
  "right",
  "right",
  "wrong",
  "unbound",
  "empty",
  "shared",
  "filled",
  "gone",
  "unread",
];

/** Which cloud's estate it is, what the configuration says beside, and what is remembered of writes and of people. */
const shapes = fc.record({
  base: fc.oneof(
    worlds.map((world) => estateOf(world)),
    seas.map((sea) => seen(sea)),
  ),
  rules: fc.oneof(
    { weight: 3, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: ruleLists },
    { weight: 2, arbitrary: endingRules },
  ),
  exemptions: exemptionLists,
  /** Of each link of Mooring's; and whether the configuration names the domain still. */
  zones: fc.array(fc.constantFrom(...zoneStates), { minLength: 4, maxLength: 4 }),
  domain: fc.oneof({ weight: 3, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
  /** Of the links that wait for an approval, which are approved; nobody can read them at all. */
  approved: fc.oneof(
    {
      weight: 4,
      arbitrary: fc.array(fc.constantFrom("now", "over", "another's", "no"), { minLength: 4, maxLength: 4 }),
    },
    { weight: 1, arbitrary: fc.constant(null) },
  ),
  /** Of the planned writes, which failed before, how, and so many minutes ago. */
  failed: fc.oneof(
    { weight: 2, arbitrary: fc.constant([]) },
    {
      weight: 1,
      arbitrary: fc.array(
        fc.record({ which: fc.nat(20), kind: fc.constantFrom(...kinds), ago: fc.constantFrom(5, 30, 90) }),
        {
          maxLength: 4,
        },
      ),
    },
  ),
});

/** Random estates of both clouds with rules, zones of Mooring's own, exemptions, approvals, leaving links, lists in doubt and remembered failures. */
export const wholeEstates: fc.Arbitrary<Estate> = shapes.map(
  ({ base, rules, exemptions, zones, domain, approved, failed }) => {
    const ruled: Estate = { ...base, settings: { ...base.settings, rules, exemptions } };
    const remembering = withFailures(withOwnZones(ruled, zones, domain), failed);
    const estate = withConfirmed(remembering, confirmations(remembering));
    return withApprovals(estate, approved);
  },
);

/** The estate with a domain of the user's own for links of Mooring's, each in a zone of its own. */
function withOwnZones(estate: Estate, states: readonly string[], isConfigured: boolean): Estate {
  const { ledger } = estate;
  if (!ledger.known) return estate;
  const views = new Map<string, ResolutionView[]>();
  const taken = new Set<string>();
  const value = ledger.value.map((entry, index): LedgerEntry => {
    const state = states[index % states.length] ?? "none";
    const registry = estate.settings.registries.find(({ instance }) => instance === entry.registry);
    const isOurs = entry.deployment === estate.deployment && entry.attachedAt !== null && entry.part === "registry";
    if (state === "none" || registry === undefined || !isOurs || taken.has(entry.network)) return entry;
    taken.add(entry.network);
    const { network, part, region, address } = entry;
    const id = `own-${network}`;
    const own: OwnZone = { id, name: domainName, remark: `mooring ${network}` };
    const name: PublishedName = publishedOf({
      name: domainName,
      kind: "custom",
      region,
      address: address ?? "10.0.0.9",
      baseline: baselineOf({ zone: id, zoneName: domainName }),
      ownZone: own,
    });
    const record = recordOf({ id: `record-${id}`, value: state === "wrong" ? "10.200.0.1" : name.address });
    const extra = state === "filled" ? [recordOf({ id: `more-${id}`, host: "www", value: "10.200.0.2" })] : [];
    const zone = zoneOf({
      id,
      name: domainName,
      remark: own.remark,
      bindings:
        state === "unbound"
          ? []
          : [boundTo(network, region), ...(state === "shared" ? [boundTo("vpc-77", region)] : [])],
      records: state === "empty" ? [] : [record, ...extra],
    });
    const zones = state === "gone" ? [] : [zone];
    const seen = { network, part, name: domainName, switch: null, forwarding: null, zones };
    const resolution = state === "unread" ? unknown("a page was not answered") : known(seen, at);
    views.set(registry.alias, [...(views.get(registry.alias) ?? []), { network, part, name: domainName, resolution }]);
    return { ...entry, names: [...entry.names, name] };
  });
  const domains = isConfigured ? [{ name: domainName, mainDomain: "example.net" }] : [];
  const zones = known({ count: 10, limit: 500, layout: "name" as const, price: null }, at);
  return {
    ...estate,
    settings: {
      ...estate.settings,
      registries: estate.settings.registries.map((one) => ({ ...one, customDomains: domains })),
    },
    accounts: estate.accounts.map((one) => ({ ...one, zones })),
    registries: estate.registries.map((one) => ({
      ...one,
      resolutions: [...one.resolutions, ...(views.get(one.alias) ?? [])],
    })),
    ledger: { ...ledger, value },
  };
}

function withFailures(
  estate: Estate,
  failed: readonly { readonly which: number; readonly kind: CallFailure["kind"]; readonly ago: number }[],
): Estate {
  const { changes } = plan(estate);
  if (!estate.ledger.known || changes.length === 0) return estate;
  const past = failed.flatMap(({ which, kind, ago }) => {
    const change = changes[which % changes.length];
    if (change === undefined) return [];
    const failure: CallFailure = { kind, call: "a:Write", code: "Refused", message: "no" };
    const told: PastFailure = { at: minutesAgo(ago), change: changeKey(change), failure };
    return [{ change, told }];
  });
  const value = estate.ledger.value.map((entry) => {
    const own = past.filter(
      ({ change }) =>
        change.instance === entry.registry && change.network === entry.network && change.part === entry.part,
    );
    return own.length === 0 ? entry : { ...entry, failures: [...entry.failures, ...own.map(({ told }) => told)] };
  });
  return { ...estate, ledger: { ...estate.ledger, value } };
}

function withApprovals(estate: Estate, approved: readonly string[] | null): Estate {
  if (approved === null) return { ...estate, approvals: unknown("not read") };
  const words = guard(plan(estate), estate, "full").held.flatMap(({ change, code }, index) => {
    const word = approved[index % approved.length];
    if (change.kind !== "attach" || code !== "held/approval" || word === "no") return [];
    return [
      {
        version: 1 as const,
        deployment: word === "another's" ? "another" : estate.deployment,
        id: changeId(change),
        change,
        by: "ann",
        reason: "seen",
        at: minutesAgo(90),
        until: minutesAgo(word === "over" ? 1 : -60),
      },
    ];
  });
  return { ...estate, approvals: known(words, at) };
}
