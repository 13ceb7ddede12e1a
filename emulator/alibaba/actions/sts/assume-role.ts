import { type Action, type ActionCall, type ActionError, ApiError, action } from "../../action.ts";
import { MalformedPolicyError, type PolicyDocument, parsePolicy } from "../../rights/document.ts";
import { roleArn, roleId } from "../../rights/role.ts";
import { trusts } from "../../rights/trust.ts";
import type { Role } from "../../state.ts";

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
    message: "The Min/Max value of DurationSeconds is 15min/the role's MaxSessionDuration.",
  },
  externalId: {
    status: 400,
    code: "InvalidParameter.ExternalId",
    message: "The parameter ExternalId is wrongly formed.",
  },
  policyGrammar: {
    status: 400,
    code: "InvalidParameter.PolicyGrammar",
    message: "The parameter Policy has not passed grammar check.",
  },
  policySize: {
    status: 400,
    code: "InvalidParameter.PolicySize",
    message: "The size of Policy must be smaller than 2048 bytes.",
  },
  notAllowed: {
    status: 403,
    code: "NoPermission",
    message: "You are not authorized to do this action. You should be authorized by RAM.",
  },
  roleNotFound: { status: 404, code: "EntityNotExist.Role", message: "The role not exists." },
} as const satisfies Record<string, ActionError>;

const mostPolicyBytes = 2_048;

/** The longest MaxSessionDuration that a role can have, seconds. */
const longestSession = 43_200;

/** Temporary keys of a role, for whom the role's trust policy names; the role may be another account's. */
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
      maximum: longestSession,
      default: 3600,
      invalid: stsErrors.duration,
      means: "how long the key lasts; at most what the role allows",
    },
    Policy: { type: "string", means: "a policy that narrows what the role may do; at most 2048 bytes" },
    ExternalId: {
      type: "string",
      pattern: /^.{2,1224}$/s,
      invalid: stsErrors.externalId,
      means: "sts:ExternalId in conditions of the trust policy",
    },
  },
  errors: Object.values(stsErrors),
  run(call) {
    const { account, role } = roleOf(call);
    const seconds = call.parameters.integer("DurationSeconds") ?? 3600;
    if (seconds > role.maxSessionSeconds) throw new ApiError(stsErrors.duration);
    const policy = sessionPolicy(call.parameters.string("Policy") ?? "");
    const session = call.parameters.string("RoleSessionName") ?? "";
    const key = call.credentials.issue({
      account,
      role: role.name,
      session,
      seconds,
      ...(policy !== undefined && { policy }),
    });
    return {
      AssumedRoleUser: {
        Arn: `${roleArn(account, role.name)}/${session}`,
        AssumedRoleId: `${roleId(account, role.name)}:${session}`,
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

/** The role that is asked for, which trusts the caller; throws `ApiError`. */
function roleOf({ parameters, state, identity }: ActionCall): { readonly account: string; readonly role: Role } {
  const [, id, name] = /^acs:ram::(\d+):role\/(.+)$/i.exec(parameters.string("RoleArn") ?? "") ?? [];
  if (id === undefined || name === undefined) throw new ApiError(stsErrors.malformedArn);
  const account = state.accounts.get(id);
  if (account === undefined) throw new ApiError(stsErrors.notAllowed);
  const role = account.roles.get(name.toLowerCase());
  if (role === undefined) throw new ApiError(stsErrors.roleNotFound);
  const externalId = parameters.string("ExternalId");
  const conditions = externalId === undefined || externalId === "" ? {} : { "sts:ExternalId": externalId };
  if (!trusts(role, identity, conditions)) throw new ApiError(stsErrors.notAllowed);
  return { account: id, role };
}

function sessionPolicy(text: string): PolicyDocument | undefined {
  if (text === "") return undefined;
  if (Buffer.byteLength(text) > mostPolicyBytes) throw new ApiError(stsErrors.policySize);
  try {
    return parsePolicy(text);
  } catch (error) {
    if (error instanceof MalformedPolicyError)
      throw new ApiError({
        ...stsErrors.policyGrammar,
        message: `${stsErrors.policyGrammar.message} ${error.message}`,
      });
    throw error;
  }
}
