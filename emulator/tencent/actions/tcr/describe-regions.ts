import { regionNumbers } from "../../accounts.ts";
import { tencentAction } from "../../action.ts";
import { regionCodes } from "../../region-codes.ts";

export const describeRegions = tencentAction({
  product: "tcr",
  name: "DescribeRegions",
  access: "read",
  callsPerSecond: 20,
  parameters: {},
  errors: [],
  run() {
    const regions = Object.entries(regionNumbers).map(([RegionName, RegionId], index) => ({
      Alias: regionCodes[RegionName] ?? "",
      RegionId,
      RegionName,
      Status: "alluser",
      Remark: "",
      CreatedAt: "2019-12-01T00:00:00+08:00",
      UpdatedAt: "2019-12-01T00:00:00+08:00",
      Id: index + 1,
    }));
    return { TotalCount: regions.length, Regions: regions };
  },
});
