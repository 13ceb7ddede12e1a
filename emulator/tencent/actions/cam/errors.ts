import { refusalsFrom } from "../../refusals.ts";

/** Refusals of Cloud Access Management; those of a policy's parts carry what is wrong in their message. */
export const camRefusals = refusalsFrom({
  "FailedOperation.PolicyNameInUse": "The policy name is in use.",
  "InvalidParameter.ParamError": "A parameter is illegal.",
  "InvalidParameter.RoleNotExist": "role not exist",
  "InvalidParameter.RoleNameError": "The role name is illegal.",
  "InvalidParameter.RoleNameInUse": "A role of this name exists.",
  "InvalidParameter.PolicyNameError": "The policy name is illegal.",
  "InvalidParameter.PolicyIdError": "The policy id is illegal.",
  "InvalidParameter.PolicyIdNotExist": "The policy does not exist.",
  "InvalidParameter.DescriptionLengthOverlimit": "The description is longer than 300 bytes.",
  "InvalidParameter.PolicyDocumentLengthOverLimit": "The policy document is too long.",
  "InvalidParameter.ScopeError": "Scope must be All, QCS or Local.",
  "InvalidParameter.PrincipalQcsError": "A principal is no user, role or account.",
  "InvalidParameter.PrincipalQcsNotExist": "A principal does not exist.",
  "InvalidParameter.PrincipalServiceNotExist": "A service among the principals does not exist.",
  "InvalidParameter.TagParamError": "The tags are illegal.",
  "ResourceNotFound.PolicyIdNotFound": "The policy does not exist.",
  "InvalidParameter.PolicyDocumentError": "The policy document is illegal.",
  "InvalidParameter.VersionError": "The version of the policy document is illegal.",
  "InvalidParameter.StatementError": "A statement of the policy document is illegal.",
  "InvalidParameter.EffectError": "An effect in the policy document is illegal.",
  "InvalidParameter.ActionError": "An action in the policy document is illegal.",
  "InvalidParameter.ResourceContentError": "A resource in the policy document is illegal.",
  "InvalidParameter.ResourceError": "The resources of the policy document are illegal.",
  "InvalidParameter.PrincipalError": "The principals of the policy document are illegal.",
  "InvalidParameter.ConditionTypeError": "An operator of a condition is illegal.",
  "InvalidParameter.ConditionContentError": "The content of a condition is illegal.",
  "InvalidParameter.ConditionError": "The conditions of the policy document are illegal.",
});

/** What an action that takes a policy document may answer. */
export const documentErrors = camRefusals.errorsOf(
  "InvalidParameter.PolicyDocumentError",
  "InvalidParameter.VersionError",
  "InvalidParameter.StatementError",
  "InvalidParameter.EffectError",
  "InvalidParameter.ActionError",
  "InvalidParameter.ResourceContentError",
  "InvalidParameter.ResourceError",
  "InvalidParameter.PrincipalError",
  "InvalidParameter.ConditionTypeError",
  "InvalidParameter.ConditionContentError",
  "InvalidParameter.ConditionError",
);
