import type { FailureKind } from "../../model/known.ts";

/** What follows from a code. */
export interface Meaning {
  readonly kind: FailureKind;
  /** The same request may be answered otherwise a moment later. */
  readonly again: boolean;
}

interface Row extends Meaning {
  readonly codes: readonly string[];
  readonly source: string;
}

const commonCodes = "https://www.tencentcloud.com/document/api/1140/51177";
const tcrCodes = "tcr 2019-09-24 error codes of the vendor's Go SDK";
const dnsCodes = "privatedns 2020-10-28 error codes of the vendor's Go SDK";

/** What follows from a code, as data. Exact codes first; what is not listed goes by `families`. */
const rows: readonly Row[] = [
  {
    kind: "throttled",
    again: true,
    codes: ["UnsupportedOperation.FrequencyLimit", "LimitExceeded.ActionLimited"],
    source: dnsCodes,
  },
  {
    kind: "conflict",
    again: false,
    codes: [
      "InternalError.ErrorConflict",
      "InternalError.ErrConflict",
      "InternalError.ErrorTcrResourceConflict",
      "FailedOperation.ErrorTcrResourceConflict",
    ],
    source: `${tcrCodes}: it is there already, although the family says that the vendor failed`,
  },
  {
    kind: "conflict",
    again: false,
    codes: [
      "ResourceInsufficient.ErrorVpcDnsStatus",
      "ResourceInsufficient.ErrorInstanceNotRunning",
      "FailedOperation.PreconditionFailed",
      "OperationDenied.InstanceStatusLimitError",
    ],
    source: `${tcrCodes}: the state does not allow it, often lasting`,
  },
  {
    kind: "conflict",
    again: false,
    codes: [
      // A zone that is bound keeps its last record, although the family says that the vendor failed.
      "FailedOperation.DeleteLastBindVpcRecordFailed",
      "InvalidParameter.RecordConflict",
      "InvalidParameter.RecordExist",
      "InvalidParameter.VpcBinded",
      "InvalidParameter.VpcBindedMainDomain",
      "ResourceNotFound.ServiceNotSubscribed",
    ],
    source: dnsCodes,
  },
  {
    kind: "conflict",
    again: true,
    codes: ["ResourceInUse", "ResourceBusy", "InvalidParameter.ActionInProgress"],
    source: "the codes that terraform-provider-tencentcloud repeats a call after",
  },
  { kind: "not-found", again: false, codes: ["InternalError.ErrNotExist"], source: tcrCodes },
  {
    kind: "not-found",
    again: false,
    codes: ["InvalidParameter.ZoneNotExists", "InvalidParameter.RecordNotExist", "InvalidParameter.UniqueIdNotExist"],
    source: dnsCodes,
  },
  {
    kind: "not-found",
    again: false,
    codes: ["InternalError.GetRoleError"],
    source: "sts 2018-08-13, AssumeRole: its message says that the role does not exist",
  },
  {
    kind: "exhausted",
    again: false,
    codes: ["InternalError.ErrorOverLimit", "OperationDenied.QuotaOverLimit"],
    source: `${tcrCodes}: the links of the instance are used up`,
  },
  {
    kind: "exhausted",
    again: false,
    codes: [
      "InvalidParameter.RecordCountExceed",
      "InvalidParameter.RecordACountExceed",
      "InvalidParameter.RecordRollLimitCountExceed",
    ],
    source: dnsCodes,
  },
  {
    kind: "expired",
    again: false,
    codes: ["AuthFailure.TokenFailure", "AuthFailure.SignatureExpire"],
    source: commonCodes,
  },
  {
    kind: "denied",
    again: false,
    codes: [
      "InternalError.ErrUnauthorized",
      "InternalError.ErrorTcrUnauthorized",
      "FailedOperation.ErrorTcrUnauthorized",
    ],
    source: tcrCodes,
  },
  {
    kind: "unavailable",
    again: true,
    codes: [
      "InternalError",
      "InternalError.DbError",
      "InternalError.Unknown",
      "InternalError.ErrorTcrInternal",
      "InternalError.DescribeInternalEndpointDnsStatus",
      "InternalError.DescribePrivateZoneList",
      "InternalError.DescribePrivateZoneRecordList",
      "InternalError.DescribePrivateZoneServiceList",
      "InternalError.CreatePrivateZone",
      "InternalError.CreatePrivateZoneRecord",
      "InternalError.DeletePrivateZoneRecord",
      "InternalError.ModifyPrivateZoneVpc",
      "FailedOperation.DbError",
      "FailedOperation.GetDBDataError",
      "FailedOperation.DependenceError",
    ],
    source: `${tcrCodes}: the vendor itself failed`,
  },
  {
    kind: "unavailable",
    again: true,
    codes: ["InternalError.UndefiendError", "FailedOperation.BindZoneVpcFailed", "FailedOperation.DataError"],
    source: dnsCodes,
  },
  {
    kind: "unavailable",
    again: true,
    codes: ["InternalError.ModuleError", "InternalError.SystemError", "ResourceUnavailable"],
    source: `vpc 2017-03-12 and sts 2018-08-13 error codes of the vendor's Go SDK; ${commonCodes}`,
  },
];

/** Families of codes, by what stands before the first dot; a family's own name is in it. */
const families: readonly (Meaning & { readonly names: readonly string[] })[] = [
  { kind: "throttled", again: true, names: ["RequestLimitExceeded"] },
  { kind: "exhausted", again: false, names: ["LimitExceeded", "ResourceInsufficient", "ResourcesSoldOut"] },
  { kind: "not-found", again: false, names: ["ResourceNotFound"] },
  { kind: "denied", again: false, names: ["UnauthorizedOperation", "AuthFailure", "OperationDenied"] },
  { kind: "conflict", again: false, names: ["UnsupportedOperation", "ResourceInUse", "ResourceBusy"] },
  { kind: "unavailable", again: false, names: ["InternalError", "FailedOperation", "ResourceUnavailable"] },
  {
    kind: "invalid",
    again: false,
    names: ["MissingParameter", "UnknownParameter", "InvalidParameter", "InvalidParameterValue", "InvalidAction"],
  },
  {
    kind: "invalid",
    again: false,
    names: ["NoSuchVersion", "NoSuchProduct", "ActionOffline", "UnsupportedRegion", "UnsupportedProtocol"],
  },
];

const exact: ReadonlyMap<string, Meaning> = new Map(
  rows.flatMap(({ codes, kind, again }) => codes.map((code) => [code, { kind, again }] as const)),
);

const byFamily: ReadonlyMap<string, Meaning> = new Map(
  families.flatMap(({ names, kind, again }) => names.map((name) => [name, { kind, again }] as const)),
);

/** What follows from a code of the vendor's; a code that nobody documented is a refusal of this very request. */
export function meaningOf(code: string): Meaning {
  const [family = ""] = code.split(".");
  return exact.get(code) ?? byFamily.get(family) ?? { kind: "invalid", again: false };
}

/** What follows from an HTTP status: the vendor answers 200 whatever it says, so something on the way answered. */
export function meaningOfStatus(status: number): Meaning {
  if (status === 429) return { kind: "throttled", again: true };
  if (status >= 400 && status < 500) return { kind: "invalid", again: false };
  return { kind: "unavailable", again: true };
}

/** Whether a denial means a right that the identity's policies do not give; other denials are about the key or the account. */
export function isRightMissing(code: string): boolean {
  if (code === "UnauthorizedOperation.RoleUnAuthorized" || code === "UnauthorizedOperation.UnauthorizedAccount")
    return false;
  return code === "AuthFailure.UnauthorizedOperation" || /^UnauthorizedOperation(?:\.|$)/.test(code);
}
