import type { Detach, WriteResult } from "../../model/change.ts";
import { isGoing, notAsPlanned } from "../detach-step.ts";
import { type CallContext, CloudError } from "../port.ts";
import { settle } from "../settle.ts";
import { moduleNames, part } from "./registry.ts";
import type { Transport } from "./transport.ts";

/** The refusal of a link that is not there, which terraform-provider-alicloud takes for success too. */
const absent = "INSTANCE_ACCESS_NOT_EXIST";

/**
 * DeleteInstanceVpcEndpointLinkedVpc, of one module. The links are read first: one in another vSwitch, or with another
 * address, is not the one that the change was planned for. The answer only means "accepted": the link goes later, and is
 * listed until then.
 */
export async function detach(
  transport: Transport,
  change: Detach,
  now: () => number,
  context: CallContext,
): Promise<WriteResult> {
  const { region, instance, network } = change;
  const registry = { alias: change.registry, instance, region };
  const linked = async () => {
    const { links } = await part(transport, registry, change.part, now, context);
    return links.find((link) => link.network === network);
  };
  const before = await linked();
  const other = notAsPlanned(change, before);
  if (other !== null || before === undefined) return other ?? gone(change);
  const parameters = {
    InstanceId: instance,
    VpcId: network,
    VswitchId: before.subnet,
    ModuleName: moduleNames[change.part],
  };
  const action = "DeleteInstanceVpcEndpointLinkedVpc";
  try {
    return await settle(
      () => transport.call("cr", action, parameters, { region, context }),
      async () => isGoing(before, await linked()),
      context,
    );
  } catch (error) {
    if (error instanceof CloudError && error.failure.code === absent) return gone(change);
    throw error;
  }
}

function gone({ network, instance }: Detach): WriteResult {
  return { result: "already", sentence: `${network} is not on the access list of ${instance} any more.` };
}
