import type { World } from "../../world.ts";
import type { Product } from "../action.ts";
import type { Identity } from "../state.ts";
import type { AuditEntry } from "./entry.ts";
import { type CloudEvent, envelope, seconds } from "./envelope.ts";
import { recordedParameters } from "./parameters.ts";
import { serviceNames } from "./service-names.ts";
import { vpcTwins } from "./tag-twins.ts";
import type { AuditEventType, RecordedWrite } from "./write.ts";

/**
 * Turns writes into audit events in ActionTrail's form ("Structure of management events") and hands each on with the
 * account and region whose default bus it belongs to.
 */
export function auditRecorder(
  world: World,
  publish: (account: string, region: string, event: CloudEvent) => void,
): (entry: AuditEntry) => void {
  return (entry) => {
    const write: RecordedWrite = {
      product: entry.action.product,
      version: entry.action.version,
      name: entry.action.name,
      eventType: eventTypeOf(world, entry),
      requestId: entry.requestId,
      parameters: entry.rawParameters,
      response: entry.response,
      error: entry.error,
      resources: entry.resources,
    };
    const twins = world.settings.auditTagProductTwice ? vpcTwins(write) : [];
    if (isOfNames(write.product) && !world.settings.nameEvents) return;
    const region = regionOf(world, entry);
    for (const one of [write, ...twins]) publish(entry.call.account.id, region, eventOf(world, entry, one, region));
  };
}

/** Links, zones and records: the products whose events the vendor does not list. */
function isOfNames(product: Product): boolean {
  return product === "pvtz" || product === "cr";
}

function regionOf({ settings }: World, { action, call }: AuditEntry): string {
  const own = action.product !== "pvtz" || settings.privateZoneEventRegion === "call";
  return own ? call.region : settings.privateZoneEventRegion;
}

function eventTypeOf(world: World, { call, userAgent }: AuditEntry): AuditEventType {
  if (call.identity.type === "system") return "AliyunServiceEvent";
  return /console/i.test(userAgent) ? world.settings.auditConsoleAs : world.settings.auditApiAs;
}

function eventOf(world: World, entry: AuditEntry, write: RecordedWrite, region: string): CloudEvent {
  const { settings } = world;
  const { call } = entry;
  const loose = settings.auditVersions === "loose";
  const host = entry.host.replace(/:\d+$/, "");
  const parameters = recordedParameters({ parameters: write.parameters, layout: settings.auditTagLayout, host });
  const ids = Object.values(write.resources).flat();
  const showResources = settings.auditReferencedResources && ids.length > 0;
  return envelope(world, {
    product: write.product,
    eventType: write.eventType,
    account: call.account.id,
    region,
    resource: settings.auditReferencedResources ? ids[0] : undefined,
    data: {
      eventId: write.requestId,
      eventVersion: loose ? "1" : 1,
      eventCategory: "Management",
      eventType: write.eventType,
      eventRW: "Write",
      eventName: write.name,
      eventTime: seconds(world.clock.now()),
      eventSource: host,
      serviceName: serviceNames[write.product],
      apiVersion: loose ? "*" : write.version,
      acsRegion: region,
      isGlobal: false,
      requestId: write.requestId,
      requestParameters: parameters,
      ...(settings.auditParameterJson && { requestParameterJson: JSON.stringify(parameters) }),
      ...(settings.auditResponseElements &&
        write.response !== undefined && {
          responseElements: write.response,
        }),
      ...(showResources && {
        referencedResources: write.resources,
        resourceType: Object.keys(write.resources).join(","),
        resourceName: ids.join(","),
      }),
      ...(write.error !== undefined && { errorCode: write.error.code, errorMessage: write.error.message }),
      sourceIpAddress: call.identity.type === "system" ? "Internal" : call.sourceIp,
      userAgent: entry.userAgent,
      userIdentity: userIdentity(world, call.identity),
      recipientAccountId: call.account.id,
    },
  });
}

function userIdentity(world: World, identity: Identity): Readonly<Record<string, unknown>> {
  const temporary = identity.type === "assumed-role";
  const token = world.settings.auditSessionToken;
  return {
    type: identity.type,
    accountId: identity.account,
    principalId: temporary ? `300000000000000001:${identity.name}` : "20000000000000001",
    userName: identity.name,
    ...(identity.type !== "system" && { accessKeyId: identity.accessKeyId }),
    ...(identity.type !== "system" && {
      sessionContext: {
        attributes: { mfaAuthenticated: "false", creationDate: seconds(world.clock.now()) },
        ...(token !== "" && { sessionToken: token }),
      },
    }),
  };
}
