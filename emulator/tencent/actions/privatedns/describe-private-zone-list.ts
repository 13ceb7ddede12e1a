import type { Fields } from "../../action.ts";
import { pageOf, pagingFields } from "../../paging.ts";
import type { TencentZone } from "../../state.ts";
import { errorsOf, refuse } from "./errors.ts";
import { filtersField, visibleZones } from "./find.ts";
import { privatednsAction } from "./privatedns-action.ts";
import { zoneView } from "./views.ts";

export const describePrivateZoneList = privatednsAction({
  name: "DescribePrivateZoneList",
  access: "read",
  callsPerSecond: 20,
  parameters: { ...pagingFields(100), Filters: { ...filtersField, means: "ZoneId, Domain (part of it), Vpc" } },
  errors: errorsOf("InvalidParameterValue"),
  run(call) {
    const filters = call.parameters.objects("Filters");
    const found = visibleZones(call).filter((zone) => filters.map((filter) => meets(zone, filter)).every(Boolean));
    return {
      TotalCount: found.length,
      PrivateZoneSet: pageOf(found, call.parameters).map((zone) => zoneView(call, zone)),
    };
  },
});

function meets(zone: TencentZone, filter: Fields): boolean {
  const values = filter.strings("Values");
  switch (filter.string("Name") ?? "") {
    case "ZoneId":
      return values.includes(zone.id);
    case "Domain":
      return values.some((value) => zone.domain.includes(value.toLowerCase()));
    case "Vpc":
      return zone.bindings.some(({ vpcId }) => values.includes(vpcId));
    default:
      return refuse("InvalidParameterValue");
  }
}
