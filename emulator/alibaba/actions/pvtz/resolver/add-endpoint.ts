import { ApiError } from "../../../action.ts";
import { invalidParameter, vpcNotExists } from "../errors.ts";
import { resolverWriteAction } from "../pvtz-action.ts";
import { takeIpConfigs } from "./ip-configs.ts";

/** Source addresses that an endpoint needs. */
const fewestAddresses = 2;

export const addResolverEndpoint = resolverWriteAction({
  name: "AddResolverEndpoint",
  parameters: {
    Name: { type: "string", required: true, maxLength: 20, means: "its name" },
    VpcId: { type: "string", required: true, means: "the VPC through which questions leave" },
    VpcRegionId: { type: "string", required: true, means: "the VPC's region" },
    SecurityGroupId: { type: "string", required: true, means: "kept, not applied" },
    IpConfig: {
      type: "objects",
      fields: ["AzId", "CidrBlock", "VSwitchId", "Ip"],
      required: true,
      maxItems: 6,
      means: "two to six vSwitches, each with its zone and block, and the address to take of it or the next",
    },
  },
  errors: [vpcNotExists],
  run(call, editor) {
    const { parameters, account } = call;
    const vpc = account.vpcs.get(parameters.string("VpcId") ?? "");
    if (vpc === undefined || vpc.region !== parameters.string("VpcRegionId")) throw new ApiError(vpcNotExists);
    if (parameters.objects("IpConfig").length < fewestAddresses) throw new ApiError(invalidParameter);
    const endpoint = editor.addEndpoint({
      name: parameters.string("Name") ?? "",
      vpcId: vpc.id,
      region: vpc.region,
      securityGroupId: parameters.string("SecurityGroupId") ?? "",
      ipConfigs: takeIpConfigs(call, vpc),
    });
    return { EndpointId: endpoint.id };
  },
});
