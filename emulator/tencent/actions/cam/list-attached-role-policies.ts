import { camAction, pageOf, roleParameters } from "./cam-action.ts";
import { camRefusals } from "./errors.ts";
import { allPolicies, roleOf } from "./find.ts";
import { attachedView } from "./views.ts";

export const listAttachedRolePolicies = camAction({
  name: "ListAttachedRolePolicies",
  access: "read",
  parameters: {
    Page: { type: "integer", required: true, means: "from 1" },
    Rp: { type: "integer", required: true, means: "policies a page, at most 200" },
    ...roleParameters(),
    PolicyType: { type: "string", means: "User for the account's own, QCS for the vendor's" },
    Keyword: { type: "string", means: "a part of the name" },
  },
  errors: camRefusals.errorsOf("InvalidParameter.ParamError", "InvalidParameter.RoleNotExist"),
  run(call) {
    const type = call.parameters.string("PolicyType") ?? "";
    if (!["", "User", "QCS"].includes(type)) return camRefusals.refuse("InvalidParameter.ParamError");
    const keyword = call.parameters.string("Keyword") ?? "";
    const found = roleOf(call).attached.filter(
      (one) => (type === "" || one.type === type) && one.name.includes(keyword),
    );
    const policies = allPolicies(call);
    const policyFor = (name: string, kind: string) =>
      policies.find((policy) => policy.name === name && policy.type === kind);
    return {
      List: pageOf(call, found).map((one) => attachedView(one, policyFor(one.name, one.type))),
      TotalNum: found.length,
    };
  },
});
