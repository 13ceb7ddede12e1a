import { type Action, action } from "../../../action.ts";
import type { DhcpOptionsSet } from "../../../state.ts";
import { tagErrors, tagParameter, tagsToWrite, writeTags } from "../../../tags.ts";
import { vpcErrors } from "../errors.ts";
import { regionParameter } from "../parameters.ts";
import { dhcpErrors } from "./errors.ts";
import { endDryRun, writeParameters } from "./parameters.ts";
import { startSet } from "./step.ts";
import { givenOptions, type Options, optionErrors, optionParameters } from "./values.ts";

const nothing: Options = {
  name: "",
  description: "",
  domainName: "",
  domainNameServers: [],
  leaseTime: "3650d",
  ipv6LeaseTime: "1d",
};

export const createDhcpOptionsSet: Action = action({
  product: "vpc",
  version: "2016-04-28",
  name: "CreateDhcpOptionsSet",
  access: "write",
  repeatable: true,
  parameters: {
    RegionId: regionParameter,
    ...optionParameters,
    ResourceGroupId: { type: "string", means: "its resource group" },
    ...writeParameters,
    ...tagParameter,
  },
  errors: [
    dhcpErrors.malformedServers,
    dhcpErrors.tooManyServers,
    ...optionErrors,
    vpcErrors.dryRun,
    ...Object.values(tagErrors),
  ],
  run(call) {
    const options = givenOptions(call, nothing, {
      malformed: dhcpErrors.malformedServers,
      tooMany: dhcpErrors.tooManyServers,
    });
    const tags = tagsToWrite(call.parameters.objects("Tag"));
    endDryRun(call);
    const set: DhcpOptionsSet = {
      ...options,
      id: call.ids.resource("dopt"),
      region: call.region,
      createdAt: call.clock.now(),
      resourceGroupId: call.parameters.string("ResourceGroupId") || "rg-acfmemulated01",
      tags: new Map(),
      status: "Pending",
    };
    writeTags([set.tags], tags);
    call.account.dhcpOptionsSets.set(set.id, set);
    startSet(call, set, "Pending");
    return { DhcpOptionsSetId: set.id, ResourceGroupId: set.resourceGroupId };
  },
  resources: (_call, response) => ({ "ACS::VPC::DhcpOptionsSet": [String(response["DhcpOptionsSetId"])] }),
});
