/** A refusal of an object store; `fields` are further elements of the XML body. */
export interface BucketError {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  /** The vendor's own number of the exact cause (`EC`). */
  readonly cause?: string;
  readonly fields?: Readonly<Record<string, string>>;
}

/** Refusals in the words of OSS ("OSS error responses"); their names are those of every store's refusals. */
export const ossErrors = {
  pathStyle: {
    status: 403,
    code: "SecondLevelDomainForbidden",
    message: "The bucket you are attempting to access must be addressed using OSS third level domain.",
  },
  otherEndpoint: {
    status: 403,
    code: "AccessDenied",
    message:
      "The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.",
  },
  anonymous: { status: 403, code: "AccessDenied", message: "Anonymous access is forbidden for this operation." },
  denied: { status: 403, code: "AccessDenied", message: "You have no right to access this object." },
  foreign: {
    status: 403,
    code: "AccessDenied",
    message: "The bucket you access does not belong to you.",
  },
  keyNotFound: {
    status: 403,
    code: "InvalidAccessKeyId",
    message: "The OSS Access Key Id you provided does not exist in our records.",
  },
  tokenInvalid: { status: 403, code: "InvalidSecurityToken", message: "The security token you provided is invalid." },
  tokenExpired: { status: 403, code: "SecurityTokenExpired", message: "The security token you provided has expired." },
  tokenHeader: {
    status: 403,
    code: "AccessDenied",
    message: "The security token must be sent in x-amz-security-token.",
    cause: "0002-00000009",
  },
  tokenPresigned: {
    status: 403,
    code: "AccessDenied",
    message: "A presigned URL cannot carry a security token.",
  },
  signatureDoesNotMatch: {
    status: 403,
    code: "SignatureDoesNotMatch",
    message:
      "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
  },
  timeTooSkewed: {
    status: 403,
    code: "RequestTimeTooSkewed",
    message: "The difference between the request time and the current time is too large.",
  },
  expired: { status: 403, code: "AccessDenied", message: "Request has expired." },
  malformedAuthorization: {
    status: 400,
    code: "AuthorizationHeaderMalformed",
    message: "The authorization header you provided is invalid.",
  },
  chunked: {
    status: 400,
    code: "InvalidArgument",
    message: "aws-chunked encoding is not supported with the specified x-amz-content-sha256 value.",
  },
  payloadHash: {
    status: 400,
    code: "XAmzContentSHA256Mismatch",
    message: "The provided 'x-amz-content-sha256' header does not match what was computed.",
  },
  digest: { status: 400, code: "InvalidDigest", message: "The Content-MD5 you specified was invalid." },
  noSuchBucket: { status: 404, code: "NoSuchBucket", message: "The specified bucket does not exist." },
  noSuchKey: { status: 404, code: "NoSuchKey", message: "The specified key does not exist." },
  invalidArgument: { status: 400, code: "InvalidArgument", message: "An argument is not valid." },
  bucketName: { status: 400, code: "InvalidBucketName", message: "The specified bucket is not valid." },
  objectName: { status: 400, code: "InvalidObjectName", message: "The specified object is not valid." },
  bucketExists: {
    status: 409,
    code: "BucketAlreadyExists",
    message:
      "The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.",
  },
  ownBucket: {
    status: 409,
    code: "BucketAlreadyExists",
    message: "The bucket that you try to create already exists, and you own it.",
  },
  bucketNotEmpty: { status: 409, code: "BucketNotEmpty", message: "The bucket you tried to delete is not empty." },
  tooManyBuckets: {
    status: 400,
    code: "TooManyBuckets",
    message: "You have attempted to create more buckets than allowed.",
  },
  precondition: {
    status: 412,
    code: "PreconditionFailed",
    message: "At least one of the pre-conditions you specified did not hold.",
  },
  notImplemented: {
    status: 501,
    code: "NotImplemented",
    message: "A header or query you provided implies functionality that is not implemented.",
  },
  method: {
    status: 405,
    code: "MethodNotAllowed",
    message: "The specified method is not allowed against this resource.",
  },
  internal: {
    status: 500,
    code: "InternalError",
    message: "We encountered an internal error. Please try again.",
  },
  unavailable: {
    status: 503,
    code: "ServiceUnavailable",
    message: "Please reduce your request rate.",
  },
  busy: { status: 503, code: "ServerBusy", message: "The server is busy. Please try again later." },
} as const satisfies Record<string, BucketError>;

export type BucketRefusalKind = keyof typeof ossErrors;

/** The words of one vendor for each refusal. */
export type BucketErrors = Readonly<Record<BucketRefusalKind, BucketError>>;

/** Throttling of OSS in the words of its code. */
export const throttlingMessages: Readonly<Record<string, string>> = {
  QpsLimitExceeded: "Your account's QPS exceeds the limit.",
  SlowDown: "Please reduce your request rate.",
};

/** Throws: a parameter that has no sensible value. */
export function refuseArgument(name: string, value: string): never {
  throw new BucketRefusal("invalidArgument", {
    message: `The value of ${name} is not valid.`,
    fields: { ArgumentName: name, ArgumentValue: value },
  });
}

/** Thrown inside, answered as XML in the words of the store. */
export class BucketRefusal extends Error {
  override readonly name = "BucketRefusal";
  readonly kind: BucketRefusalKind;
  /** What this one says otherwise than others of its kind. */
  readonly more: Partial<BucketError>;
  constructor(kind: BucketRefusalKind, more: Partial<BucketError> = {}) {
    super(more.message ?? kind);
    this.kind = kind;
    this.more = more;
  }
}

/** Throws `BucketRefusal`. */
export function refuse(kind: BucketRefusalKind, more: Partial<BucketError> = {}): never {
  throw new BucketRefusal(kind, more);
}
