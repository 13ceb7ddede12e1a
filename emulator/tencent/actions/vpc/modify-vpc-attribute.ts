import { type TencentAction, tencentAction } from "../../action.ts";
import {
  attributeParameters,
  dnsServersOf,
  domainNameOf,
  multicastOf,
  nameOf,
  refusePublishing,
} from "./attributes.ts";
import { vpcErrors } from "./errors.ts";
import { findVpc } from "./find.ts";
import { vpcResource } from "./resources.ts";

export const modifyVpcAttribute: TencentAction = tencentAction({
  product: "vpc",
  name: "ModifyVpcAttribute",
  access: "write",
  parameters: {
    VpcId: { type: "string", required: true, means: "the VPC" },
    VpcName: { type: "string", means: "its new name" },
    ...attributeParameters,
    EnableCdcPublish: { type: "boolean", means: "publish subnets of dedicated clusters to a CCN; without effect" },
  },
  errors: [
    vpcErrors.malformed,
    vpcErrors.notFound,
    vpcErrors.invalidValue,
    vpcErrors.tooLong,
    vpcErrors.limitExceeded,
    vpcErrors.unsupported,
  ],
  run(call) {
    const vpc = findVpc(call, call.parameters.string("VpcId") ?? "");
    const asked = call.parameters.string("VpcName");
    const name = asked === undefined ? vpc.name : nameOf(asked);
    const dnsServers = dnsServersOf(call) ?? vpc.dnsServers;
    const domainName = domainNameOf(call) ?? vpc.domainName;
    const enableMulticast = multicastOf(call) ?? vpc.enableMulticast;
    refusePublishing(call);
    Object.assign(vpc, { name, dnsServers, domainName, enableMulticast });
    return {};
  },
  resources: (call) => [vpcResource(call, call.parameters.string("VpcId") ?? "")],
});
