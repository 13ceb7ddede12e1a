import { type Action, action } from "../../action.ts";
import { roleId } from "../../rights/role.ts";

export const getCallerIdentity: Action = action({
  product: "sts",
  version: "2015-04-01",
  name: "GetCallerIdentity",
  access: "read",
  parameters: {},
  errors: [],
  run({ identity }) {
    const [role = identity.name, session = ""] = identity.name.split(":");
    if (identity.type === "assumed-role")
      return {
        AccountId: identity.account,
        Arn: `acs:ram::${identity.account}:assumed-role/${role.toLowerCase()}/${session}`,
        IdentityType: "AssumedRoleUser",
        PrincipalId: `${roleId(identity.account, role)}:${session}`,
        RoleId: roleId(identity.account, role),
      };
    return {
      AccountId: identity.account,
      Arn: `acs:ram::${identity.account}:user/${identity.name}`,
      IdentityType: "RAMUser",
      PrincipalId: "20000000000000001",
      UserId: "20000000000000001",
    };
  },
});
