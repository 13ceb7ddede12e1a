import type { ActionError } from "../../action.ts";
import type { AlibabaSettings } from "../../settings.ts";

/** Refusals of the VPC product (metadata of vpc 2016-04-28). */
export const vpcErrors = {
  tooManyVpcIds: {
    status: 400,
    code: "InvalidVpcIdNumber.NotSupported",
    message: "The number of vpcIds exceeds the limit.",
  },
  malformedCidr: { status: 400, code: "InvalidCidrBlock.Malformed", message: "Specified CIDR block is not valid." },
  overlappingCidr: {
    status: 400,
    code: "InvalidCidrBlock.Overlapped",
    message: "Specified CIDR block is already overlapped with other VSwitch.",
  },
  zoneNotFound: {
    status: 404,
    code: "InvalidZoneId.NotFound",
    message: 'Specified value of "ZoneId" is not exists.',
  },
  malformedName: { status: 400, code: "InvalidName.Malformed", message: "The specified name is not valid." },
  vpcQuota: { status: 400, code: "QuotaExceeded.Vpc", message: "VPC quota exceeded." },
  vswitchQuota: { status: 400, code: "QuotaExceeded.VSwitch", message: "VSwitch quota exceeded." },
  vpcHasVSwitches: {
    status: 400,
    code: "DependencyViolation.VSwitch",
    message: "Specified object has dependent resources: VSwitch.",
  },
  vpcNotReady: {
    status: 400,
    code: "IncorrectVpcStatus",
    message: "Current VPC status does not support this operation.",
  },
  vswitchNotFound: {
    status: 404,
    code: "InvalidVSwitchId.NotFound",
    message: "Specified virtual switch does not exist.",
  },
  regionOrVpcMissing: {
    status: 400,
    code: "MissingParameter",
    message: "At least one of RegionId and VpcId is mandatory for this action.",
  },
  dryRun: {
    status: 400,
    code: "DryRunOperation",
    message: "Request validation has been passed with DryRun flag set.",
  },
} as const satisfies Record<string, ActionError>;

/** Both spellings are seen in the wild. */
export const vpcNotFoundErrors = [
  { status: 404, code: "InvalidVpcID.NotFound", message: "Specified VPC does not exist." },
  { status: 400, code: "Forbidden.VpcNotFound", message: "Specified VPC can not found." },
] as const satisfies readonly ActionError[];

export function vpcNotFound(settings: AlibabaSettings): ActionError {
  const [first, second] = vpcNotFoundErrors;
  return settings.unknownVpcCode === second.code ? second : first;
}

/** A vSwitch in use refuses to go. */
export const occupiedErrors = [
  { status: 400, code: "DependencyViolation", message: "Specified object has dependent resources." },
  {
    status: 400,
    code: "DependencyViolation.NetworkInterface",
    message: "Specified object has dependent resources: NetworkInterface.",
  },
] as const satisfies readonly ActionError[];

export function vswitchOccupied(settings: AlibabaSettings): ActionError {
  const [first, second] = occupiedErrors;
  return settings.occupiedSubnetCode === second.code ? second : first;
}
