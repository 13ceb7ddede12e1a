import { camAction, pageOf, tagList, tagsOf } from "./cam-action.ts";
import { camRefusals } from "./errors.ts";
import { roleView } from "./views.ts";

export const describeRoleList = camAction({
  name: "DescribeRoleList",
  access: "read",
  parameters: {
    Page: { type: "integer", required: true, means: "from 1" },
    Rp: { type: "integer", required: true, means: "roles a page, at most 200" },
    Tags: { ...tagList, means: "only roles that have all of these tags" },
  },
  errors: camRefusals.errorsOf("InvalidParameter.ParamError", "InvalidParameter.TagParamError"),
  run(call) {
    const wanted = [...tagsOf(call)];
    const found = [...call.account.roles.values()].filter(({ tags }) =>
      wanted.every(([key, value]) => tags.get(key) === value),
    );
    return { List: pageOf(call, found).map((role) => roleView(call.account.uin, role)), TotalNum: found.length };
  },
});
