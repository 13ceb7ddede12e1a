import { readAction } from "./pvtz-action.ts";
import { regions } from "./regions.ts";

export const describeRegions = readAction({
  name: "DescribeRegions",
  parameters: {
    AcceptLanguage: { type: "string" },
    AuthorizedUserId: { type: "integer" },
    VpcType: { type: "string", oneOf: ["STANDARD", "EDS"] },
    Scene: { type: "string", oneOf: ["AUTH", "FWD", "RA"] },
  },
  errors: [],
  run: () => ({
    Regions: {
      Region: regions.map(({ id, name }) => ({
        RegionId: id,
        RegionName: name,
        LocalName: name,
        RegionEndpoint: "pvtz.aliyuncs.com",
      })),
    },
  }),
});
