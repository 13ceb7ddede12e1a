import { contains, parseCidr } from "../../../cidr.ts";
import { RefusedError, type TencentAction, type TencentCall, tencentAction } from "../../action.ts";
import type { TencentVpc } from "../../state.ts";
import {
  attributeParameters,
  dnsServersOf,
  domainNameOf,
  multicastOf,
  nameOf,
  refusePublishing,
  usualDnsServers,
} from "./attributes.ts";
import { vpcErrors } from "./errors.ts";
import { vpcResource } from "./resources.ts";
import { tagsOf, tagsParameter, vpcTagErrors } from "./tags.ts";
import { vpcView } from "./views.ts";

export const createVpc: TencentAction = tencentAction({
  product: "vpc",
  name: "CreateVpc",
  access: "write",
  parameters: {
    VpcName: { type: "string", required: true, means: "its name, at most 60 bytes" },
    CidrBlock: { type: "string", required: true, means: "its addresses" },
    ...attributeParameters,
    Tags: tagsParameter,
  },
  errors: [
    vpcErrors.invalidValue,
    vpcErrors.malformed,
    vpcErrors.tooLong,
    vpcErrors.limitExceeded,
    vpcErrors.quota,
    vpcErrors.unsupported,
    ...Object.values(vpcTagErrors),
  ],
  run(call) {
    const name = nameOf(call.parameters.string("VpcName") ?? "");
    const cidr = vpcBlock(call, call.parameters.string("CidrBlock") ?? "");
    refusePublishing(call);
    const attributes = {
      enableMulticast: multicastOf(call) ?? false,
      domainName: domainNameOf(call) ?? "",
      dnsServers: dnsServersOf(call) ?? usualDnsServers(),
    };
    const tags = tagsOf(call);
    refuseAboveQuota(call);
    const vpc: TencentVpc = {
      id: call.ids.resource("vpc"),
      region: call.region,
      createdAt: call.clock.now(),
      cidr,
      isDefault: false,
      name,
      ...attributes,
      tags,
    };
    call.account.vpcs.set(vpc.id, vpc);
    return { Vpc: vpcView(call, vpc) };
  },
  resources: (call, response) => [vpcResource(call, idIn(response["Vpc"]))],
});

/** The block of a VPC: in one of the three private ranges, with a mask that the range allows; throws `RefusedError`. */
function vpcBlock({ settings }: TencentCall, cidr: string): string {
  const block = parseCidr(cidr);
  if (block === undefined) throw new RefusedError(vpcErrors.malformed);
  const ranges = [
    { range: settings.vpcTenRange, shortest: 12 },
    { range: "172.16.0.0/12", shortest: 12 },
    { range: "192.168.0.0/16", shortest: 16 },
  ];
  const fits = ranges.some(({ range, shortest }) => {
    const whole = parseCidr(range);
    return whole !== undefined && contains(whole, block) && block.length >= shortest && block.length <= 28;
  });
  if (!fits) throw new RefusedError(vpcErrors.invalidValue);
  return cidr;
}

export function refuseAboveQuota(call: TencentCall): void {
  const inRegion = [...call.account.vpcs.values()].filter(({ region }) => region === call.region);
  if (inRegion.length >= call.settings.tencentVpcsPerRegion) throw new RefusedError(vpcErrors.quota);
}

function idIn(vpc: unknown): string {
  return typeof vpc === "object" && vpc !== null && "VpcId" in vpc ? String(vpc.VpcId) : "*";
}
