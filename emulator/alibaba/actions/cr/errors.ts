import { type ActionError, ApiError } from "../../action.ts";
import type { AlibabaSettings } from "../../settings.ts";

/** Business codes of Container Registry, as seen in the wild; the documentation names only NoPrivilege and SystemError. */
export const crErrors = {
  instanceNotExist: { status: 400, code: "INSTANCE_NOT_EXIST", message: "Instance is not exist." },
  statusNotSupport: {
    status: 400,
    code: "INSTANCE_STATUS_NOT_SUPPORT",
    message: "Instance status does not support this operation.",
  },
  vpcLimit: {
    status: 400,
    code: "INSTANCE_ACCESS_VPC_LIMIT_EXCEED",
    message: "Instance vpc access endpoint count exceeds the limit.",
  },
  accessNotExist: { status: 400, code: "INSTANCE_ACCESS_NOT_EXIST", message: "Instance access is not exist." },
  vswitchNotExist: { status: 400, code: "VSWITCH_NOT_EXIST", message: "VSwitch is not exist." },
  moduleNotSupport: {
    status: 400,
    code: "MODULE_NOT_SUPPORT",
    message: "The module is not supported by this instance.",
  },
} as const satisfies Record<string, ActionError>;

/** Messages of the codes that a setting may choose. */
const chosen: Readonly<Record<string, string>> = {
  INSTANCE_ACCESS_ALREADY_EXIST: "Instance access already exists.",
  INSTANCE_ACCESS_EXIST: "Instance access exists.",
  INSTANCE_ACCESS_VPC_EXIST: "The vpc is linked by another vswitch.",
  VSWITCH_IP_NOT_ENOUGH: "The vswitch has no available ip address.",
  SLB_SERVICE_ERROR: "SLB service error.",
  VPC_NOT_EXIST: "Vpc is not exist.",
  VSWITCH_NOT_EXIST: crErrors.vswitchNotExist.message,
  INVALID_PARAMETER: "The parameter is invalid.",
};

/** Every refusal that a setting may choose. */
export const chosenErrors: readonly ActionError[] = Object.keys(chosen).map(chosenError);

export function chosenError(code: string): ActionError {
  return { status: 400, code, message: chosen[code] ?? code };
}

/** With the status that the settings choose for refusals by the product. */
export function refuse(error: ActionError, settings: AlibabaSettings): never {
  throw new ApiError({ ...error, status: settings.refusalStatus });
}
