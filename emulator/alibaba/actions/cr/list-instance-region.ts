import { type Action, action } from "../../action.ts";
import { regions } from "../../gateway/hosts.ts";

export const listInstanceRegion: Action = action({
  product: "cr",
  version: "2018-12-01",
  name: "ListInstanceRegion",
  access: "read",
  parameters: { Lang: { type: "string", oneOf: ["zh_CN", "en_US"], means: "accepted, without effect" } },
  errors: [],
  // The names that people read are left out of the emulated cloud; the id stands in for them.
  run: () => ({ Regions: regions.map((RegionId) => ({ LocalName: RegionId, RegionId })) }),
});
