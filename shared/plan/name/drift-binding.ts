import type { PastFailure } from "../../model/ledger.ts";
import type { Zone, ZoneBinding } from "../../model/zone.ts";
import { lastRefusal, refusalWords } from "../limits/refusal.ts";
import { type Drift, type DriftInput, type Repair, reported } from "./drift-outcome.ts";

/** Why a zone of another account's network in the set stops the write: the right to bind it again may be missing. */
const foreignBinding = "held/foreign-binding";

/**
 * The zone of a name that lost its binding to the network. Bound to nobody it is bound again, what is wrong in it put
 * right, and seen to be right, before. A zone that others are bound to answers them now, so it is bound as well only where somebody allowed
 * that, only with its whole set, and only as it is.
 */
export function unbound(input: DriftInput, zone: Zone, repairs: readonly Repair[], evidence: string): Drift {
  const sentence = `zone ${zone.name} (${zone.id}) is not bound to this network; ${evidence}`;
  if (zone.origin === "product")
    return reported("drifted/product-zone", `${sentence}; it belongs to the provider and refuses writes`);
  const refusal = refusedLately(input, zone);
  if (refusal !== null) {
    return reported(
      "drifted/shadowed",
      `the vendor refused at ${refusal.at} to bind zone ${zone.name} (${zone.id}) to this network: ${refusalWords(refusal.failure)}; a zone of the same name that cannot be seen from here, or another writer, is in its way: find its owner; it is tried again an hour after the refusal`,
    );
  }
  if (zone.bindings.length > 0) return shared(input, zone, repairs, sentence);
  // Bound only once it was seen to be right: a write that fails must not leave a wrong answer behind a new binding.
  return {
    ...reported("drifted/zone-unbound", sentence),
    repairs: repairs.length > 0 ? repairs : [binding(input, zone)],
  };
}

function shared(input: DriftInput, zone: Zone, repairs: readonly Repair[], sentence: string): Drift {
  const { bindings } = zone;
  const others = bindings.length === 1 ? "another network" : `${bindings.length} other networks`;
  const whole = `${sentence}; it is bound to ${others}, and binding replaces the whole set`;
  const told = (why: string) => reported("drifted/shared-zone-unbound", `${whole}, ${why}`);
  if (!input.optIn.includes("shared-zone"))
    return told("so this is left to a person; or allow it with shared-zone in the registry's optIn");
  if (repairs.length > 0)
    return told("and it is not as it was: what would be put right in it answers others, so this is left to a person");
  const bound = { ...told("so the set is read again right before"), repairs: [binding(input, zone)] };
  const foreign = bindings.find(({ account }) => account !== null);
  if (foreign === undefined) return bound;
  const sentenceOfDoubt = `the set holds ${foreign.network} of account ${foreign.account}, which writing it again could lose; bind the network by hand`;
  return { ...bound, doubt: { code: foreignBinding, sentence: sentenceOfDoubt } };
}

/**
 * Something is wrong in a zone that other networks are bound to as well: they ask it too, and what is right for one of them
 * is wrong for the others, because each has an address of its own.
 */
export function sharedWithOthers(zone: Zone, others: readonly ZoneBinding[], wrong: string): Drift {
  const whose = others.map(({ network, account }) => (account === null ? network : `${network} of account ${account}`));
  return reported(
    "drifted/shared-zone",
    `${wrong}; zone ${zone.name} (${zone.id}) is bound to ${whose.join(", ")} as well, and a write would change what is answered there, so nothing is written: unbind the zone there, and it is put right here`,
  );
}

/** Who else asks the zone. */
export function othersBound(zone: Zone, network: string): readonly ZoneBinding[] {
  return zone.bindings.filter((binding) => binding.network !== network);
}

function binding({ resolution, region }: DriftInput, zone: Zone): Repair {
  return {
    kind: "bind-zone",
    name: resolution.name,
    zone: zone.id,
    zoneName: zone.name,
    revision: zone.revision,
    have: zone.bindings,
    want: [...zone.bindings, { network: resolution.network, region, account: null, kind: "STANDARD" }],
    because: `somebody unbound zone ${zone.name} from this network`,
  };
}

/** The vendor's last refusal to bind the zone because another one is in its way; `null` when it is long ago. */
function refusedLately({ entry, at }: DriftInput, zone: Zone): PastFailure | null {
  const failures = (entry?.failures ?? []).filter(({ failure }) => failure.kind === "conflict");
  return lastRefusal(failures, at, (change) => change.startsWith("bind-zone ") && change.endsWith(` ${zone.id}`));
}
