import { type Action, ApiError, action } from "../../../action.ts";
import { vpcErrors } from "../errors.ts";
import { associate, associationErrors, associationParameters, associationResources } from "./association.ts";
import { dhcpErrors } from "./errors.ts";
import { readySetOf, readyVpcOf } from "./find.ts";
import { endDryRun } from "./parameters.ts";

export const replaceVpcDhcpOptionsSet: Action = action({
  product: "vpc",
  version: "2016-04-28",
  name: "ReplaceVpcDhcpOptionsSet",
  access: "write",
  repeatable: true,
  parameters: associationParameters,
  errors: [...associationErrors, dhcpErrors.notAttached, vpcErrors.dryRun],
  run(call) {
    const set = readySetOf(call);
    const vpc = readyVpcOf(call);
    if (vpc.dhcpOptionsSetId === "") throw new ApiError(dhcpErrors.notAttached);
    endDryRun(call);
    associate(call, vpc, set.id);
    return {};
  },
  resources: associationResources,
});
