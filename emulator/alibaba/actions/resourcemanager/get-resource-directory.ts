import { type Action, ApiError, action } from "../../action.ts";
import { directoryErrors } from "./errors.ts";

/** The directory that the account manages or is a member of. */
export const getResourceDirectory: Action = action({
  product: "resourcemanager",
  version: "2020-03-31",
  name: "GetResourceDirectory",
  access: "read",
  parameters: {},
  errors: [directoryErrors.notInUse],
  run({ account, state }) {
    for (const { id, directory } of state.accounts.values()) {
      if (directory === null) continue;
      const member = directory.members.some((one) => one.account === account.id);
      if (id !== account.id && !member) continue;
      return {
        ResourceDirectory: {
          ResourceDirectoryId: directory.id,
          MasterAccountId: id,
          MasterAccountName: id,
          RootFolderId: `r-${directory.id.slice(3)}`,
          CreateTime: new Date(directory.createdAt).toISOString(),
        },
      };
    }
    throw new ApiError(directoryErrors.notInUse);
  },
});
