import type { Attach, WriteResult } from "../../model/change.ts";
import type { CallContext } from "../port.ts";
import { settle } from "../settle.ts";
import { moduleNames, part } from "./registry.ts";
import type { Transport } from "./transport.ts";

/**
 * CreateInstanceVpcEndpointLinkedVpc. The API has no client token: the links are read first, and an entry for the
 * network, in whatever subnet and state, is `already`.
 *
 * `EnableCreateDNSRecordInPvzt` says whether the service-linked role for PrivateZone may be created: with `false` it is
 * not created, and where it exists the records are made all the same (API page of this action). So `false` is right
 * whenever the configuration does not allow the role, and nobody has to ask RAM whether it exists.
 */
export async function attach(
  transport: Transport,
  change: Attach,
  now: () => number,
  context: CallContext,
): Promise<WriteResult> {
  const { region, instance, network, subnet } = change;
  const registry = { alias: change.registry, instance, region };
  const linked = async () => {
    const { links } = await part(transport, registry, change.part, now, context);
    return links.find((link) => link.network === network);
  };
  const existing = await linked();
  if (existing !== undefined)
    return {
      result: "already",
      sentence: `${network} is on the access list of ${instance} already, ${existing.vendorState} in ${existing.subnet}.`,
    };
  const parameters = {
    InstanceId: instance,
    VpcId: network,
    VswitchId: subnet,
    ModuleName: moduleNames[change.part],
    EnableCreateDNSRecordInPvzt: change.createServiceLinkedRole,
  };
  const action = "CreateInstanceVpcEndpointLinkedVpc";
  return settle(
    () => transport.call("cr", action, parameters, { region, context }),
    async () => (await linked()) !== undefined,
    context,
  );
}
