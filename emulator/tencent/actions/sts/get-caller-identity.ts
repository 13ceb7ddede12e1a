import { tencentAction } from "../../action.ts";

/** Who calls; a role is told by its id and session, and by the user who asked for its key. */
export const getCallerIdentity = tencentAction({
  product: "sts",
  name: "GetCallerIdentity",
  access: "read",
  parameters: {},
  errors: [],
  run({ identity: { account, type, principalId, secretId }, keys }) {
    const key = keys.find(secretId);
    if (type === "AssumedRole") {
      const [roleId = ""] = principalId.split(":");
      return {
        Arn: `qcs::sts:${account}:assumed-role/${roleId}`,
        AccountId: account,
        UserId: principalId,
        PrincipalId: key?.requestedBy ?? account,
        Type: "CAMRole",
      };
    }
    if (key?.lentTo !== undefined)
      return {
        Arn: `qcs::sts:${account}:federated-user/${principalId}`,
        AccountId: account,
        UserId: `${principalId}:${key.lentTo}`,
        PrincipalId: principalId,
        Type: "CAMUser",
      };
    return {
      Arn: `qcs::cam:${account}:uin/${principalId}`,
      AccountId: account,
      UserId: principalId,
      PrincipalId: principalId,
      Type: "CAMUser",
    };
  },
});
