import { tencentAction } from "../../action.ts";

export const describePrivateZoneService = tencentAction({
  product: "privatedns",
  name: "DescribePrivateZoneService",
  access: "read",
  callsPerSecond: 10,
  parameters: {},
  errors: [],
  run: ({ account }) => ({ ServiceStatus: account.dnsService }),
});
