import { describe, expect, test } from "vitest";
import { isRightMissing, meaningOf, meaningOfStatus } from "../../../../shared/clouds/tencent/errors.ts";

describe("the codes of Tencent Cloud", () => {
  test.each([
    ["RequestLimitExceeded", "throttled", true],
    ["RequestLimitExceeded.GlobalRegionUinLimitExceeded", "throttled", true],
    ["UnsupportedOperation.FrequencyLimit", "throttled", true],
    ["LimitExceeded.ActionLimited", "throttled", true],
    ["InternalError", "unavailable", true],
    ["InternalError.ErrorTcrInternal", "unavailable", true],
    ["InternalError.DescribeInternalEndpointDnsStatus", "unavailable", true],
    ["InternalError.NobodyKnowsThis", "unavailable", false],
    ["FailedOperation", "unavailable", false],
    ["FailedOperation.DbError", "unavailable", true],
    ["ResourceUnavailable", "unavailable", true],
    ["ResourceInUse", "conflict", true],
    ["ResourceInUse.ZoneBindForwardRule", "conflict", false],
    ["InternalError.ErrorConflict", "conflict", false],
    ["InternalError.ErrConflict", "conflict", false],
    ["InvalidParameter.RecordExist", "conflict", false],
    ["ResourceInsufficient.ErrorVpcDnsStatus", "conflict", false],
    ["ResourceInsufficient.ErrorInstanceNotRunning", "conflict", false],
    ["FailedOperation.PreconditionFailed", "conflict", false],
    ["UnsupportedOperation.CreatePrivateZone", "conflict", false],
    ["ResourceNotFound.ServiceNotSubscribed", "conflict", false],
    ["InvalidParameter.VpcBindedMainDomain", "conflict", false],
    ["InternalError.ErrorOverLimit", "exhausted", false],
    ["OperationDenied.QuotaOverLimit", "exhausted", false],
    ["LimitExceeded.TldOutOfLimit", "exhausted", false],
    ["InvalidParameter.RecordACountExceed", "exhausted", false],
    ["ResourceNotFound", "not-found", false],
    ["ResourceNotFound.TcrResourceNotFound", "not-found", false],
    ["InternalError.ErrNotExist", "not-found", false],
    ["InternalError.GetRoleError", "not-found", false],
    ["InvalidParameter.ZoneNotExists", "not-found", false],
    ["AuthFailure.TokenFailure", "expired", false],
    ["AuthFailure.SignatureExpire", "expired", false],
    ["AuthFailure.SecretIdNotFound", "denied", false],
    ["AuthFailure.UnauthorizedOperation", "denied", false],
    ["UnauthorizedOperation.CamNoAuth", "denied", false],
    ["OperationDenied", "denied", false],
    ["InternalError.ErrorTcrUnauthorized", "denied", false],
    ["MissingParameter", "invalid", false],
    ["InvalidParameterValue.ReservedDomain", "invalid", false],
    ["UnsupportedRegion", "invalid", false],
    ["NobodyKnowsThis", "invalid", false],
    ["", "invalid", false],
  ] as const)("%s is %s, and a moment later otherwise: %s", (code, kind, again) =>
    expect(meaningOf(code)).toEqual({ kind, again }),
  );

  test.each([
    [429, "throttled"],
    [403, "invalid"],
    [502, "unavailable"],
    [302, "unavailable"],
  ] as const)("HTTP %i is %s", (status, kind) => expect(meaningOfStatus(status).kind).toBe(kind));

  test.each([
    ["UnauthorizedOperation", true],
    ["UnauthorizedOperation.CamNoAuth", true],
    ["AuthFailure.UnauthorizedOperation", true],
    ["UnauthorizedOperation.UnauthorizedAccount", false],
    ["UnauthorizedOperation.RoleUnAuthorized", false],
    ["AuthFailure.SignatureFailure", false],
    ["OperationDenied", false],
  ])("%s is a missing right: %s", (code, missing) => expect(isRightMissing(code)).toBe(missing));
});
