import { errorsOf, refuse } from "../errors.ts";
import { privatednsAction } from "../privatedns-action.ts";
import { makeServiceEndpoint, serviceEndpointFields } from "./service-endpoint.ts";

/** Endpoint services are not emulated: any id of their form is one that exists. */
export const createEndPoint = privatednsAction({
  name: "CreateEndPoint",
  access: "write",
  callsPerSecond: 10,
  parameters: {
    ...serviceEndpointFields,
    EndPointServiceId: { type: "string", required: true, means: "a VPC endpoint service, vpcsvc-..." },
  },
  errors: errorsOf("InvalidParameter.EndPointServiceNotExist"),
  run(call) {
    const serviceId = call.parameters.string("EndPointServiceId") ?? "";
    if (!/^vpcsvc-[a-z0-9]{8}$/.test(serviceId)) refuse("InvalidParameter.EndPointServiceNotExist");
    return makeServiceEndpoint(call, serviceId);
  },
});
