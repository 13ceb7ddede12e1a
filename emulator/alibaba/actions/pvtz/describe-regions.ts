import { readAction } from "./pvtz-action.ts";
import { regions } from "./regions.ts";

export const describeRegions = readAction({
  name: "DescribeRegions",
  parameters: {
    AcceptLanguage: { type: "string", means: "accepted; names are English" },
    AuthorizedUserId: { type: "integer", means: "accepted" },
    VpcType: { type: "string", oneOf: ["STANDARD", "EDS"], means: "accepted" },
    Scene: { type: "string", oneOf: ["AUTH", "FWD", "RA"], means: "accepted" },
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
