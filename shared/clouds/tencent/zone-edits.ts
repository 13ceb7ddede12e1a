import pLimit from "p-limit";
import * as v from "valibot";
import type { ZoneEdit } from "../../model/estate.ts";
import { CloudError } from "../port.ts";
import { count, id, optionalText, read } from "../reading.ts";
import { hostsIn, lastOfEach } from "../zone-log.ts";
import { fromBeijing, toBeijing } from "./beijing.ts";
import type { CallOptions, Transport } from "./transport.ts";

const call = "privatedns:DescribeAuditLog";

const pageSize = 100;
const concurrency = 2;
/** How far back the log is asked for, milliseconds; the vendor publishes no bound. */
const span = 7 * 24 * 3_600_000;
/** A line of the log that is longer is cut off. */
const longestLine = 160;

const entrySchema = v.looseObject({ Date: optionalText, OperatorUin: v.nullish(id, ""), Content: optionalText });
// https://www.tencentcloud.com/document/api/1097/42100
const logSchema = v.looseObject({
  Data: v.nullish(
    v.array(v.looseObject({ TotalCount: v.nullish(count, 0), DataSet: v.nullish(v.array(entrySchema)) })),
  ),
});

/**
 * DescribeAuditLog of each zone: the last changes of the past week, of those that could be about the same hosts the last one, with the account (UIN) that made it. The entries name
 * no zone, so each zone is asked for alone; in which order they come is not documented, so the first page and the last
 * are read.
 *
 * Who did it is told beside a finding and decides nothing: a log that cannot be read says nothing of its zone.
 */
export async function zoneEdits(
  transport: Transport,
  zones: readonly string[],
  now: number,
  options: CallOptions,
): Promise<readonly ZoneEdit[]> {
  const limit = pLimit(concurrency);
  const edits = await limit.map([...new Set(zones)], async (zone) => {
    try {
      return await lastEdits(transport, zone, now, options);
    } catch (error) {
      if (!(error instanceof CloudError)) throw error;
      const { code } = error.failure;
      options.context.log.debug("the log of a zone could not be read", { call, zone, code });
      return [];
    }
  });
  return edits.flat().sort((a, b) => (a.at < b.at ? 1 : -1));
}

async function lastEdits(transport: Transport, zone: string, now: number, options: CallOptions) {
  const page = async (Offset: number) => {
    const parameters = {
      TimeRangeBegin: toBeijing(now - span),
      TimeRangeEnd: toBeijing(now),
      Filters: [{ Name: "ZoneId", Values: [zone] }],
      Offset,
      Limit: pageSize,
    };
    const { Data } = read(call, logSchema, await transport.call("privatedns", "DescribeAuditLog", parameters, options));
    const logs = Data ?? [];
    return {
      entries: logs.flatMap(({ DataSet }) => DataSet ?? []),
      total: Math.max(0, ...logs.map(({ TotalCount }) => TotalCount)),
    };
  };
  const first = await page(0);
  const rest = first.total > pageSize ? await page(first.total - pageSize) : { entries: [] };
  const edits = [...first.entries, ...rest.entries].flatMap(({ Date: date, OperatorUin: by, Content }): ZoneEdit[] => {
    const at = fromBeijing(date);
    return at === null || by === "" ? [] : [{ zone, at, by, what: line(Content), hosts: hostsIn(Content) }];
  });
  return lastOfEach(edits);
}

function line(content: string): string {
  const text = content.replace(/\s+/g, " ").trim();
  return text.length > longestLine ? `${text.slice(0, longestLine)}…` : text;
}
