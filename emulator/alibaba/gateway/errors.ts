import type { ActionError } from "../action.ts";

/** Refusals by the gateway itself, in the words of the error center (help.aliyun.com document 434846 and 48054). */
export const gatewayErrors = {
  actionNotFound: {
    status: 404,
    code: "InvalidAction.NotFound",
    message: "Specified api is not found, please check your url and method.",
  },
  keyNotFound: { status: 404, code: "InvalidAccessKeyId.NotFound", message: "Specified access key is not found." },
  incompleteSignature: {
    status: 400,
    code: "IncompleteSignature",
    message: "The request signature does not conform to Aliyun standards.",
  },
  signatureDoesNotMatch: {
    status: 400,
    code: "SignatureDoesNotMatch",
    message: "Specified signature does not match our calculation.",
  },
  nonceUsed: { status: 400, code: "SignatureNonceUsed", message: "Specified signature nonce was used already." },
  timestampFormat: {
    status: 400,
    code: "InvalidTimeStamp.Format",
    message: "Specified time stamp or date value is not well formatted.",
  },
  timestampExpired: {
    status: 400,
    code: "InvalidTimeStamp.Expired",
    message: "Specified time stamp or date value is expired.",
  },
  tokenMissing: { status: 400, code: "MissingSecurityToken", message: "SecurityToken is mandatory for this action." },
  tokenExpired: { status: 400, code: "InvalidSecurityToken.Expired", message: "Specified SecurityToken is expired." },
  tokenMalformed: {
    status: 400,
    code: "InvalidSecurityToken.Malformed",
    message: "Specified SecurityToken is malformed.",
  },
  tokenMismatch: {
    status: 400,
    code: "InvalidSecurityToken.MismatchWithAccessKey",
    message: "Specified SecurityToken mismatch with the AccessKey.",
  },
  regionNotFound: {
    status: 404,
    code: "InvalidRegionId.NotFound",
    message: "The specified RegionId does not exist.",
  },
  endpointOfOtherRegion: {
    status: 404,
    code: "InvalidOperation.NotSupportedEndpoint",
    message: "The specified endpoint can't operate this region.",
  },
  tokenReused: {
    status: 400,
    code: "IdempotentParameterMismatch",
    message: "The specified ClientToken was used before with other parameters.",
  },
  unavailable: {
    status: 503,
    code: "ServiceUnavailable",
    message: "The request has failed due to a temporary failure of the server.",
  },
  internal: {
    status: 500,
    code: "InternalError",
    message: "The request processing has failed due to some unknown error, exception or failure.",
  },
  busy: { status: 400, code: "System.Busy", message: "The system is busy, please try again later." },
} as const satisfies Record<string, ActionError>;

/** Throttling in the words of its code. */
export const throttlingMessages: Readonly<Record<string, string>> = {
  Throttling: "Request was denied due to request throttling.",
  "Throttling.User": "Request was denied due to user flow control.",
  "Throttling.Api": "Request was denied due to api flow control.",
};

export function missing(parameter: string): ActionError {
  return { status: 400, code: `Missing${plain(parameter)}`, message: `${parameter} is mandatory for this action.` };
}

export function invalid(parameter: string, why = "is not valid"): ActionError {
  return { status: 400, code: `Invalid${plain(parameter)}`, message: `Specified parameter ${parameter} ${why}.` };
}

/** `Tag.1.Key` is named `Tag` in a code: codes carry no index. */
function plain(parameter: string): string {
  return parameter.replace(/\..*/, "");
}
