import { ramErrors } from "./errors.ts";
import { policyOf, roleOf } from "./find.ts";
import { ramAction, roleName } from "./ram-action.ts";
import { date } from "./views.ts";

export const listPoliciesForRole = ramAction({
  name: "ListPoliciesForRole",
  access: "read",
  parameters: roleName,
  errors: [ramErrors.roleName, ramErrors.roleNotFound],
  run: (call) => ({
    Policies: {
      Policy: roleOf(call).attached.map(({ type, name, at }) => {
        const { description, defaultVersion } = policyOf(call, type, name);
        return {
          PolicyName: name,
          PolicyType: type,
          Description: description,
          DefaultVersion: defaultVersion,
          AttachDate: date(at),
        };
      }),
    },
  }),
});
