import { RefusedError } from "../action.ts";

export type Language = "en-US" | "zh-CN";

/** One of the errors that any action may answer, in both languages of the vendor. */
export class CommonRefusal extends RefusedError {
  readonly chinese: string;
  constructor(code: string, message: string, chinese: string) {
    super({ code, message });
    this.chinese = chinese;
  }
}

/** Common error codes (tencentcloud.com/document/api/1140/51177); texts that nobody published are plain descriptions. */
export const commonErrors = {
  invalidAuthorization: () =>
    new CommonRefusal(
      "AuthFailure.InvalidAuthorization",
      "The `Authorization` in the request headers does not meet Tencent Cloud standards.",
      "请求头部的 `Authorization` 不符合腾讯云标准。",
    ),
  invalidSecretId: () =>
    new CommonRefusal(
      "AuthFailure.InvalidSecretId",
      "The SecretId is not a key of the Tencent Cloud API.",
      "密钥非法（不是云 API 密钥类型）。",
    ),
  secretIdNotFound: () =>
    new CommonRefusal(
      "AuthFailure.SecretIdNotFound",
      "The SecretId is not found, please ensure that your SecretId is correct.",
      "SecretId 不存在，请输入正确的密钥。",
    ),
  signatureExpired: () =>
    new CommonRefusal(
      "AuthFailure.SignatureExpire",
      "Signature expired, please check your local time: it may differ from the server's by 300 seconds at most.",
      "签名过期，请检查您的本地时间。",
    ),
  signatureFailure: () =>
    new CommonRefusal(
      "AuthFailure.SignatureFailure",
      "The provided credentials could not be validated. Please check your signature is correct.",
      "请求签名验证失败，请检查您的签名计算是否正确。",
    ),
  tokenFailure: () =>
    new CommonRefusal(
      "AuthFailure.TokenFailure",
      "The token is wrong, missing or expired.",
      "Token 错误，请检查临时密钥的 Token。",
    ),
  invalidAction: (action: string) =>
    new CommonRefusal(
      "InvalidAction",
      `The request action=\`${action}\` is invalid or not found.`,
      `请求的接口 \`${action}\` 不存在。`,
    ),
  noSuchVersion: (version: string) =>
    new CommonRefusal(
      "NoSuchVersion",
      `The API version \`${version}\` does not exist.`,
      `接口版本 \`${version}\` 不存在。`,
    ),
  noSuchProduct: (product: string) =>
    new CommonRefusal("NoSuchProduct", `The product \`${product}\` does not exist.`, `产品 \`${product}\` 不存在。`),
  unsupportedProtocol: () =>
    new CommonRefusal(
      "UnsupportedProtocol",
      "The request protocol is not supported; only GET and POST requests are.",
      "HTTP(S) 请求协议错误，只支持 GET 和 POST 请求。",
    ),
  unsupportedRegion: (region: string) =>
    new CommonRefusal(
      "UnsupportedRegion",
      `The API does not support the requested region \`${region}\`.`,
      `接口不支持所传地域 \`${region}\`。`,
    ),
  tooLarge: () =>
    new CommonRefusal("RequestSizeLimitExceeded", "The request packet exceeds the size limit.", "请求包超过限制大小。"),
  missing: (parameter: string) =>
    new CommonRefusal(
      "MissingParameter",
      `The request is missing a required parameter \`${parameter}\`.`,
      `缺少参数错误。请求缺少必需参数 \`${parameter}\`。`,
    ),
  unknown: (parameter: string) =>
    new CommonRefusal(
      "UnknownParameter",
      `The parameter \`${parameter}\` is not recognized.`,
      `未知参数错误。参数 \`${parameter}\` 未定义。`,
    ),
  wrongType: (code: string, parameter: string, type: string) =>
    new CommonRefusal(
      code,
      `The value type of parameter \`${parameter}\` is not valid: it is not of type ${type}.`,
      `参数 \`${parameter}\` 的类型错误，应为 ${type}。`,
    ),
  wrongBody: () =>
    new CommonRefusal("InvalidParameter", "The request body is not a JSON object.", "参数错误，请求体不是 JSON 对象。"),
  wrongValue: (parameter: string, why: string) =>
    new CommonRefusal(
      "InvalidParameterValue",
      `The value of parameter \`${parameter}\` is not valid: ${why}.`,
      `参数 \`${parameter}\` 取值错误。`,
    ),
  throttled: (code: string, count: number, limit: number) =>
    new CommonRefusal(
      code,
      `Your current request times equals to \`${count}\` in a second, which exceeds the frequency limit \`${limit}\` for a second. Please reduce the frequency of calls.`,
      `您当前每秒请求 \`${count}\` 次，超过了每秒频率上限 \`${limit}\`，请稍后重试。`,
    ),
  internal: () => new CommonRefusal("InternalError", "An internal error has occurred. Retry later.", "内部错误。"),
  unavailable: () =>
    new CommonRefusal("ServiceUnavailable", "The service is temporarily unavailable.", "当前服务暂时不可用。"),
  busy: () => new CommonRefusal("ResourceInUse", "The resource is in use.", "资源被占用。"),
} as const;
