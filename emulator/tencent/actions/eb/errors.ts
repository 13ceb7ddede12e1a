import { RefusedError, type TencentError } from "../../action.ts";

/** Refusals of EventBridge: codes of its own list, texts in plain words. */
export const ebErrors = {
  busName: {
    code: "InvalidParameterValue.EventBusName",
    message: "The event bus name does not meet the specifications.",
  },
  description: {
    code: "InvalidParameterValue.Description",
    message: "The description does not meet the specifications.",
  },
  filters: { code: "InvalidParameterValue.Filters", message: "The filters do not meet the specifications." },
  order: { code: "InvalidParameterValue.Order", message: "Order is neither ASC nor DESC." },
  orderBy: { code: "InvalidParameterValue.OrderBy", message: "OrderBy names no field to sort by." },
  ruleName: { code: "InvalidParameterValue.RuleName", message: "The rule name does not meet the specifications." },
  pattern: {
    code: "InvalidParameterValue.EventPattern",
    message: "The event pattern does not meet the specifications.",
  },
  payload: { code: "InvalidParameter.Payload", message: "The payload does not meet the specifications." },
  targetType: { code: "InvalidParameterValue.Type", message: "The target type does not meet the specifications." },
  targetDescription: {
    code: "InvalidParameterValue.TargetDescription",
    message: "The target description does not meet the specifications.",
  },
  batchTimeout: { code: "InvalidParameterValue.BatchTimeout", message: "BatchTimeout is not from 0 to 60 seconds." },
  batchCount: { code: "InvalidParameterValue.BatchEventCount", message: "BatchEventCount is not from 1 to 10000." },
  busExists: {
    code: "ResourceInUse.DefaultEventBus",
    message: "The default event bus of cloud services cannot be made twice in one region.",
  },
  busInUse: { code: "ResourceInUse.EventBus", message: "The event bus has rules; delete them first." },
  busImmutable: {
    code: "OperationDenied.ResourceImmutable",
    message: "The resource cannot be changed or deleted.",
  },
  ruleInUse: { code: "ResourceInUse.Rule", message: "The rule has targets; delete them first." },
  busNotFound: { code: "ResourceNotFound.EventBus", message: "The event bus is not found." },
  ruleNotFound: { code: "ResourceNotFound.Rule", message: "The rule is not found." },
  targetNotFound: { code: "ResourceNotFound.Target", message: "The target is not found." },
  functionNotFound: { code: "ResourceNotFound.Function", message: "The function is not found." },
  tooManyRules: { code: "LimitExceeded.Rule", message: "The event bus has as many rules as it may have." },
  tooManyTargets: { code: "LimitExceeded.Target", message: "The rule has as many targets as it may have." },
  tooManyBuses: { code: "LimitExceeded.EventBus", message: "The region has as many event buses as it may have." },
} as const satisfies Record<string, TencentError>;

export function refuse(error: TencentError, why?: string): never {
  throw new RefusedError(why === undefined ? error : { code: error.code, message: `${error.message} ${why}` });
}
