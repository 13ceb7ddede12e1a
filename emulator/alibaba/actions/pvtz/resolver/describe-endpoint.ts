import { readAction } from "../pvtz-action.ts";
import { endpointNotExists } from "./errors.ts";
import { endpointIdParameter, endpointOf } from "./find.ts";
import { endpointShape } from "./shapes.ts";

export const describeResolverEndpoint = readAction({
  name: "DescribeResolverEndpoint",
  parameters: { EndpointId: endpointIdParameter },
  errors: [endpointNotExists],
  run: (call) => endpointShape(endpointOf(call), call),
});
