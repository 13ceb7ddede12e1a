import { nextTokenError, tokenPage } from "../../token-page.ts";
import { listParameters, ramAction } from "./ram-action.ts";
import { roleSummary } from "./views.ts";

export const listRoles = ramAction({
  name: "ListRoles",
  access: "read",
  parameters: listParameters,
  errors: [nextTokenError],
  run({ account, parameters }) {
    const { items, nextToken } = tokenPage(
      [...account.roles.values()],
      parameters.string("Marker"),
      parameters.integer("MaxItems") ?? 100,
    );
    return {
      Roles: { Role: items.map((role) => roleSummary(account.id, role)) },
      IsTruncated: nextToken !== "",
      ...(nextToken !== "" && { Marker: nextToken }),
    };
  },
});
