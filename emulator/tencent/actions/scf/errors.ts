import { RefusedError, type TencentError } from "../../action.ts";

/** Refusals of SCF: codes of its own lists, texts in plain words. */
export const scfErrors = {
  functionNotFound: { code: "ResourceNotFound.FunctionName", message: "The function is not found." },
  invokedNotFound: { code: "ResourceNotFound.Function", message: "The function is not found." },
  qualifierNotFound: { code: "ResourceNotFound.Qualifier", message: "The version or alias is not found." },
  triggerNotFound: { code: "ResourceNotFound.Trigger", message: "The trigger is not found." },
  clientContext: { code: "InvalidParameterValue.ClientContext", message: "ClientContext is not JSON." },
  event: { code: "InvalidParameterValue.Event", message: "Event is not JSON." },
  tooLarge: { code: "InvalidParameter.RequestTooLarge", message: "The event is larger than allowed." },
  value: { code: "InvalidParameterValue.Param", message: "A parameter's value is not allowed." },
  invocationType: {
    code: "InvalidParameterValue.Param",
    message: "InvocationType is neither RequestResponse nor Event.",
  },
  triggerName: { code: "InvalidParameterValue.TriggerName", message: "The trigger name is malformed." },
  triggerType: { code: "InvalidParameterValue.Type", message: "Only timer triggers are emulated." },
  cron: { code: "InvalidParameterValue.TriggerCronConfig", message: "The timer's expression is wrong." },
  triggerDesc: { code: "InvalidParameterValue.TriggerDesc", message: "TriggerDesc is malformed." },
  triggerExists: { code: "ResourceInUse.TriggerName", message: "The function has a trigger of this name." },
  orderBy: { code: "InvalidParameterValue.OrderBy", message: "The field to sort by is not supported." },
  order: { code: "InvalidParameterValue.Order", message: "Order is neither ASC nor DESC." },
  filters: { code: "InvalidParameterValue.Filters", message: "The filter is not supported." },
  throttled: { code: "LimitExceeded.Quota", message: "The function has reached its concurrency." },
} as const satisfies Record<string, TencentError>;

export function refuse(error: TencentError, why?: string): never {
  throw new RefusedError(why === undefined ? error : { code: error.code, message: `${error.message} ${why}` });
}
