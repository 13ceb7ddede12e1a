import type { BucketErrors } from "../../buckets/errors.ts";

const denied = { status: 403, code: "AccessDenied", message: "Access Denied." } as const;

/** Refusals in the words of COS ("Error Codes", https://cloud.tencent.com/document/product/436/7730). */
export const cosErrors: BucketErrors = {
  pathStyle: {
    status: 403,
    code: "PathStyleDomainForbidden",
    message: "The bucket you are attempting to access must be addressed using COS virtual-styled domain.",
  },
  // A bucket is known in its own region alone.
  otherEndpoint: { status: 404, code: "NoSuchBucket", message: "The specified bucket does not exist." },
  anonymous: denied,
  denied,
  foreign: denied,
  keyNotFound: {
    status: 403,
    code: "InvalidAccessKeyId",
    message: "The Access Key Id you provided does not exist in our records.",
  },
  tokenInvalid: { status: 403, code: "InvalidToken", message: "The security token you provided is invalid." },
  tokenExpired: { status: 403, code: "ExpiredToken", message: "The security token you provided has expired." },
  tokenHeader: denied,
  tokenPresigned: denied,
  signatureDoesNotMatch: {
    status: 403,
    code: "SignatureDoesNotMatch",
    message: "The Signature you specified is invalid.",
  },
  timeTooSkewed: {
    status: 403,
    code: "RequestTimeTooSkewed",
    message: "The difference between the request time and the current time is too large.",
  },
  expired: { status: 403, code: "AccessDenied", message: "Request has expired" },
  malformedAuthorization: {
    status: 400,
    code: "AuthorizationHeaderMalformed",
    message: "The authorization header you provided is invalid.",
  },
  chunked: { status: 501, code: "NotImplemented", message: "The chunked signature is not implemented." },
  payloadHash: {
    status: 400,
    code: "XAmzContentSHA256Mismatch",
    message: "The provided 'x-amz-content-sha256' header does not match what was computed.",
  },
  digest: { status: 400, code: "InvalidDigest", message: "The Content-MD5 you specified is not valid." },
  noSuchBucket: { status: 404, code: "NoSuchBucket", message: "The specified bucket does not exist." },
  noSuchKey: { status: 404, code: "NoSuchKey", message: "The specified key does not exist." },
  invalidArgument: { status: 400, code: "InvalidArgument", message: "Invalid Argument." },
  bucketName: { status: 400, code: "InvalidBucketName", message: "The specified bucket is not valid." },
  objectName: { status: 400, code: "KeyTooLong", message: "The specified key is too long." },
  bucketExists: {
    status: 409,
    code: "BucketAlreadyExists",
    message: "The requested bucket name is not available.",
  },
  ownBucket: {
    status: 409,
    code: "BucketAlreadyOwnedByYou",
    message: "The bucket you tried to create already exists, and you own it.",
  },
  bucketNotEmpty: { status: 409, code: "BucketNotEmpty", message: "The bucket you tried to delete is not empty." },
  tooManyBuckets: {
    status: 400,
    code: "TooManyBuckets",
    message: "You have attempted to create more buckets than allowed.",
  },
  precondition: { status: 412, code: "PreconditionFailed", message: "Precondition Failed" },
  notImplemented: {
    status: 501,
    code: "NotImplemented",
    message: "A header you provided implies functionality that is not implemented.",
  },
  method: {
    status: 405,
    code: "MethodNotAllowed",
    message: "The specified method is not allowed against this resource.",
  },
  internal: { status: 500, code: "InternalError", message: "We encountered an internal error. Please try again." },
  unavailable: { status: 503, code: "ServiceUnavailable", message: "Please reduce your request rate." },
  busy: { status: 503, code: "SlowDown", message: "Reduce your request rate." },
};
