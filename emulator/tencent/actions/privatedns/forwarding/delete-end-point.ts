import { tencentAction } from "../../../action.ts";
import { errorsOf, refuse } from "../errors.ts";
import { findEndpoint } from "./find.ts";

/** Of either kind. */
export const deleteEndPoint = tencentAction({
  product: "privatedns",
  name: "DeleteEndPoint",
  access: "write",
  callsPerSecond: 10,
  parameters: { EndPointId: { type: "string", means: "the outbound endpoint, eid-..." } },
  errors: errorsOf("InvalidParameter.EndPointNotExists", "InvalidParameter.EndPointBindForwardRule"),
  run(call) {
    const { account, parameters } = call;
    const endpoint = findEndpoint(call, parameters.string("EndPointId"));
    if ([...account.forwardRules.values()].some(({ endpointId }) => endpointId === endpoint.id))
      refuse("InvalidParameter.EndPointBindForwardRule");
    account.outboundEndpoints.delete(endpoint.id);
    return {};
  },
});
