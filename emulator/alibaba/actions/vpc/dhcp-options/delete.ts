import { type Action, ApiError, action } from "../../../action.ts";
import { vpcErrors } from "../errors.ts";
import { associated } from "./association.ts";
import { dhcpErrors } from "./errors.ts";
import { readySetOf } from "./find.ts";
import { endDryRun, setParameters, writeParameters } from "./parameters.ts";
import { startSet } from "./step.ts";

export const deleteDhcpOptionsSet: Action = action({
  product: "vpc",
  version: "2016-04-28",
  name: "DeleteDhcpOptionsSet",
  access: "write",
  repeatable: true,
  parameters: { ...setParameters, ...writeParameters },
  errors: [dhcpErrors.notFound, dhcpErrors.notReady, dhcpErrors.inUse, vpcErrors.dryRun],
  run(call) {
    const set = readySetOf(call);
    if (associated(call.account, set.id).length > 0) throw new ApiError(dhcpErrors.inUse);
    endDryRun(call);
    startSet(call, set, "Deleting");
    return {};
  },
  resources: (call) => ({ "ACS::VPC::DhcpOptionsSet": [call.parameters.string("DhcpOptionsSetId") ?? ""] }),
});
