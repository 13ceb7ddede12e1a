import { type Action, type ActionError, ApiError, action } from "../../action.ts";

const stsErrors = {
  malformedArn: {
    status: 400,
    code: "InvalidParameter.RoleArn",
    message: "The parameter RoleArn is wrongly formed.",
  },
  malformedSession: {
    status: 400,
    code: "InvalidParameter.RoleSessionName",
    message: "The parameter RoleSessionName is wrongly formed.",
  },
  duration: {
    status: 400,
    code: "InvalidParameter.DurationSeconds",
    message: "The Min/Max value of DurationSeconds is 15min/1hr.",
  },
  notAllowed: {
    status: 403,
    code: "NoPermission",
    message: "You are not authorized to do this action. You should be authorized by RAM.",
  },
  roleNotFound: { status: 404, code: "EntityNotExist.Role", message: "The role not exists." },
} as const satisfies Record<string, ActionError>;

/** Any identity of an account may assume any of that account's roles that no service owns: there are no policies yet. */
export const assumeRole: Action = action({
  product: "sts",
  version: "2015-04-01",
  name: "AssumeRole",
  access: "read",
  parameters: {
    RoleArn: { type: "string", required: true, means: "acs:ram::<account>:role/<name>" },
    RoleSessionName: {
      type: "string",
      required: true,
      pattern: /^[A-Za-z0-9.@_-]{2,64}$/,
      invalid: stsErrors.malformedSession,
      means: "2 to 64 characters",
    },
    DurationSeconds: {
      type: "integer",
      minimum: 900,
      maximum: 3600,
      default: 3600,
      invalid: stsErrors.duration,
      means: "how long the key lasts",
    },
    Policy: { type: "string", maxLength: 2048, means: "accepted, without effect" },
    ExternalId: { type: "string", means: "accepted, without effect" },
  },
  errors: Object.values(stsErrors),
  run(call) {
    const arn = call.parameters.string("RoleArn") ?? "";
    const [, account, name] = /^acs:ram::(\d+):role\/(.+)$/.exec(arn) ?? [];
    if (account === undefined || name === undefined) throw new ApiError(stsErrors.malformedArn);
    if (account !== call.account.id) throw new ApiError(stsErrors.notAllowed);
    const role = call.account.roles.get(name.toLowerCase());
    if (role === undefined) throw new ApiError(stsErrors.roleNotFound);
    if (role.serviceName !== null) throw new ApiError(stsErrors.notAllowed);
    const session = call.parameters.string("RoleSessionName") ?? "";
    const key = call.credentials.issue({
      account,
      role: role.name,
      session,
      seconds: call.parameters.integer("DurationSeconds") ?? 3600,
    });
    return {
      AssumedRoleUser: {
        Arn: `acs:ram::${account}:role/${role.name.toLowerCase()}/${session}`,
        AssumedRoleId: `30000000000000001:${session}`,
      },
      Credentials: {
        AccessKeyId: key.accessKeyId,
        AccessKeySecret: key.secret,
        SecurityToken: key.securityToken,
        Expiration: new Date(key.expiresAt).toISOString().replace(/\.\d+Z$/, "Z"),
      },
    };
  },
});
