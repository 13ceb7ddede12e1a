import { setting } from "../../../settings.ts";

export const crSettings = {
  linkReadyMs: setting({
    name: "linkReadyMs",
    values: [90_000, 5_000, 540_000],
    means: "how long a link takes from CREATING to RUNNING, in world time",
    row: "alibaba 10.5, 11.4",
  }),
} as const;
