import { pageOf, pagingFields } from "../../../paging.ts";
import { errorsOf } from "../errors.ts";
import { filtersField } from "../find.ts";
import { privatednsAction } from "../privatedns-action.ts";
import { meetsFilters } from "./find.ts";
import { endPointView } from "./views.ts";

/** Endpoints of VPC endpoint services; the others are in DescribeExtendEndpointList alone. */
export const describeEndPointList = privatednsAction({
  name: "DescribeEndPointList",
  access: "read",
  callsPerSecond: 10,
  parameters: {
    ...pagingFields(100),
    Filters: { ...filtersField, means: "EndPointName, EndPointId, EndPointServiceId, EndPointVip" },
  },
  errors: errorsOf("InvalidParameterValue"),
  run(call) {
    const found = [...call.account.outboundEndpoints.values()].filter(
      ({ id, name, serviceId, vips }) =>
        serviceId !== null &&
        meetsFilters(call, { EndPointId: id, EndPointName: name, EndPointServiceId: serviceId, EndPointVip: vips }),
    );
    return { TotalCount: found.length, EndPointSet: pageOf(found, call.parameters).map(endPointView) };
  },
});
