import type { ActionCall } from "../../action.ts";
import type { ChangeLog } from "../../state.ts";
import { pageOf, pagingParameters } from "./paging.ts";
import { readAction } from "./pvtz-action.ts";
import { changeLogShape } from "./shapes.ts";

/** Six months, in milliseconds. */
const kept = 183 * 24 * 60 * 60 * 1000;

const entityTypes = ["PV_ZONE", "PV_RECORD", "RESOLVER_RULE", "RESOLVER_ENDPOINT"] as const;

export const describeChangeLogs = readAction({
  name: "DescribeChangeLogs",
  parameters: {
    ZoneId: { type: "string", means: "the zone: 32 hex digits, or an older short form" },
    Keyword: { type: "string", means: "text to look for" },
    EntityType: { type: "string", means: `${entityTypes.join(", ")}; any other value is ignored` },
    StartTimestamp: { type: "integer", means: "from, epoch milliseconds" },
    EndTimestamp: { type: "integer", means: "to, epoch milliseconds" },
    ...pagingParameters,
  },
  errors: [],
  run(call) {
    const newestFirst = call.account.changeLogs.filter((log) => isAskedFor(log, call)).reverse();
    const { items, counts } = pageOf(newestFirst, call.parameters);
    return { ...counts, ChangeLogs: { ChangeLog: items.map((log) => changeLogShape(log, call)) } };
  },
});

function isAskedFor(log: ChangeLog, { parameters, clock }: ActionCall): boolean {
  const zoneId = parameters.string("ZoneId");
  const type = entityTypes.find((one) => one === parameters.string("EntityType"));
  const keyword = parameters.string("Keyword") ?? "";
  return (
    log.at >= Math.max(parameters.integer("StartTimestamp") ?? 0, clock.now() - kept) &&
    log.at <= (parameters.integer("EndTimestamp") ?? Number.POSITIVE_INFINITY) &&
    (zoneId === undefined || zoneId === "" || log.zoneId === zoneId) &&
    (type === undefined || log.entityType === type) &&
    log.content.includes(keyword)
  );
}
