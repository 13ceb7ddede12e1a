import type { ActionError } from "../../action.ts";

/** Refusals of Resource Management about roles. */
export const roleErrors = {
  roleName: {
    status: 400,
    code: "InvalidParameter.RoleName.InvalidChars",
    message: "The parameter RoleName contains invalid chars.",
  },
  roleNotFound: { status: 404, code: "EntityNotExist.Role", message: "The role does not exist." },
  roleExists: { status: 409, code: "EntityAlreadyExists.Role", message: "The role already exists." },
  serviceNotFound: { status: 404, code: "EntityNotExist.Service", message: "The service does not exist." },
  suffix: {
    status: 400,
    code: "InvalidParameter.CustomSuffix.NotAllowed",
    message: "The service does not allow a custom suffix.",
  },
  description: {
    status: 400,
    code: "InvalidParameter.Description.NotAllowed",
    message: "The service does not allow a description.",
  },
} as const satisfies Record<string, ActionError>;

/** Refusals of Resource Management about accounts. */
export const directoryErrors = {
  noDirectory: {
    status: 404,
    code: "EntityNotExists.ResourceDirectory",
    message: "The resource directory for the account is not enabled.",
  },
  notInUse: {
    status: 404,
    code: "ResourceDirectoryNotInUse",
    message: "The specified account is not in any resource directory.",
  },
} as const satisfies Record<string, ActionError>;
