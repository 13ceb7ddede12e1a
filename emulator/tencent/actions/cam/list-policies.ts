import { camAction, pageOf } from "./cam-action.ts";
import { camRefusals } from "./errors.ts";
import { allPolicies, type FoundPolicy, holdersIn } from "./find.ts";
import { strategyView } from "./views.ts";

const scopes: Readonly<Record<string, readonly FoundPolicy["type"][]>> = {
  All: ["QCS", "User"],
  QCS: ["QCS"],
  Local: ["User"],
};

export const listPolicies = camAction({
  name: "ListPolicies",
  access: "read",
  parameters: {
    Rp: { type: "integer", means: "policies a page: 20, at most 200" },
    Page: { type: "integer", means: "from 1 to 200" },
    Scope: { type: "string", means: "All, QCS for the vendor's, Local for the account's own" },
    Keyword: { type: "string", means: "a part of the name" },
  },
  errors: camRefusals.errorsOf("InvalidParameter.ScopeError", "InvalidParameter.ParamError"),
  run(call) {
    const types = scopes[call.parameters.string("Scope") ?? "All"];
    if (types === undefined) return camRefusals.refuse("InvalidParameter.ScopeError");
    if ((call.parameters.integer("Page") ?? 1) > 200) return camRefusals.refuse("InvalidParameter.ParamError");
    const keyword = call.parameters.string("Keyword") ?? "";
    const found = allPolicies(call).filter(({ type, name }) => types.includes(type) && name.includes(keyword));
    const holders = holdersIn(call).flat();
    const heldBy = ({ type, name }: FoundPolicy) =>
      holders.filter((one) => one.type === type && one.name === name).length;
    return {
      TotalNum: found.length,
      List: pageOf(call, found).map((policy) => strategyView(policy, heldBy(policy))),
      ServiceTypeList: [],
    };
  },
});
