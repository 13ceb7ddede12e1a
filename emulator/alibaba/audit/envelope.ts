import type { World } from "../../world.ts";
import type { AlibabaSettings } from "../settings.ts";
import type { AuditEventType } from "./write.ts";

/** A CloudEvents 1.0 object as EventBridge passes it on ("Event overview"); `data` is the audit record. */
export interface CloudEvent {
  readonly id: string;
  readonly source: string;
  readonly specversion: "1.0";
  readonly type: string;
  readonly [attribute: string]: unknown;
}

export interface EnvelopeOptions {
  /** As in `vpc` of `vpc:ActionTrail:ApiCall`. */
  readonly product: string;
  readonly eventType: AuditEventType;
  readonly account: string;
  readonly region: string;
  /** The resource's id, where one is known. */
  readonly resource: string | undefined;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Wraps an audit record the way it reaches the rules of the default bus. */
export function envelope(world: World, options: EnvelopeOptions): CloudEvent {
  const { product, eventType, account, region, data } = options;
  const { settings } = world;
  const prefix = prefixOf(settings, product);
  const now = world.clock.now();
  const subject = subjectOf(settings, options);
  return {
    id: world.ids.uuid().toLowerCase(),
    source: settings.eventSource === "product" ? `acs.${prefix}` : "acs.actiontrail",
    specversion: "1.0",
    type: `${prefix}:ActionTrail:${eventType}`,
    datacontenttype: "application/json;charset=utf-8",
    ...(subject !== undefined && { subject }),
    time: seconds(now),
    aliyunaccountid: account,
    aliyunoriginalaccountid: account,
    aliyunpublishtime: publishTime(settings, now),
    aliyuneventbusname: "default",
    aliyunregionid: region,
    aliyunpublishaddr: "10.0.0.9",
    data,
  };
}

function prefixOf(settings: AlibabaSettings, product: string): string {
  if (product === "pvtz") return settings.privateZoneEventPrefix;
  return product === "cr" ? settings.registryEventPrefix : product;
}

/** UTC to the second, as `eventTime` and `time` have it. */
export function seconds(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}

function publishTime(settings: AlibabaSettings, time: number): string {
  if (settings.eventPublishTime === "seconds") return seconds(time);
  const text = new Date(time).toISOString();
  return settings.eventPublishTime === "prc" ? text.replace("Z", "PRC") : text;
}

function subjectOf(settings: AlibabaSettings, options: EnvelopeOptions): string | undefined {
  const { product, region, account, resource } = options;
  if (settings.eventSubject === "absent" || resource === undefined) return undefined;
  return settings.eventSubject === "actiontrail"
    ? `acs:actiontrail:${region}:${account}:${resource}`
    : `acs:${product}:${region}:${account}:${resource}`;
}
