import { type TencentCall, tencentAction } from "../../action.ts";
import { trusts } from "../../rights/trust.ts";
import type { TencentAccount, TencentRole } from "../../state.ts";
import { stsRefusals } from "./errors.ts";
import { secondsOf, sessionPolicyOf, sessionView } from "./session.ts";

/** The longest session of any role, seconds. */
const longestSession = 43_200;

/** Temporary keys of a role, for whom the role's trust policy names; the role may be another account's. */
export const assumeRole = tencentAction({
  product: "sts",
  name: "AssumeRole",
  access: "read",
  callsPerSecond: 600,
  parameters: {
    RoleArn: {
      type: "string",
      required: true,
      means:
        "qcs::cam::uin/<uin>:roleName/<name> or role/<id>; roles of services after role/tencentcloudServiceRoleName/",
    },
    RoleSessionName: { type: "string", required: true, means: "2 to 128 letters, digits and +=,.@_-" },
    DurationSeconds: {
      type: "integer",
      means: "how long the key lasts; 7200 when left out, at most what the role allows",
    },
    Policy: { type: "string", means: "URL-encoded: a policy that narrows what the role may do" },
    ExternalId: { type: "string", means: "sts:external_id in conditions of the trust policy" },
    Tags: {
      type: "list",
      maxItems: 50,
      of: {
        type: "object",
        fields: { Key: { type: "string", required: true }, Value: { type: "string", required: true } },
      },
      means: "tags of the session: refused",
    },
    SourceIdentity: { type: "string", means: "UIN of the caller, for the vendor's records: without effect here" },
    SerialNumber: { type: "string", means: "a device for a second factor: refused" },
    TokenCode: { type: "string", means: "a code of a second factor: refused" },
  },
  errors: stsRefusals.errorsOf(
    "InternalError.GetRoleError",
    "ResourceNotFound.RoleNotFound",
    "InvalidParameter.ParamError",
    "InvalidParameter.ResouceError",
    "InvalidParameter.OverTimeError",
    "InvalidParameter.PolicyTooLong",
    "InvalidParameter.StrategyFormatError",
    "InvalidParameter.StrategyInvalid",
    "UnauthorizedOperation",
    "UnsupportedOperation",
  ),
  run(call) {
    const { parameters, identity, keys } = call;
    const session = parameters.string("RoleSessionName") ?? "";
    if (!/^[\w+=,.@-]{2,128}$/.test(session)) return stsRefusals.refuse("InvalidParameter.ParamError");
    const secondFactor = ["SerialNumber", "TokenCode"].some((name) => (parameters.string(name) ?? "") !== "");
    if (secondFactor || parameters.objects("Tags").length > 0) return stsRefusals.refuse("UnsupportedOperation");
    const { account, role } = roleOf(call);
    const seconds = secondsOf(call, Math.min(7_200, longestOf(role)), longestOf(role));
    const policy = sessionPolicyOf(call);
    const key = keys.issue({
      account: account.uin,
      role: role.name,
      session,
      seconds,
      requestedBy: keys.find(identity.secretId)?.requestedBy ?? identity.principalId,
      ...(policy !== undefined && { policy }),
    });
    return sessionView(key);
  },
});

/** A role without a limit of its own has the longest. */
function longestOf({ maxSessionSeconds }: TencentRole): number {
  return maxSessionSeconds === 0 ? longestSession : maxSessionSeconds;
}

/** The role that is asked for, which trusts the caller; throws `RefusedError`. */
function roleOf({ parameters, state, identity, settings }: TencentCall): {
  readonly account: TencentAccount;
  readonly role: TencentRole;
} {
  const [, uin, kind, service, name] =
    /^qcs::cam::uin\/(\d+):(roleName|role)\/(?:(tencentcloudServiceRoleName|tencentcloudServiceRole)\/)?([^/]+)$/.exec(
      parameters.string("RoleArn") ?? "",
    ) ?? [];
  if (uin === undefined) return stsRefusals.refuse("InvalidParameter.ResouceError");
  const byName = service === undefined ? kind === "roleName" : service === "tencentcloudServiceRoleName";
  const account = state.accounts.get(uin);
  const role = [...(account?.roles.values() ?? [])].find((one) => (byName ? one.name : one.id) === name);
  if (account === undefined || role === undefined) return stsRefusals.refuse(settings.assumeUnknownRole);
  const externalId = parameters.string("ExternalId") ?? "";
  if (externalId !== "" && !/^[\w+=,.@:/-]{2,128}$/.test(externalId))
    return stsRefusals.refuse("InvalidParameter.ParamError");
  const present = externalId === "" ? {} : { "sts:external_id": [externalId] };
  return trusts(role, identity, present) ? { account, role } : stsRefusals.refuse("UnauthorizedOperation");
}
