import { tencentAction } from "../../action.ts";
import { nameTrouble } from "./instance-name.ts";

const detail = { illegal: 1, reserved: 2, exists: 3 } as const;

export const checkInstanceName = tencentAction({
  product: "tcr",
  name: "CheckInstanceName",
  access: "read",
  callsPerSecond: 20,
  parameters: { RegistryName: { type: "string", required: true, means: "name of an instance to come" } },
  errors: [],
  run({ state, parameters }) {
    const trouble = nameTrouble(state, parameters.string("RegistryName") ?? "");
    return { IsValidated: trouble === undefined, DetailCode: trouble === undefined ? 0 : detail[trouble] };
  },
});
