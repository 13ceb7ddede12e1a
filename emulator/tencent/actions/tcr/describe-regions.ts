import { regionNumbers } from "../../accounts.ts";
import { tencentAction } from "../../action.ts";

/** The short word of each region, as the product's list has it. */
const aliases: Readonly<Record<string, string>> = {
  "ap-guangzhou": "gz",
  "ap-shanghai": "sh",
  "ap-hongkong": "hk",
  "na-toronto": "ca",
  "ap-shanghai-fsi": "shjr",
  "ap-beijing": "bj",
  "ap-singapore": "sg",
  "ap-shenzhen-fsi": "szjr",
  "ap-guangzhou-open": "gzopen",
  "na-siliconvalley": "usw",
  "ap-chengdu": "cd",
  "eu-frankfurt": "de",
  "ap-seoul": "kr",
  "ap-chongqing": "cq",
  "ap-mumbai": "in",
  "na-ashburn": "use",
  "ap-bangkok": "th",
  "eu-moscow": "ru",
  "ap-tokyo": "jp",
  "ap-nanjing": "nj",
  "ap-tianjin": "tsn",
  "ap-shenzhen": "szx",
  "ap-taipei": "tpe",
  "ap-beijing-fsi": "bjjr",
  "ap-qingyuan": "qy",
  "ap-jakarta": "jkt",
  "sa-saopaulo": "sao",
  "ap-guiyang": "gy",
};

export const describeRegions = tencentAction({
  product: "tcr",
  name: "DescribeRegions",
  access: "read",
  callsPerSecond: 20,
  parameters: {},
  errors: [],
  run() {
    const regions = Object.entries(regionNumbers).map(([RegionName, RegionId], index) => ({
      Alias: aliases[RegionName] ?? "",
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
