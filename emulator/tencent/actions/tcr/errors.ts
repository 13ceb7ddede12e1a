import { refusalsFrom } from "../../refusals.ts";

/** Every code that an action of `tcr` answers here (the error lists of the vendor's SDKs); messages are our own. */
const messages = {
  FailedOperation: "Operation failed.",
  "FailedOperation.PreconditionFailed": "The precondition is not met.",
  InternalError: "Internal error.",
  "InternalError.DescribePrivateZoneServiceList": "The query of the allow-listed VPCs failed.",
  "InternalError.ErrConflict": "The resource already exists.",
  "InternalError.ErrNotExist": "The resource does not exist.",
  "InternalError.ErrorConflict": "The resource already exists.",
  "InternalError.ErrorOverLimit": "The quota is exceeded.",
  InvalidParameter: "A parameter is not valid.",
  "InvalidParameter.ErrorNameExists": "The instance name already exists.",
  "InvalidParameter.ErrorNameIllegal": "The instance name is not legal.",
  "InvalidParameter.ErrorNameReserved": "The instance name is reserved.",
  "InvalidParameter.ErrorTagOverLimit": "There are more than 10 tags.",
  "InvalidParameter.ReplicationExists": "The region has a replication instance already.",
  "InvalidParameter.UnsupportedRegion": "The region is not supported.",
  OperationDenied: "The operation is denied.",
  "OperationDenied.QuotaOverLimit": "The quota is exceeded.",
  "ResourceInsufficient.ErrorInstanceNotRunning": "The instance is not running.",
  "ResourceInsufficient.ErrorVpcDnsStatus": "The DNS of the VPC is abnormal or has not been removed.",
  ResourceNotFound: "The resource does not exist.",
  UnsupportedOperation: "The operation is not supported.",
  "UnsupportedOperation.CreatePrivateZone": "Creating the private zone is not supported.",
  "UnsupportedOperation.CreatePrivateZoneRecord": "Creating the record of the private zone is not supported.",
  "UnsupportedOperation.DeletePrivateZoneRecord": "Deleting the record of the private zone is not supported.",
  "UnsupportedOperation.ModifyPrivateZoneVpc": "Binding the VPC to the private zone is not supported.",
} as const;

export type TcrCode = keyof typeof messages;

const refusals = refusalsFrom<TcrCode>(messages);
export const errorsOf = refusals.errorsOf;

/** Throws `RefusedError`. */
export function refuse(code: TcrCode): never {
  return refusals.refuse(code);
}
