import { errorsOf, refuse } from "../errors.ts";
import { privatednsAction } from "../privatedns-action.ts";
import { makeServiceEndpoint, serviceEndpointFields } from "./service-endpoint.ts";

/** Load balancers are not emulated: any service behind the new endpoint service is taken. */
export const createEndPointAndEndPointService = privatednsAction({
  name: "CreateEndPointAndEndPointService",
  access: "write",
  callsPerSecond: 10,
  parameters: {
    VpcId: { type: "string", required: true, means: "the VPC of the endpoint service" },
    AutoAcceptFlag: { type: "boolean", required: true, means: "without effect here" },
    ServiceInstanceId: { type: "string", required: true, means: "the service behind it; kept by nobody" },
    ...serviceEndpointFields,
    EndPointServiceName: { type: "string", means: "kept by nobody" },
    ServiceType: { type: "string", means: "CLB, CDB or CRS; without effect here" },
  },
  errors: errorsOf("InvalidParameter"),
  run(call) {
    const vpc = call.account.vpcs.get(call.parameters.string("VpcId") ?? "");
    if (vpc === undefined || vpc.region !== call.parameters.string("EndPointRegion")) refuse("InvalidParameter");
    return makeServiceEndpoint(call, call.ids.resource("vpcsvc"));
  },
});
