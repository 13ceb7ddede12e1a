import type { Clock } from "../../kernel/clock.ts";
import type { DeleteZone, WriteResult } from "../../model/change.ts";
import { type CallContext, CloudError } from "../port.ts";
import { settle } from "../settle.ts";
import { names, sameSet } from "./bind-zone.ts";
import { clientToken } from "./client-token.ts";
import type { Transport } from "./transport.ts";
import { foundZone, revisionOf, zoneRecords } from "./zones.ts";

/** The vendor may take a moment to notice that a zone is bound to nothing any more; milliseconds between the tries. */
const waits = [1_000, 2_000];

/**
 * BindZoneVpc without a network, then DeleteZone, which refuses a bound zone. The zone is read right before and must be
 * what the change was planned from, its records included: what somebody added since would go with it.
 */
export async function deleteZone(
  transport: Transport,
  change: DeleteZone,
  clock: Clock,
  context: CallContext,
): Promise<WriteResult> {
  const { zone, zoneName, have, region, revision } = change;
  const options = { region, context };
  const before = await foundZone(transport, zone, options);
  if (before === null) return { result: "already", sentence: `Zone ${zone} (${zoneName}) is gone already.` };
  if (!sameSet(before.bindings, have))
    return {
      result: "moved",
      sentence: `Zone ${zoneName} is bound to ${names(before.bindings)}, not to ${names(have)}.`,
    };
  if (revisionOf(before, await zoneRecords(transport, zone, options)) !== revision)
    return { result: "moved", sentence: `Zone ${zone} (${zoneName}) was changed since it was looked at.` };

  const unbound = async () => (await foundZone(transport, zone, options))?.bindings.length === 0;
  if (have.length > 0) {
    const parameters = { ZoneId: zone, ClientToken: clientToken(change, "unbind") };
    await settle(() => transport.call("pvtz", "BindZoneVpc", parameters, options), unbound, context);
  }
  const remove = () =>
    settle(
      () => transport.call("pvtz", "DeleteZone", { ZoneId: zone, ClientToken: clientToken(change) }, options),
      async () => (await foundZone(transport, zone, options)) === null,
      context,
    );
  for (const wait of waits) {
    try {
      return await remove();
    } catch (error) {
      if (!(error instanceof CloudError) || error.failure.code !== "Zone.VpcExists") throw error;
      await clock.sleep(wait, context.signal);
      if (!(await unbound())) throw error;
    }
  }
  return remove();
}
