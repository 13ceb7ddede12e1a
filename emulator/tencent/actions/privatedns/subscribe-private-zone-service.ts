import { tencentAction } from "../../action.ts";

export const subscribePrivateZoneService = tencentAction({
  product: "privatedns",
  name: "SubscribePrivateZoneService",
  access: "write",
  callsPerSecond: 1,
  parameters: {},
  errors: [],
  run({ account }) {
    account.dnsService = "ENABLED";
    return { ServiceStatus: account.dnsService };
  },
});
