import { type Action, action } from "../../../action.ts";
import { vpcErrors } from "../errors.ts";
import { dhcpErrors } from "./errors.ts";
import { readySetOf } from "./find.ts";
import { endDryRun, setParameters, writeParameters } from "./parameters.ts";
import { givenOptions, optionErrors, optionParameters } from "./values.ts";

export const updateDhcpOptionsSetAttribute: Action = action({
  product: "vpc",
  version: "2016-04-28",
  name: "UpdateDhcpOptionsSetAttribute",
  access: "write",
  repeatable: true,
  parameters: { ...setParameters, ...optionParameters, ...writeParameters },
  errors: [dhcpErrors.notFound, dhcpErrors.notReady, dhcpErrors.illegalServers, ...optionErrors, vpcErrors.dryRun],
  run(call) {
    const set = readySetOf(call);
    const { illegalServers } = dhcpErrors;
    const options = givenOptions(call, set, { malformed: illegalServers, tooMany: illegalServers });
    endDryRun(call);
    Object.assign(set, options);
    return {};
  },
  resources: (call) => ({ "ACS::VPC::DhcpOptionsSet": [call.parameters.string("DhcpOptionsSetId") ?? ""] }),
});
