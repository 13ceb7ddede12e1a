import { tencentAction } from "../../action.ts";
import { registryOf } from "./find.ts";

export const describeInstanceStatus = tencentAction({
  product: "tcr",
  name: "DescribeInstanceStatus",
  access: "read",
  callsPerSecond: 20,
  parameters: {
    RegistryIds: { type: "list", of: { type: "string" }, required: true, means: "instances" },
  },
  errors: [],
  run(call) {
    const found = call.parameters.strings("RegistryIds").flatMap((id) => registryOf(call, id) ?? []);
    const set = found.map(({ id, status }) => ({
      RegistryId: id,
      Status: status,
      Conditions: [{ Type: "InstanceCreated", Status: String(status === "Running"), Reason: "" }],
    }));
    return { RegistryStatusSet: set.length === 0 ? null : set };
  },
});
