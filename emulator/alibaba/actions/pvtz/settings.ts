import { setting } from "../../../settings.ts";

export const pvtzSettings = {
  zoneLayout: setting({
    name: "zoneLayout",
    values: ["zone-per-name", "parent-zone"],
    means: "how the service lays out the zones it makes for a link",
    row: "alibaba 2.4, 10.11, 11.1",
  }),
} as const;
