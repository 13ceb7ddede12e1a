import { RefusedError, type TencentAction, tencentAction } from "../../action.ts";
import { mostTags } from "../../tags.ts";
import { vpcErrors } from "./errors.ts";
import { subnetsPerVpc } from "./new-subnet.ts";

export const describeVpcLimits: TencentAction = tencentAction({
  product: "vpc",
  name: "DescribeVpcLimits",
  access: "read",
  parameters: {
    LimitTypes: {
      type: "list",
      required: true,
      of: { type: "string" },
      means: "names of quotas, at most 100, such as appid-max-vpcs",
    },
  },
  errors: [vpcErrors.limitExceeded, vpcErrors.empty, vpcErrors.invalidValue],
  run({ parameters, settings }) {
    const asked = parameters.strings("LimitTypes");
    if (asked.length === 0) throw new RefusedError(vpcErrors.empty);
    if (asked.length > 100) throw new RefusedError(vpcErrors.limitExceeded);
    const limits: Readonly<Record<string, number>> = {
      "appid-max-vpcs": settings.tencentVpcsPerRegion,
      "vpc-max-subnets": subnetsPerVpc,
      "resource-max-tags": mostTags,
    };
    return {
      VpcLimitSet: asked.map((type) => {
        const value = Object.hasOwn(limits, type) ? limits[type] : undefined;
        if (value === undefined)
          throw new RefusedError({ ...vpcErrors.invalidValue, message: `The limit type \`${type}\` is not known.` });
        return { LimitType: type, LimitValue: value };
      }),
    };
  },
});
