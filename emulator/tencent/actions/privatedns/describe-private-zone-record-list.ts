import type { Fields, TencentCall } from "../../action.ts";
import { pageOf, pagingFields } from "../../paging.ts";
import type { TencentRecord } from "../../state.ts";
import { errorsOf, refuse } from "./errors.ts";
import { filtersField, findZone, zoneField } from "./find.ts";
import { privatednsAction } from "./privatedns-action.ts";
import { recordView } from "./views.ts";

export const describePrivateZoneRecordList = privatednsAction({
  name: "DescribePrivateZoneRecordList",
  access: "read",
  callsPerSecond: 20,
  parameters: {
    ZoneId: zoneField,
    Filters: { ...filtersField, means: "Value (of host or value), RecordType" },
    ...pagingFields(200),
  },
  errors: errorsOf("InvalidParameter.ZoneNotExists", "InvalidParameterValue"),
  run(call) {
    const { parameters, settings } = call;
    const zone = findZone(call);
    if ((parameters.integer("Limit") ?? 0) > settings.recordPageMax) refuse("InvalidParameterValue");
    const filters = parameters.objects("Filters");
    const found = zone.records.filter((record) => filters.map((filter) => meets(call, record, filter)).every(Boolean));
    return {
      TotalCount: found.length,
      RecordSet: pageOf(found, parameters).map((record) => recordView(call, zone, record)),
    };
  },
});

function meets({ settings }: TencentCall, record: TencentRecord, filter: Fields): boolean {
  const values = filter.strings("Values");
  switch (filter.string("Name") ?? "") {
    case "Value":
      return values.some((value) =>
        [record.subDomain, record.value].some((text) =>
          settings.recordFilterMatch === "fuzzy" ? text.includes(value) : text === value,
        ),
      );
    case "RecordType":
      return values.includes(record.type);
    default:
      return refuse("InvalidParameterValue");
  }
}
