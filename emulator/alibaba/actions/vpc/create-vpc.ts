import { parseCidr } from "../../../cidr.ts";
import { type Action, ApiError, action } from "../../action.ts";
import type { Vpc } from "../../state.ts";
import { tagErrors, tagParameter, tagsToWrite, writeTags } from "../../tags.ts";
import { vpcErrors } from "./errors.ts";
import { descriptionParameter, nameIsValid, regionParameter } from "./parameters.ts";

export const createVpc: Action = action({
  product: "vpc",
  version: "2016-04-28",
  name: "CreateVpc",
  access: "write",
  repeatable: true,
  parameters: {
    RegionId: regionParameter,
    CidrBlock: { type: "string", means: "its addresses; 172.16.0.0/12 when left out" },
    VpcName: { type: "string", maxLength: 128, means: "its name" },
    Description: descriptionParameter,
    ResourceGroupId: { type: "string", means: "its resource group" },
    ClientToken: { type: "string", maxLength: 64, means: "makes a repeated call harmless" },
    ...tagParameter,
  },
  errors: [vpcErrors.malformedCidr, vpcErrors.malformedName, vpcErrors.vpcQuota, ...Object.values(tagErrors)],
  run(call) {
    const cidr = call.parameters.string("CidrBlock") || "172.16.0.0/12";
    const block = parseCidr(cidr);
    if (block === undefined || block.length < 8 || block.length > 28) throw new ApiError(vpcErrors.malformedCidr);
    const name = call.parameters.string("VpcName") ?? "";
    if (!nameIsValid(name)) throw new ApiError(vpcErrors.malformedName);
    const inRegion = [...call.account.vpcs.values()].filter(({ region }) => region === call.region);
    if (inRegion.length >= call.settings.vpcsPerRegion) throw new ApiError(vpcErrors.vpcQuota);
    const tags = tagsToWrite(call.parameters.objects("Tag"));

    const vpc: Vpc = {
      id: call.ids.resource("vpc"),
      region: call.region,
      createdAt: call.clock.now(),
      cidr,
      isDefault: false,
      vRouterId: call.ids.resource("vrt"),
      routeTableId: call.ids.resource("vtb"),
      resourceGroupId: call.parameters.string("ResourceGroupId") || "rg-acfmemulated01",
      name,
      description: call.parameters.string("Description") ?? "",
      status: call.settings.networkAvailableMs > 0 ? "Pending" : "Available",
      tags: new Map(),
      dhcpOptionsSetId: "",
      dhcpOptionsSetNext: null,
    };
    writeTags([vpc.tags], tags);
    call.account.vpcs.set(vpc.id, vpc);
    if (vpc.status === "Pending")
      call.clock.after(call.settings.networkAvailableMs, () => {
        vpc.status = "Available";
        call.changed();
      });
    return {
      VpcId: vpc.id,
      VRouterId: vpc.vRouterId,
      RouteTableId: vpc.routeTableId,
      ResourceGroupId: vpc.resourceGroupId,
    };
  },
  resources: (_call, response) => ({ "ACS::VPC::VPC": [String(response["VpcId"])] }),
});
