import type { CallFailure, FailureKind } from "../../model/known.ts";

interface CodeRow {
  readonly kind: FailureKind;
  readonly codes: readonly string[];
  readonly source: string;
}

/** What follows from a code, as data. Exact codes first; what is not listed goes by `families`. */
const rows: readonly CodeRow[] = [
  {
    kind: "not-found",
    codes: ["INSTANCE_NOT_EXIST", "INSTANCE_ACCESS_NOT_EXIST", "VSWITCH_NOT_EXIST"],
    source: "cr 2018-12-01, as seen by terraform-provider-alicloud service_alicloud_cr_v2.go",
  },
  {
    kind: "not-found",
    codes: [
      "Zone.NotExists",
      "Zone.Invalid.Id",
      "Zone.Invalid.UserId",
      "ZoneVpc.NotExists.VpcId",
      "Record.NotExists",
      "Record.Invalid.Id",
    ],
    source: "pvtz 2018-01-01 API metadata; terraform-provider-alicloud service_alicloud_pvtz.go",
  },
  {
    kind: "not-found",
    codes: ["InvalidVpcID.NotFound", "InvalidVpcId.NotFound", "InvalidVSwitchId.NotFound", "Forbidden.VpcNotFound"],
    source: "vpc 2016-04-28 API metadata",
  },
  { kind: "not-found", codes: ["EntityNotExist.Role"], source: "sts 2015-04-01 API metadata" },
  {
    kind: "conflict",
    codes: ["INSTANCE_STATUS_NOT_SUPPORT"],
    source: "cr 2018-12-01: the instance's state does not allow the call, often lasting; terraform-provider-alicloud",
  },
  {
    kind: "conflict",
    codes: ["ZoneVpc.Zone.Repeated", "Zone.VpcExists", "Record.Invalid.Conflict", "IdempotentParameterMismatch"],
    source: "pvtz 2018-01-01 API metadata, BindZoneVpc, DeleteZone, AddZoneRecord",
  },
  {
    kind: "conflict",
    codes: ["EntityAlreadyExists.Role"],
    source: "resourcemanager 2020-03-31 API metadata, CreateServiceLinkedRole",
  },
  {
    kind: "conflict",
    codes: ["TaskConflict", "OperationConflict", "IncorrectStatus", "IncorrectVpcStatus"],
    source: "vpc 2016-04-28 API metadata",
  },
  {
    kind: "exhausted",
    codes: ["INSTANCE_ACCESS_VPC_LIMIT_EXCEED"],
    source: "cr 2018-12-01: the purchased VPC quota is used up",
  },
  {
    kind: "exhausted",
    codes: ["LimitExceeded.Role"],
    source: "resourcemanager 2020-03-31 API metadata, CreateServiceLinkedRole",
  },
  {
    kind: "denied",
    codes: ["NoPrivilege", "NoPermission", "Forbidden", "Forbidden.RAM", "IllegalUser", "ZoneVpc.Auth.NotExists"],
    source: "https://help.aliyun.com/document_detail/48054.html; cr and pvtz API metadata",
  },
  {
    kind: "denied",
    codes: [
      "InvalidAccessKeyId.NotFound",
      "InvalidAccessKeyId.Inactive",
      "IncompleteSignature",
      "SignatureDoesNotMatch",
    ],
    source: "https://help.aliyun.com/document_detail/48054.html",
  },
  {
    kind: "expired",
    codes: [
      "InvalidSecurityToken.Expired",
      "InvalidSecurityToken.Malformed",
      "InvalidSecurityToken.MismatchWithAccessKey",
    ],
    source: "https://help.aliyun.com/document_detail/434846.html",
  },
  {
    kind: "invalid",
    codes: [
      "InvalidProduct.NotFound",
      "InvalidApi.NotFound",
      "InvalidAction.NotFound",
      "InvalidProtocol.NeedSsl",
      "InvalidVpcIdNumber.NotSupported",
    ],
    source: "https://help.aliyun.com/document_detail/434846.html: the call is wrong, nothing is absent",
  },
  {
    kind: "unavailable",
    codes: [
      "ServiceUnavailable",
      "InternalError",
      "UnknownError",
      "SystemError",
      "System.Busy",
      "SystemBusy",
      "SLB_SERVICE_ERROR",
      // The gateway saw this very request before: somebody on the way sent it twice, so it may have had its effect.
      "SignatureNonceUsed",
    ],
    source: "https://help.aliyun.com/document_detail/434846.html; cr and pvtz API metadata",
  },
];

/** Families of codes, tried in order after the exact ones. */
const families: readonly { readonly kind: FailureKind; readonly pattern: RegExp; readonly source: string }[] = [
  { kind: "throttled", pattern: /Throttling/, source: "the vendor's own core tells throttling by this word" },
  { kind: "exhausted", pattern: /\bQuota\.?Exceeded\b|_LIMIT_EXCEED/, source: "vpc, pvtz and cr naming" },
  { kind: "conflict", pattern: /^IncorrectStatus\./, source: "vpc 2016-04-28" },
  { kind: "not-found", pattern: /\.NotFound$|_NOT_EXIST$/, source: "vpc and cr naming" },
  { kind: "denied", pattern: /^Forbidden\./, source: "https://help.aliyun.com/document_detail/48054.html" },
  {
    kind: "invalid",
    pattern: /^(?:Missing|Invalid|Illegal)/,
    source: "https://help.aliyun.com/document_detail/434846.html",
  },
];

const exact: ReadonlyMap<string, FailureKind> = new Map(
  rows.flatMap(({ kind, codes }) => codes.map((code) => [code, kind] as const)),
);

/** The kind by code alone; `undefined` for a code that nobody documented. */
function kindOfCode(code: string): FailureKind | undefined {
  return exact.get(code) ?? families.find(({ pattern }) => pattern.test(code))?.kind;
}

export interface Answered {
  readonly call: string;
  readonly code: string;
  readonly message: string;
  readonly requestId: string | undefined;
  readonly status: number;
}

/**
 * A refusal by the vendor as plain data. Only a code that nobody documented falls back on the HTTP status: a server
 * error says nothing about the request, so it is `unavailable`; anything else is `invalid`.
 */
export function refusal({ call, code, message, requestId, status }: Answered): CallFailure {
  const kind = kindOfCode(code) ?? (status >= 500 ? "unavailable" : "invalid");
  return { kind, call, code, message, ...(requestId === undefined ? {} : { requestId }) };
}
