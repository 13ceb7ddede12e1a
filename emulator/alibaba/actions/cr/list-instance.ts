import { type Action, action } from "../../action.ts";
import { instancesOf } from "./find.ts";
import { instanceView } from "./views.ts";

export const listInstance: Action = action({
  product: "cr",
  version: "2018-12-01",
  name: "ListInstance",
  access: "read",
  parameters: {
    InstanceName: { type: "string", means: "the exact name" },
    InstanceStatus: { type: "string", means: "the state" },
    ResourceGroupId: { type: "string", means: "the resource group" },
    PageNo: { type: "integer", minimum: 1, default: 1, means: "page, from 1" },
    PageSize: { type: "integer", minimum: 1, default: 30, means: "items a page" },
  },
  errors: [],
  run(call) {
    const { parameters, settings } = call;
    const equal = (name: string, actual: string) => {
      const asked = parameters.string(name);
      return asked === undefined || asked === "" || asked === actual;
    };
    const found = instancesOf(call).filter(
      (instance) =>
        equal("InstanceName", instance.name) &&
        equal("InstanceStatus", instance.status) &&
        equal("ResourceGroupId", instance.resourceGroupId),
    );
    const PageNo = parameters.integer("PageNo") ?? 1;
    const PageSize = Math.min(parameters.integer("PageSize") ?? 30, settings.largestInstancePage);
    return {
      PageNo,
      PageSize,
      TotalCount: found.length,
      Instances: found.slice((PageNo - 1) * PageSize, PageNo * PageSize).map((instance) => ({
        ...instanceView(instance),
        RegionId: instance.region,
        // Texts here, numbers in GetInstance.
        CreateTime: String(instance.createdAt),
        ModifiedTime: String(instance.createdAt),
      })),
    };
  },
});
