import type { Fields, TencentCall } from "../../action.ts";
import { pageOf, pagingFields } from "../../paging.ts";
import type { TencentZoneChange } from "../../state.ts";
import { dateAndTime, timeFrom } from "../../times.ts";
import { errorsOf, refuse } from "./errors.ts";
import { filtersField } from "./find.ts";
import { privatednsAction } from "./privatedns-action.ts";
import { privatednsSettings } from "./settings.ts";

const day = 86_400_000;

/**
 * Who wrote what in which zone, and when: `Date`, `OperatorUin` and `Content`, which is text for people, all in the one
 * set that the vendor's example has.
 */
export const describeAuditLog = privatednsAction({
  name: "DescribeAuditLog",
  access: "read",
  callsPerSecond: 5,
  parameters: {
    TimeRangeBegin: { type: "string", required: true, means: "from, 2026-01-05 10:00:00" },
    TimeRangeEnd: { type: "string", means: "to, that second included; now when absent" },
    Filters: { ...filtersField, means: "ZoneId, Domain, OperatorUin" },
    ...pagingFields(100),
  },
  errors: errorsOf(...new Set([...privatednsSettings.zoneLogTimeCode.values, "InvalidParameterValue" as const])),
  run(call) {
    const { account, parameters, settings } = call;
    const told = isTold(call);
    const filters = parameters.objects("Filters").map((filter) => meets(call, filter));
    const found = account.zoneLog.filter((change) => told(change) && filters.every((meet) => meet(change)));
    if (settings.zoneLogOrder === "newest-first") found.reverse();
    if (found.length === 0 && settings.zoneLogWhenEmpty === "no-data") return { Data: [] };
    const page = pageOf(found, parameters).map((change) => entryOf(call, change));
    const empty = found.length === 0 && settings.zoneLogWhenEmpty === "null-set";
    const set = { Resource: "all", Metric: "request_count", TotalCount: found.length, DataSet: empty ? null : page };
    return { Data: [set] };
  },
});

/** Whether a change is in the time asked about and shown already; throws `RefusedError` for times that are none. */
function isTold({ parameters, settings, clock }: TencentCall): (change: TencentZoneChange) => boolean {
  const { zoneLogTimeCode: code, zoneLogRangeDays: days, zoneTimes } = settings;
  const end = parameters.string("TimeRangeEnd");
  const from = timeFrom(parameters.string("TimeRangeBegin") ?? "", zoneTimes) ?? refuse(code);
  const to = end === undefined || end === "" ? clock.now() : (timeFrom(end, zoneTimes) ?? refuse(code));
  if (to < from || (days > 0 && to - from > days * day)) refuse(code);
  const shown = clock.now() - settings.zoneLogLagMs;
  const seen = (managed: boolean) => !managed || settings.managedZoneVisibility === "visible";
  // Dates are whole seconds.
  return ({ at, managed }) => at >= from && at < to + 1_000 && at <= shown && seen(managed);
}

/** Throws `RefusedError` for a filter of another name. */
function meets(call: TencentCall, filter: Fields): (change: TencentZoneChange) => boolean {
  const values = filter.strings("Values");
  switch (filter.string("Name") ?? "") {
    case "ZoneId":
      return ({ zoneId }) => values.includes(zoneId);
    case "Domain":
      return ({ domain }) =>
        call.settings.zoneLogDomainMatch === "exact"
          ? values.includes(domain)
          : values.some((value) => domain.includes(value));
    case "OperatorUin":
      return (change) => values.includes(operatorOf(call, change));
    default:
      return refuse("InvalidParameterValue");
  }
}

/** `AuditLogInfo`. */
function entryOf(call: TencentCall, change: TencentZoneChange) {
  const { settings } = call;
  const zone = settings.zoneLogZones === "ids" ? change.zoneId : String(numberOf(change));
  return {
    Date: dateAndTime(change.at, settings.zoneTimes),
    OperatorUin: operatorOf(call, change),
    Content: `${change.content}, zone(${zone})`,
  };
}

function operatorOf({ account, settings }: TencentCall, { operator }: TencentZoneChange): string {
  return settings.zoneLogOperator === "main-account" ? account.uin : operator;
}

/** Six digits at most, the same for the same zone. */
function numberOf({ zoneId }: TencentZoneChange): number {
  return Number.parseInt(zoneId.slice("zone-".length), 36) % 1_000_000;
}
