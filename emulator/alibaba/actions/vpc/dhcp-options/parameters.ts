import { type ActionCall, ApiError, type ParameterSpec } from "../../../action.ts";
import { vpcErrors } from "../errors.ts";
import { regionParameter } from "../parameters.ts";

/** What every call on one DHCP options set takes. */
export const setParameters = {
  RegionId: regionParameter,
  DhcpOptionsSetId: { type: "string", required: true, means: "the DHCP options set" },
} as const satisfies Record<string, ParameterSpec>;

/** What every write takes. */
export const writeParameters = {
  ClientToken: { type: "string", maxLength: 64, means: "makes a repeated call harmless" },
  DryRun: { type: "boolean", means: "check the request alone" },
} as const satisfies Record<string, ParameterSpec>;

/** Ends a call that asked for the check alone, which it has passed; throws `ApiError`. */
export function endDryRun({ parameters }: ActionCall): void {
  if (parameters.boolean("DryRun") === true) throw new ApiError(vpcErrors.dryRun);
}
