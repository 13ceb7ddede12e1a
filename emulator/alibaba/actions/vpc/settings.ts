import { setting } from "../../../settings.ts";

export const vpcSettings = {
  subnetAvailableMs: setting({
    name: "subnetAvailableMs",
    values: [0, 3_000],
    means: "how long a new vSwitch stays Pending",
    row: "alibaba 4.2",
  }),
} as const;
