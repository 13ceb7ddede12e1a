import type { ActionCall } from "../../action.ts";
import type { ZoneRecord } from "../../state.ts";
import { invalidZoneId, zoneNotExists } from "./errors.ts";
import { isListed, zoneIdParameter, zoneOf } from "./find.ts";
import { pageOf, pagingParameters } from "./paging.ts";
import { readAction } from "./pvtz-action.ts";
import { recordShape } from "./shapes.ts";

export const describeZoneRecords = readAction({
  name: "DescribeZoneRecords",
  parameters: {
    ZoneId: zoneIdParameter,
    Keyword: { type: "string", means: "text to look for" },
    SearchMode: { type: "string", oneOf: ["LIKE", "EXACT"], means: "EXACT when absent" },
    Tag: { type: "string", oneOf: ["", "ecs"], means: "ecs finds nothing: synchronised host names are not emulated" },
    ...pagingParameters,
  },
  errors: [invalidZoneId, zoneNotExists],
  run(call) {
    const zone = zoneOf(call);
    const { items, counts } = pageOf(
      zone.records.filter((record) => isListed(call, record) && isAskedFor(record, call)),
      call.parameters,
    );
    return { ...counts, Records: { Record: items.map((record) => recordShape(zone, record)) } };
  },
});

/** `Keyword` is looked for in Rr and Value; names of ECS hosts are not emulated, so that tag finds nothing. */
function isAskedFor({ rr, value }: ZoneRecord, { parameters }: ActionCall): boolean {
  if (parameters.string("Tag") === "ecs") return false;
  const keyword = (parameters.string("Keyword") ?? "").toLowerCase();
  if (keyword === "") return true;
  const like = parameters.string("SearchMode") === "LIKE";
  return [rr, value]
    .map((text) => text.toLowerCase())
    .some((text) => (like ? text.includes(keyword) : text === keyword));
}
