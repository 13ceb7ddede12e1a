import { camAction } from "./cam-action.ts";

/** The caller's own UIN, for a session that of the account, with the account's UIN and AppId. */
export const getUserAppId = camAction({
  name: "GetUserAppId",
  access: "read",
  parameters: {},
  errors: [],
  run: ({ account, identity }) => ({
    Uin: identity.type === "AssumedRole" ? account.uin : identity.principalId,
    OwnerUin: account.uin,
    AppId: Number(account.appId),
  }),
});
