import { setting } from "../../settings.ts";

export const auditSettings = {
  eventDelayMs: setting({
    name: "eventDelayMs",
    values: [3_000, 0, 600_000],
    means: "how long an audit event takes from the call to its rules",
    row: "events A1.6",
  }),
  eventOrder: setting({
    name: "eventOrder",
    values: ["kept", "shuffled"],
    means: "whether events arrive in the order of their calls; shuffled: each takes up to twice the delay",
    row: "events A1.6 (ordering)",
  }),
  eventCopies: setting({
    name: "eventCopies",
    values: [1, 2],
    means: "how often each audit event arrives, with the same source and id",
    row: "events A1.6 (guarantee)",
  }),
  eventSource: setting({
    name: "eventSource",
    values: ["product", "actiontrail"],
    means: "the envelope's source: acs.vpc, acs.tag, ... or acs.actiontrail for all",
    row: "events A1.1 (source)",
  }),
  eventSubject: setting({
    name: "eventSubject",
    values: ["actiontrail", "resource", "absent"],
    means: "the envelope's subject: acs:actiontrail:<region>:<account>:<id>, the resource's own form, or none",
    row: "events A1.2 (subject)",
  }),
  eventPublishTime: setting({
    name: "eventPublishTime",
    values: ["milliseconds", "seconds", "prc"],
    means: "the form of aliyunpublishtime: ...04.204Z, ...04Z, or the zone-suffixed ...04.204PRC",
    row: "events A1.2 (aliyunpublishtime)",
  }),
  privateZoneEventPrefix: setting({
    name: "privateZoneEventPrefix",
    values: ["pvtz", "privatezone", "PrivateZone", "alidns"],
    means: "the product prefix of PrivateZone's event types",
    row: "events A1.1 (prefix spelling)",
  }),
  privateZoneEventRegion: setting({
    name: "privateZoneEventRegion",
    values: ["call", "cn-zhangjiakou"],
    means: "whose bus carries PrivateZone's events: that of the region the call names, or that of its control plane",
    row: "events A1.1 (prefix spelling), 3.1 (global, control plane in Zhangjiakou)",
  }),
  registryEventPrefix: setting({
    name: "registryEventPrefix",
    values: ["cr", "acr"],
    means: "the product prefix of Container Registry's event types",
    row: "events A1.1 (prefix spelling)",
  }),
  nameEvents: setting({
    name: "nameEvents",
    values: [true, false],
    means: "whether writes of PrivateZone and Container Registry yield events at all",
    row: "events A1.1 (prefix spelling), A1.6 (latency)",
  }),
  auditConsoleAs: setting({
    name: "auditConsoleAs",
    values: ["ConsoleOperation", "ApiCall"],
    means: "how a call with the console's user agent is recorded",
    row: "events A1.1 (ApiCall or ConsoleOperation)",
  }),
  auditApiAs: setting({
    name: "auditApiAs",
    values: ["ApiCall", "ConsoleOperation", "AliyunServiceEvent"],
    means: "how every other caller's call is recorded",
    row: "events A1.1 (ApiCall or ConsoleOperation)",
  }),
  auditResponseElements: setting({
    name: "auditResponseElements",
    values: [true, false],
    means: "whether a record holds the response",
    row: "events A1.3 (responseElements)",
  }),
  auditReferencedResources: setting({
    name: "auditReferencedResources",
    values: [true, false],
    means: "whether a record holds referencedResources, resourceType and resourceName",
    row: "events A1.3 (referencedResources), A1.4",
  }),
  auditTagLayout: setting({
    name: "auditTagLayout",
    values: ["flat", "array"],
    means: "lists in requestParameters: Tag.1.Key as sent, or Tag as an array of objects",
    row: "events A1.4 (tags in requestParameters)",
  }),
  auditParameterJson: setting({
    name: "auditParameterJson",
    values: [true, false],
    means: "whether a record holds requestParameterJson",
    row: "events A1.3 (requestParameterJson)",
  }),
  auditVersions: setting({
    name: "auditVersions",
    values: ["plain", "loose"],
    means: "loose: apiVersion is * and eventVersion a string; plain: the API's version and a number",
    row: "events A1.3 (apiVersion, eventVersion)",
  }),
  auditTagProductTwice: setting({
    name: "auditTagProductTwice",
    values: [false, true],
    means: "whether tagging a VPC through the Tag product yields a vpc event as well",
    row: "events A1.4 (Tag product)",
  }),
  auditSessionToken: setting({
    name: "auditSessionToken",
    values: ["emulated-live-token-never-log-this", ""],
    means: "a token in userIdentity.sessionContext, as real records can hold one; it opens nothing",
    row: "events 0.6, A1.3 (userIdentity)",
  }),
  eventTriggerTrueMeans: setting({
    name: "eventTriggerTrueMeans",
    values: ["asynchronous", "synchronous"],
    means: "what asyncInvocationType: true of an EventBridge trigger means",
    row: "events A2 (asyncInvocationType), D2",
  }),
  asyncRetryDelayMs: setting({
    name: "asyncRetryDelayMs",
    values: [1_000, 60_000],
    means: "the wait before Function Compute retries a failed asynchronous invocation",
    row: "events A3.4 (function error)",
  }),
} as const;

/** Unverified or contradictory lines about events and functions that need no setting, each with the reason. */
export const eventRowsWithoutSetting: readonly { readonly row: string; readonly reason: string }[] = [
  {
    row: "events A1.1 (is a trail required)",
    reason: "a step of setting up an account; without events the timers do all",
  },
  { row: "events A1.2 (aliyuneventid)", reason: "nothing reads it; unknown attributes are passed on as they are" },
  {
    row: "events A1.4 (fallback)",
    reason: "reached with auditResponseElements and auditReferencedResources both false",
  },
  { row: "events A1.4 (create first, tag later)", reason: "a matter of the caller's order, which tests choose" },
  { row: "events A1.4 (a tag-changed event)", reason: "no such event is emulated, the poorer case" },
  { row: "events A1.5 (Cloud Config)", reason: "not subscribed to" },
  { row: "events A2 (HTTP response)", reason: "no function has an HTTP trigger" },
  { row: "events A3.1 (nodejs22)", reason: "refused by the manifest's schema, the poorer case" },
  { row: "events A3.2 (disableInjectCredentials)", reason: "no key of the manifest that is honoured" },
  { row: "events A3.3 (custom runtime)", reason: "no function uses one" },
  { row: "events A3.3 (cold start)", reason: "a real process is started, which takes the time it takes" },
  { row: "events A3.4 (platform error)", reason: "the emulated platform has no failures of its own" },
  { row: "events A3.4 (upper bound of the event age)", reason: "the lower bound is enforced" },
  { row: "events A3.5 (sizes)", reason: "bundles have a budget of their own, far below" },
  {
    row: "events A4.2 (Serverless Devs and default-bus triggers)",
    reason: "the manifest is deployed here without the vendor's API",
  },
  { row: "events A4.3 (ARN of a queue)", reason: "destinations are recorded under whatever name they have" },
];
