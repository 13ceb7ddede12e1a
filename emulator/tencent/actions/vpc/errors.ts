import type { TencentError } from "../../action.ts";

/** Refusals of the VPC product: codes of its own lists, texts in plain words. */
export const vpcErrors = {
  coexist: {
    code: "InvalidParameter.Coexist",
    message: "Ids and Filters, or two ways of paging, cannot be used together.",
  },
  filterInvalidKey: { code: "InvalidParameter.FilterInvalidKey", message: "The filter key is not supported." },
  filterValuesNotList: {
    code: "InvalidParameter.FilterValuesNotList",
    message: "The values of a filter are not a list of texts.",
  },
  malformed: { code: "InvalidParameterValue.Malformed", message: "The value of a parameter is malformed." },
  range: { code: "InvalidParameterValue.Range", message: "The value of a parameter is not in its range." },
  limitExceeded: { code: "InvalidParameterValue.LimitExceeded", message: "A parameter has more values than allowed." },
  empty: { code: "InvalidParameterValue.Empty", message: "The value of a parameter is empty." },
  tooLong: { code: "InvalidParameterValue.TooLong", message: "The value of a parameter is too long." },
  invalidValue: { code: "InvalidParameterValue", message: "The value of a parameter is not valid." },
  notFound: { code: "ResourceNotFound", message: "The resource is not found." },
  inUse: { code: "ResourceInUse", message: "The resource is in use: other resources hold addresses or subnets in it." },
  quota: { code: "LimitExceeded", message: "The quota is exceeded." },
  subnetConflict: {
    code: "InvalidParameterValue.SubnetConflict",
    message: "The CIDR block conflicts with another subnet's.",
  },
  subnetRange: { code: "InvalidParameterValue.SubnetRange", message: "The CIDR block is not inside the VPC's." },
  zone: { code: "InvalidParameterValue.ZoneConflict", message: "The zone is not one of the VPC's region." },
  unsupported: { code: "UnsupportedOperation", message: "The operation is not supported for this account." },
} as const satisfies Record<string, TencentError>;
