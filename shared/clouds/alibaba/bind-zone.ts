import type { BindZone, WriteResult } from "../../model/change.ts";
import type { ZoneBinding } from "../../model/zone.ts";
import { type CallContext, CloudError } from "../port.ts";
import { settle } from "../settle.ts";
import { clientToken } from "./client-token.ts";
import type { Transport } from "./transport.ts";
import { foundZone, zoneInfo, zonesNamed } from "./zones.ts";

const call = "pvtz:BindZoneVpc";

/**
 * BindZoneVpc. The call replaces the zone's whole set of VPCs and carries no version, so the set is read right before
 * and must be what the change was planned from, and it is read right after.
 *
 * Refused before anything is sent: an empty set, which the vendor takes as "unbind every VPC", and a set with another
 * account's VPC, which the caller may have no right to bind again.
 */
export async function bindZone(transport: Transport, change: BindZone, context: CallContext): Promise<WriteResult> {
  const { zone, zoneName, have, want, network, region } = change;
  const options = { region, context };
  if (want.length === 0)
    throw refused("invalid", "EmptyBinding", `an empty set would unbind zone ${zone} (${zoneName}) from every network`);

  const bound = async () => (await zoneInfo(transport, zone, options)).bindings;
  const before = (await foundZone(transport, zone, options))?.bindings ?? null;
  if (before === null) return { result: "moved", sentence: `Zone ${zone} (${zoneName}) is gone.` };
  if (sameSet(before, want))
    return { result: "already", sentence: `Zone ${zoneName} is bound to ${names(want)} already.` };
  if (!sameSet(before, have))
    return {
      result: "moved",
      sentence: `Zone ${zoneName} is bound to ${names(before)} by now, not to ${names(have)}.`,
    };
  const foreign = [...before, ...want].find((binding) => binding.account !== null && binding.network !== network);
  if (foreign !== undefined)
    throw refused(
      "conflict",
      "ForeignBinding",
      `zone ${zone} (${zoneName}) is bound to ${foreign.network} of account ${foreign.account}; writing the set again could lose it, so bind ${network} by hand`,
    );

  const Vpcs = want.map(({ network: VpcId, region: RegionId, kind: VpcType }) => ({ VpcId, RegionId, VpcType }));
  const parameters = { ZoneId: zone, Vpcs, ClientToken: clientToken(change) };
  const result = await settle(
    () => transport.call("pvtz", "BindZoneVpc", parameters, options),
    async () => sameSet(await bound(), want),
    context,
  ).catch(async (error: unknown): Promise<never> => {
    throw (await repeated(error, transport, change, before, context)) ?? error;
  });
  if (result.result === "written") await confirm(change, before, bound);
  return result;
}

/** What stands in the way when the vendor says that a network has a zone of this name already: says which one. */
async function repeated(
  error: unknown,
  transport: Transport,
  { zone, zoneName, want, region }: BindZone,
  before: readonly ZoneBinding[],
  context: CallContext,
): Promise<CloudError | null> {
  if (!(error instanceof CloudError) || error.failure.code !== "ZoneVpc.Zone.Repeated" || context.signal.aborted)
    return null;
  const had = new Set(before.map(bindingKey));
  const added = want.filter((binding) => !had.has(bindingKey(binding)));
  const found = await Promise.all(
    added.map(async (binding) => {
      const network = { id: binding.network, region: binding.region };
      const zones = await zonesNamed(transport, zoneName, network, { region, context }).catch(() => []);
      return zones.filter(({ id }) => id !== zone).map(({ id }) => `zone ${id} is bound to ${binding.network}`);
    }),
  );
  const others = found.flat().join(", ") || "another zone of this name is bound to the network";
  const message = `${others}, and a network takes one zone of a name (${zoneName}): unbind that one, or let it answer`;
  return new CloudError({ ...error.failure, message }, { cause: error });
}

// Reads may lag behind writes, so the set as it was says nothing; a third set means that somebody wrote beside us.
async function confirm(
  { zone, zoneName, want }: BindZone,
  before: readonly ZoneBinding[],
  bound: () => Promise<readonly ZoneBinding[]>,
): Promise<void> {
  const after = await bound().catch(() => null);
  if (after === null || sameSet(after, want) || sameSet(after, before)) return;
  throw refused(
    "conflict",
    "BindingContested",
    `zone ${zone} (${zoneName}) was set to ${names(want)} and is bound to ${names(after)} right after: somebody else writes it too`,
  );
}

/** Whether two sets bind the same networks, in whatever order. */
export function sameSet(a: readonly ZoneBinding[], b: readonly ZoneBinding[]): boolean {
  const keys = new Set(a.map(bindingKey));
  return keys.size === new Set(b.map(bindingKey)).size && b.every((binding) => keys.has(bindingKey(binding)));
}

function bindingKey({ network, region, kind }: ZoneBinding): string {
  return `${region}/${network}/${kind}`;
}

/** A set for people. */
export function names(set: readonly ZoneBinding[]): string {
  return set.length === 0 ? "no network" : set.map(({ network }) => network).join(", ");
}

function refused(kind: "invalid" | "conflict", code: string, message: string): CloudError {
  return new CloudError({ kind, call, code, message });
}
