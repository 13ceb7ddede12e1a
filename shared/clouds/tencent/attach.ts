import type { Attach, WriteResult } from "../../model/change.ts";
import type { CallContext } from "../port.ts";
import { settle } from "../settle.ts";
import type { Registries } from "./registry.ts";
import type { Transport } from "./transport.ts";

/**
 * ManageInternalEndpoint with `Create`. An instance has one link a network and the API no client token: the links are
 * read first, and an entry for the network, in whatever subnet and state, is `already`. The call goes to the instance's
 * own region and names the network's, which may be a replica's.
 * https://cloud.tencent.com/document/api/1141/50733
 */
export async function attach(
  transport: Transport,
  registries: Registries,
  change: Attach,
  context: CallContext,
): Promise<WriteResult> {
  const { instance, network, subnet, region } = change;
  const options = { region: await registries.home(instance, region, context), context };
  const linked = () => registries.linkNow(instance, change, options);
  const existing = await linked();
  if (existing !== undefined)
    return {
      result: "already",
      sentence: `${network} is linked to ${instance} already, ${existing.vendorState} in ${existing.subnet}.`,
    };
  const parameters = {
    RegistryId: instance,
    Operation: "Create",
    VpcId: network,
    SubnetId: subnet,
    RegionName: region,
  };
  return settle(
    () => transport.call("tcr", "ManageInternalEndpoint", parameters, options),
    async () => (await linked()) !== undefined,
    context,
  );
}
