import { parseAddress, parseCidr } from "../../../../cidr.ts";
import { type ActionCall, ApiError } from "../../../action.ts";
import { giveBackAddress, takeAddress } from "../../../addresses.ts";
import type { ResolverAddress, ResolverEndpoint, Vpc, VSwitch } from "../../../state.ts";
import { invalidParameter } from "../errors.ts";

/** What holds the addresses of outbound endpoints in their vSwitches. */
const holder = "pvtz:outbound-endpoint";

/** Takes an address of each vSwitch that `IpConfig` names, the one it asks for or the next; throws `ApiError`. */
export function takeIpConfigs(call: ActionCall, vpc: Vpc): readonly ResolverAddress[] {
  const taken: { readonly vswitch: VSwitch; readonly address: ResolverAddress }[] = [];
  try {
    for (const given of call.parameters.objects("IpConfig")) {
      const vswitch = vswitchOf(call, vpc, given);
      const ip = given["Ip"] ? takeThis(vswitch, given["Ip"]) : takeAddress(vswitch, holder);
      if (ip === undefined) throw new ApiError(invalidParameter);
      const address = { azId: vswitch.zoneId, cidr: vswitch.cidr, vswitchId: vswitch.id, ip };
      taken.push({ vswitch, address });
    }
  } catch (error) {
    for (const { vswitch, address } of taken) giveBackAddress(vswitch, address.ip);
    throw error;
  }
  return taken.map(({ address }) => address);
}

/** Gives the addresses of an endpoint back. */
export function freeIpConfigs({ account }: ActionCall, { ipConfigs }: ResolverEndpoint): void {
  for (const { vswitchId, ip } of ipConfigs) {
    const vswitch = account.vswitches.get(vswitchId);
    if (vswitch !== undefined) giveBackAddress(vswitch, ip);
  }
}

function vswitchOf({ account }: ActionCall, vpc: Vpc, given: Readonly<Record<string, string>>): VSwitch {
  const vswitch = account.vswitches.get(given["VSwitchId"] ?? "");
  const fits = vswitch?.vpcId === vpc.id && vswitch.zoneId === given["AzId"] && vswitch.cidr === given["CidrBlock"];
  if (vswitch === undefined || !fits) throw new ApiError(invalidParameter);
  return vswitch;
}

function takeThis(vswitch: VSwitch, ip: string): string | undefined {
  const block = parseCidr(vswitch.cidr);
  const address = parseAddress(ip);
  if (block === undefined || address === undefined || vswitch.takenAddresses.has(ip)) return undefined;
  if (address <= block.first || address >= block.first + block.size) return undefined;
  vswitch.takenAddresses.set(ip, holder);
  return ip;
}
