import { type TencentAction, type TencentCall, tencentAction } from "../../action.ts";
import type { LoggedWrite } from "../../services.ts";
import { cloudauditErrors, refuse } from "./errors.ts";

const day = 86_400;
const largestPage = 50;
const usualPage = 10;

/** What events are looked up by, as a record shows it. */
const attributes: Readonly<Record<string, (write: LoggedWrite) => readonly string[]>> = {
  RequestId: ({ entry }) => [entry.requestId],
  EventName: ({ entry }) => [entry.action.name],
  ActionType: () => ["Write"],
  PrincipalId: ({ entry }) => [entry.call.identity.principalId],
  Username: ({ entry }) => [entry.call.identity.name],
  ResourceType: ({ entry }) => [entry.action.product],
  ResourceName: ({ record }) => [String(record["resourceName"])],
  ResourceId: ({ entry }) => entry.resources.map((name) => name.replace(/^.*\//, "")),
  AccessKeyId: ({ entry }) => [entry.call.identity.secretId],
  SensitiveAction: ({ record }) => [String(record["sensitiveAction"])],
  ApiErrorCode: ({ record }) => [String(record["apiErrorCode"])],
  CamErrorCode: ({ record }) => [String(record["errorCode"])],
  SourceIPAddress: ({ entry }) => [entry.call.sourceIp],
  Tags: () => [],
};

export const describeEvents: TencentAction = tencentAction({
  product: "cloudaudit",
  name: "DescribeEvents",
  access: "read",
  parameters: {
    StartTime: { type: "integer", required: true, means: "seconds, at most 90 days ago" },
    EndTime: { type: "integer", required: true, means: "seconds, less than 30 days after StartTime" },
    NextToken: { type: "integer", means: "of the page before" },
    MaxResults: { type: "integer", means: "how many at most, up to 50" },
    LookupAttributes: {
      type: "list",
      means: "what the events must be like",
      of: {
        type: "object",
        fields: {
          AttributeKey: { type: "string", required: true, means: "EventName, ResourceType, ResourceId..." },
          AttributeValue: { type: "string", means: "its value; several of EventName with commas" },
        },
      },
    },
    IsReturnLocation: { type: "integer", minimum: 0, maximum: 1, means: "1: where the source address is" },
  },
  errors: [cloudauditErrors.time, cloudauditErrors.span, cloudauditErrors.amount, cloudauditErrors.attribute],
  run(call) {
    const { parameters, services, account } = call;
    const from = parameters.integer("StartTime") ?? 0;
    const to = parameters.integer("EndTime") ?? 0;
    if (from > to || from < call.clock.now() / 1_000 - 90 * day) refuse(cloudauditErrors.time);
    if (to - from >= 30 * day) refuse(cloudauditErrors.span);
    const limit = parameters.integer("MaxResults") ?? usualPage;
    if (limit < 1 || limit > largestPage) refuse(cloudauditErrors.amount);
    const before = parameters.integer("NextToken") ?? Number.POSITIVE_INFINITY;
    const takes = lookup(call);
    const found = services.auditLog
      .list(account.uin)
      .filter(({ at, order }) => Math.floor(at / 1_000) >= from && Math.floor(at / 1_000) <= to && order < before)
      .filter((write) => takes.every((take) => take(write)))
      .reverse();
    const page = found.slice(0, limit);
    return {
      ListOver: found.length <= limit,
      Events: page.map((write) => eventView(write, parameters.integer("IsReturnLocation") === 1)),
      // Ever smaller: the newest come first.
      NextToken: page.at(-1)?.order ?? 0,
      TotalCount: page.length,
    };
  },
});

function lookup({ parameters }: TencentCall): readonly ((write: LoggedWrite) => boolean)[] {
  return parameters.objects("LookupAttributes").map((asked) => {
    const key = asked.string("AttributeKey") ?? "";
    const valuesOf = attributes[key] ?? refuse(cloudauditErrors.attribute);
    const value = asked.string("AttributeValue") ?? "";
    const wanted = key === "EventName" ? value.split(",") : [value];
    return (write) => valuesOf(write).some((one) => wanted.includes(one));
  });
}

function eventView({ entry, record, region, account }: LoggedWrite, located: boolean) {
  return {
    EventId: entry.requestId,
    Username: entry.call.identity.name,
    EventTime: String(record["eventTime"]),
    CloudAuditEvent: JSON.stringify(record),
    ResourceTypeCn: entry.action.product,
    ErrorCode: record["errorCode"] === "0" || record["errorCode"] === 0 ? 0 : 1,
    EventName: entry.action.name,
    SecretId: entry.call.identity.secretId,
    EventSource: record["eventSource"],
    RequestID: entry.requestId,
    ResourceRegion: region,
    AccountID: Number(account),
    SourceIPAddress: entry.call.sourceIp,
    EventNameCn: entry.action.name,
    Resources: { ResourceType: entry.action.product, ResourceName: record["resourceName"] },
    EventRegion: region,
    Location: located ? "loopback" : "",
  };
}
