import { setting } from "../../settings.ts";

/** What the vendor does not document about audit records and the events made of them. */
export const auditSettings = {
  auditEventLagMs: setting({
    name: "auditEventLagMs",
    values: [3_000, 0, 600_000],
    means: "how long an audit event takes from the call to the event bus, and a record to DescribeEvents",
    row: "T12.3 (auditEventLag), T14.9",
  }),
  auditEventOrder: setting({
    name: "auditEventOrder",
    values: ["kept", "shuffled"],
    means: "whether events arrive in the order of their calls; shuffled: each takes up to twice the lag",
    row: "T12.3 (reordering)",
  }),
  auditEventCopies: setting({
    name: "auditEventCopies",
    values: [1, 2],
    means: "how often each audit event arrives, with the same id",
    row: "T12.3 (duplicates)",
  }),
  auditEventLoss: setting({
    name: "auditEventLoss",
    values: [0, 0.5],
    means: "the share of audit events that never arrive",
    row: "T12.3 (loss)",
  }),
  auditBuses: setting({
    name: "auditBuses",
    values: ["guangzhou", "guangzhou-and-own-region"],
    means: "which default buses carry an audit event: that of ap-guangzhou alone, or that of the call's region too",
    row: "events B1.1 (other regions' default buses), D3",
  }),
  auditNameEvents: setting({
    name: "auditNameEvents",
    values: [true, false],
    means: "whether writes of TCR and Private DNS become events at all",
    row: "events B1.1 (type)",
  }),
  auditPrivateDnsPrefix: setting({
    name: "auditPrivateDnsPrefix",
    values: ["privatedns", "private_dns"],
    means: "the product prefix of Private DNS's event types",
    row: "events B1.1 (type)",
  }),
  auditSource: setting({
    name: "auditSource",
    values: ["product", "cloudaudit"],
    means: "the envelope's source: vpc.cloud.tencent, tag.cloud.tencent, ... or cloudaudit.cloud.tencent for all",
    row: "T14.12, events B1.1 (source)",
  }),
  auditSubject: setting({
    name: "auditSubject",
    values: ["wildcard", "resource", "id", "absent"],
    means:
      "the envelope's subject: a six-segment name with * for what a call creates, one with the id, the bare id, none",
    row: "T14.12, events B1.2 (subject)",
  }),
  auditSpecVersion: setting({
    name: "auditSpecVersion",
    values: ["1.0", "0", "1.0.2"],
    means: "the envelope's specversion",
    row: "events B1.2 (specversion)",
  }),
  auditEnvelopeTime: setting({
    name: "auditEnvelopeTime",
    values: ["number", "text"],
    means: "the envelope's time, milliseconds: a number, or the same in quotes",
    row: "events B1.2 (time)",
  }),
  auditEnvelopeTags: setting({
    name: "auditEnvelopeTags",
    values: ["empty", "request"],
    means: "the envelope's tags: an empty object, or the tags that the request names",
    row: "events B1.2 (tags)",
  }),
  auditData: setting({
    name: "auditData",
    values: ["object", "json"],
    means: "the envelope's data: the record as an object, or as a JSON text",
    row: "events B1.2 (data)",
  }),
  auditResponse: setting({
    name: "auditResponse",
    values: ["present", "absent", "truncated"],
    means: "responseElements of a record: the whole response as a JSON text, none, or a text cut off in the middle",
    row: "T14.12, events B1.3 (responseElements)",
  }),
  auditRequest: setting({
    name: "auditRequest",
    values: ["present", "empty", "truncated"],
    means: "requestParameters of a record: a JSON text, an empty text, or one cut off in the middle",
    row: "events B1.3 (requestParameters)",
  }),
  auditEventTime: setting({
    name: "auditEventTime",
    values: ["number", "text", "date"],
    means: "eventTime of a record: seconds as a number, the same in quotes, or `2019-03-20 12:36:27` in Beijing's time",
    row: "T7.1, events B1.3 (eventTime)",
  }),
  auditSuccessCode: setting({
    name: "auditSuccessCode",
    values: ["number", "text", "empty"],
    means: "apiErrorCode of a successful call: 0, the same in quotes, or an empty text",
    row: "events B1.3 (apiErrorCode)",
  }),
  auditSuccessMessage: setting({
    name: "auditSuccessMessage",
    values: ["", "permission verify"],
    means: "errorMessage of a successful call",
    row: "events B1.3 (errorMessage)",
  }),
  auditRecordForm: setting({
    name: "auditRecordForm",
    values: ["new", "old"],
    means: "old: eventVersion is `1.0` and errorCode a number; new: the number 2 and a text",
    row: "events B1.3 (eventVersion, errorCode)",
  }),
  auditCreatedNames: setting({
    name: "auditCreatedNames",
    values: ["wildcard", "concrete"],
    means: "resources and resourceName of a create: with * in the place of the new id, or with the id",
    row: "events B1.3 (resources)",
  }),
  auditOwnerForm: setting({
    name: "auditOwnerForm",
    values: ["uin", "uid", "id"],
    means: "the owner in six-segment names: uin/<account>, uid/<account>, or id/<appid>",
    row: "events B1.4 (segment uin)",
  }),
  auditRegionForm: setting({
    name: "auditRegionForm",
    values: ["long", "short"],
    means: "the region in six-segment names: ap-guangzhou or gz",
    row: "events B1.4 (short code)",
  }),
  auditTencentApiAs: setting({
    name: "auditTencentApiAs",
    values: ["ApiCall", "ConsoleCall", "MiniProgramCall"],
    means: "how a call is recorded that does not come from the console",
    row: "events B1.1 (type)",
  }),
  auditTencentConsoleAs: setting({
    name: "auditTencentConsoleAs",
    values: ["ConsoleCall", "ApiCall"],
    means: "how a call of a client that names itself console is recorded",
    row: "events B1.1 (type)",
  }),
  auditSessionContextToken: setting({
    name: "auditSessionContextToken",
    values: ["emulated-console-token-never-log-this", ""],
    means: "a token in sessionContext and requestParameters of console calls, as real records hold; it opens nothing",
    row: "events B1.3 (sessionContext)",
  }),
} as const;
