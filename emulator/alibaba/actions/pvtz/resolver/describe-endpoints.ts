import { isListed } from "../find.ts";
import { pageOf, pagingParameters } from "../paging.ts";
import { readAction } from "../pvtz-action.ts";
import { endpointShape } from "./shapes.ts";

export const describeResolverEndpoints = readAction({
  name: "DescribeResolverEndpoints",
  parameters: {
    Keyword: { type: "string", means: "a part of the name" },
    Status: {
      type: "string",
      oneOf: ["SUCCESS", "INIT", "FAILED", "CHANGE_INIT", "CHANGE_FAILED", "EXCEPTION"],
      means: "endpoints in this state",
    },
    VpcRegionId: { type: "string", means: "endpoints in VPCs of this region" },
    ...pagingParameters,
  },
  errors: [],
  run(call) {
    const { parameters } = call;
    const keyword = (parameters.string("Keyword") ?? "").toLowerCase();
    const status = parameters.string("Status");
    const region = parameters.string("VpcRegionId");
    const found = [...call.account.resolverEndpoints.values()].filter(
      (endpoint) =>
        isListed(call, endpoint) &&
        endpoint.name.toLowerCase().includes(keyword) &&
        (status === undefined || endpoint.status === status) &&
        (region === undefined || endpoint.region === region),
    );
    const { items, counts } = pageOf(found, parameters);
    return { ...counts, Endpoints: items.map((endpoint) => endpointShape(endpoint, call)) };
  },
});
