import { type Action, ApiError, action } from "../../action.ts";
import type { DirectoryMember, ResourceDirectory } from "../../state.ts";
import { directoryErrors } from "./errors.ts";

/** Members of a directory; delegated administrators do not exist here, so only the management account may ask. */
export const listAccounts: Action = action({
  product: "resourcemanager",
  version: "2020-03-31",
  name: "ListAccounts",
  access: "read",
  parameters: {
    PageNumber: { type: "integer", minimum: 1, default: 1, means: "page, from 1" },
    PageSize: { type: "integer", minimum: 1, maximum: 100, default: 10, means: "accounts a page" },
    IncludeTags: { type: "boolean", means: "shows tags; members have none here" },
  },
  errors: [directoryErrors.noDirectory],
  run({ account, parameters }) {
    const { directory } = account;
    if (directory === null) throw new ApiError(directoryErrors.noDirectory);
    const PageNumber = parameters.integer("PageNumber") ?? 1;
    const PageSize = parameters.integer("PageSize") ?? 10;
    const page = directory.members.slice((PageNumber - 1) * PageSize, PageNumber * PageSize);
    return {
      Accounts: { Account: page.map((member) => memberView(directory, member, parameters.boolean("IncludeTags"))) },
      TotalCount: directory.members.length,
      PageNumber,
      PageSize,
    };
  },
});

function memberView(directory: ResourceDirectory, member: DirectoryMember, withTags: boolean | undefined): unknown {
  const time = new Date(directory.createdAt).toISOString();
  return {
    AccountId: member.account,
    DisplayName: member.name,
    Type: member.joined === "created" ? "ResourceAccount" : "CloudAccount",
    Status: member.status,
    FolderId: `fd-${directory.id.slice(3)}`,
    ResourceDirectoryId: directory.id,
    ResourceDirectoryPath: `${directory.id}/r-${directory.id.slice(3)}/${member.account}`,
    JoinMethod: member.joined,
    JoinTime: time,
    ModifyTime: time,
    ...(withTags === true && { Tags: { Tag: [] } }),
  };
}
