import { readAction } from "./pvtz-action.ts";

export const describeUserServiceStatus = readAction({
  name: "DescribeUserServiceStatus",
  parameters: {},
  errors: [],
  run: ({ account }) => ({ Status: account.privateZoneService }),
});
