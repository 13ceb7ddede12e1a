import { refusalsFrom } from "../../refusals.ts";

/** Refusals of the Security Token Service (codes of AssumeRole, https://cloud.tencent.com/document/api/1312/48197). */
export const stsRefusals = refusalsFrom({
  "InternalError.GetRoleError": "Failed to get the role: role not exist.",
  "ResourceNotFound.RoleNotFound": "The role does not exist.",
  "InvalidParameter.ParamError": "A parameter is illegal.",
  "InvalidParameter.ResouceError": "The six-segment name of the role is wrong.",
  "InvalidParameter.OverTimeError": "The validity period exceeds the limit.",
  "InvalidParameter.PolicyTooLong": "The policy is too long.",
  "InvalidParameter.StrategyFormatError": "The policy is no JSON text after it was URL-decoded.",
  "InvalidParameter.StrategyInvalid": "The policy is invalid.",
  UnauthorizedOperation:
    "you are not authorized to perform operation (sts:AssumeRole)\nthe role does not trust the caller",
  UnsupportedOperation: "The operation is not supported.",
});
