import { RefusedError, type TencentError } from "../../action.ts";

/** Refusals of CloudAudit: codes of its own lists, texts in plain words. */
export const cloudauditErrors = {
  time: { code: "InvalidParameter.Time", message: "The times are not within the last 90 days, or in the wrong order." },
  span: { code: "LimitExceeded.OverTime", message: "The span is 30 days or longer." },
  amount: { code: "LimitExceeded.OverAmount", message: "MaxResults is not from 1 to 50." },
  attribute: {
    code: "InvalidParameterValue.AttributeKey",
    message: "The attribute is not one that events are looked up by.",
  },
  trackNotFound: { code: "ResourceNotFound.AuditNotExist", message: "There is no such track." },
  page: { code: "InvalidParameterValue", message: "PageNumber and PageSize start at 1." },
} as const satisfies Record<string, TencentError>;

export function refuse(error: TencentError): never {
  throw new RefusedError(error);
}
