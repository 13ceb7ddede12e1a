import { setting } from "../../settings.ts";

/** What the vendor does not document of its API gateway. */
export const gatewaySettings = {
  scopeService: setting({
    name: "scopeService",
    values: ["any", "strict"],
    means: "whether the service in a signature's scope must be the product's name; clients of a local port sign others",
    row: "T12.1",
  }),
  tencentThrottlingCode: setting({
    name: "tencentThrottlingCode",
    values: ["RequestLimitExceeded", "RequestLimitExceeded.UinLimitExceeded"],
    means: "the code of a throttled call",
    row: "T1.4",
  }),
  tencentLanguage: setting({
    name: "tencentLanguage",
    values: ["en-US", "zh-CN"],
    means: "the language of the common errors where the request names none; it follows the account",
    row: "T1.4",
  }),
  tencentWrongType: setting({
    name: "tencentWrongType",
    values: ["InvalidParameter", "InvalidParameterValue"],
    means: "the code for a parameter of another JSON type, such as a number where a string is documented",
    row: "T5.1",
  }),
} as const;
