import type { Detach, WriteResult } from "../../model/change.ts";
import type { Link } from "../../model/link.ts";
import type { NameSwitch } from "../../model/name.ts";
import { isGoing, moved, notAsPlanned } from "../detach-step.ts";
import { type CallContext, CloudError } from "../port.ts";
import { settle } from "../settle.ts";
import { readSwitch, type SwitchGroup } from "./dns-status.ts";
import { publishing } from "./publishing.ts";
import type { Registries } from "./registry.ts";
import type { CallOptions, Transport } from "./transport.ts";

/** Whether a network is still there, read by its id. */
export type NetworkExists = (place: { readonly network: string; readonly region: string }) => Promise<boolean>;

/**
 * ManageInternalEndpoint with `Delete` and the link's own subnet. The answer only means "accepted": the link goes later,
 * and is listed until then.
 *
 * What becomes of names that are on when their link is deleted is documented nowhere: it may be refused, take them along
 * or leave them answering with a dead address. So the switches of both kinds of name are read first, and a link is
 * deleted only when each is off, or when nothing can ask for the name: the network is gone, or the account's private DNS
 * is not open. A link that shows no address and never had one cannot be asked about, and has nothing published.
 * https://cloud.tencent.com/document/api/1141/50733
 */
export async function detach(
  transport: Transport,
  registries: Registries,
  exists: NetworkExists,
  change: Detach,
  context: CallContext,
): Promise<WriteResult> {
  const { instance, network, region } = change;
  const options = { region: await registries.home(instance, region, context), context };
  const linked = () => registries.linkNow(instance, change, options);
  const before = await linked();
  const other = notAsPlanned(change, before);
  if (other !== null) return other;
  if (before === undefined) return { result: "already", sentence: `${network} is not linked to ${instance} any more.` };
  const inTheWay = await stillOn(transport, exists, change, before, options);
  if (inTheWay !== null) return moved(inTheWay);
  const parameters = {
    RegistryId: instance,
    Operation: "Delete",
    VpcId: network,
    SubnetId: before.subnet,
    RegionName: region,
  };
  return settle(
    () => transport.call("tcr", "ManageInternalEndpoint", parameters, options),
    async () => isGoing(before, await linked()),
    context,
  );
}

/** Which name may still be published, as a sentence; throws when that cannot be read of a network that is there. */
async function stillOn(
  transport: Transport,
  exists: NetworkExists,
  change: Detach,
  link: Link,
  options: CallOptions,
): Promise<string | null> {
  const { instance, network, region } = change;
  const address = link.address.known ? link.address.value : change.address;
  if (address === null) return null;
  // Somebody may have turned a name on under the registry's region, which is not that of a replica's network.
  const away = options.region === region ? [] : [{ region: options.region, away: true }];
  for (const where of [{ region, away: false }, ...away])
    for (const kind of ["vpc", "default"] as const) {
      const said = await attempt(transport, { instance, kind, ...where }, { network, address }, options);
      if (!(said instanceof CloudError) && said.state === "off") continue;
      // Where a network may not even be asked about, nothing is on.
      if (where.away && said instanceof CloudError && said.failure.kind === "invalid") continue;
      if (!(said instanceof CloudError) && said.state === "on") return sentence(change, kind, "is still published");
      // Of a network that is gone the vendor says an error, and where private DNS is not open as well.
      if (await nobodyAsks(transport, exists, change, options)) return null;
      if (said instanceof CloudError) throw said;
      return sentence(change, kind, `is not known to be off (${said.vendorState || "no status"})`);
    }
  return null;
}

async function attempt(
  transport: Transport,
  group: SwitchGroup,
  asked: { readonly network: string; readonly address: string },
  options: CallOptions,
): Promise<NameSwitch | CloudError> {
  try {
    return await readSwitch(transport, group, asked, options);
  } catch (error) {
    if (error instanceof CloudError) return error;
    throw error;
  }
}

async function nobodyAsks(
  transport: Transport,
  exists: NetworkExists,
  { network, region }: Detach,
  options: CallOptions,
): Promise<boolean> {
  if (!(await exists({ network, region }))) return true;
  return (await publishing(transport, options.region, options.context)).service === "closed";
}

function sentence({ network }: Detach, kind: "vpc" | "default", what: string): string {
  const name = kind === "vpc" ? "name inside networks" : "public name";
  return `The registry's ${name} ${what} in ${network}: it is turned off before the link is deleted.`;
}
