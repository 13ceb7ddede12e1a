import { regionNumbers } from "../../accounts.ts";
import { tencentAction } from "../../action.ts";
import { registryField } from "./find.ts";

/** Whether the account has the instance, in any region, and the number of its home. */
export const checkInstance = tencentAction({
  product: "tcr",
  name: "CheckInstance",
  access: "read",
  callsPerSecond: 20,
  parameters: { RegistryId: registryField },
  errors: [],
  run({ account, parameters }) {
    const registry = account.registries.get(parameters.string("RegistryId") ?? "");
    return { IsValidated: registry !== undefined, RegionId: regionNumbers[registry?.region ?? ""] ?? 0 };
  },
});
