import { pageOf, pagingFields } from "../../../paging.ts";
import { errorsOf } from "../errors.ts";
import { filtersField } from "../find.ts";
import { privatednsAction } from "../privatedns-action.ts";
import { meetsFilters } from "./find.ts";
import { outboundEndpointView } from "./views.ts";

/** Endpoints of both kinds, told apart by `ForwardLinkArch`. */
export const describeExtendEndpointList = privatednsAction({
  name: "DescribeExtendEndpointList",
  access: "read",
  callsPerSecond: 20,
  parameters: { ...pagingFields(100), Filters: { ...filtersField, means: "EndpointName, EndpointId" } },
  errors: errorsOf("InvalidParameterValue"),
  run(call) {
    const found = [...call.account.outboundEndpoints.values()].filter(({ id, name }) =>
      meetsFilters(call, { EndpointId: id, EndpointName: name }),
    );
    return { TotalCount: found.length, OutboundEndpointSet: pageOf(found, call.parameters).map(outboundEndpointView) };
  },
});
