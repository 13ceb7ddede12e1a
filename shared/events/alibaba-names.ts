import type { Hint } from "../model/hint.ts";
import { regionShape } from "./message.ts";
import { distinct, type Fields, fieldsOf, fieldsOrJson, listed, shaped, texts } from "./payload.ts";
import { zoneName } from "./zone-shape.ts";

// API actions of Container Registry 2018-12-01, in lower case.
const linkActions: ReadonlySet<string> = new Set([
  "createinstancevpcendpointlinkedvpc",
  "deleteinstancevpcendpointlinkedvpc",
]);

// API actions of PrivateZone 2018-01-01 that can change an answer, in lower case.
const zoneActions: ReadonlySet<string> = new Set([
  ...["addzone", "deletezone", "bindzonevpc", "setproxypattern"],
  ...["addzonerecord", "updatezonerecord", "deletezonerecord", "setzonerecordstatus"],
]);
// Forwarding rules, told by ids of their own; one that is bound nowhere yet changes nothing.
const ruleActions: ReadonlySet<string> = new Set(["updateresolverrule", "deleteresolverrule", "bindresolverrulevpc"]);

const vpcShape = /^vpc-[A-Za-z0-9]{1,64}$/;
// 32 hexadecimal digits, or an older short form such as `AgIDE1MA_149`.
const zoneIdShape = /^[A-Za-z0-9_]{6,64}$/;

/** Links of a registry lie in its own region, the event's; whose bus brought it does not matter. */
export function linkHints(audit: Fields): readonly Hint[] | string {
  if (!linkActions.has(nameOf(audit))) return "foreign event name";
  if (failed(audit)) return "the call failed";
  const networks = networksIn(parametersOf(audit));
  const region = shaped(audit["acsRegion"], regionShape);
  return [{ cloud: "alibaba", region, networks: networks.length > 0 ? networks : null }];
}

/**
 * PrivateZone has one control plane for all regions, so the region of its events says nothing of the networks. Calls
 * about a record may name it by its id alone, which is a zone that is not told.
 */
export function zoneHints(audit: Fields): readonly Hint[] | string {
  const action = nameOf(audit);
  if (!zoneActions.has(action) && !ruleActions.has(action)) return "foreign event name";
  if (failed(audit)) return "the call failed";
  const parameters = parametersOf(audit);
  const everywhere = { cloud: "alibaba", region: null } as const;
  if (ruleActions.has(action)) {
    const networks = networksIn(parameters);
    return [networks.length > 0 ? { ...everywhere, networks } : { ...everywhere, networks: null, zones: [] }];
  }
  const said = [...parameters, fieldsOf(audit["responseElements"])];
  const referenced = Object.entries(fieldsOf(audit["referencedResources"])).flatMap(([kind, ids]) =>
    /::Zone$/i.test(kind) ? texts(ids) : [],
  );
  const ids = [...said.flatMap((fields) => listed(fields, "zoneid")), ...referenced].filter((id) =>
    zoneIdShape.test(id),
  );
  const names = said.flatMap((fields) => listed(fields, "zonename")).map(zoneName);
  // An id says more than a name, which many zones may have.
  const zones = ids.length > 0 ? ids : names.filter((name) => name !== null);
  return [{ ...everywhere, networks: null, zones: distinct(zones) }];
}

function nameOf(audit: Fields): string {
  return typeof audit["eventName"] === "string" ? audit["eventName"].toLowerCase() : "";
}

function parametersOf(audit: Fields): readonly Fields[] {
  return [fieldsOrJson(audit["requestParameters"]), fieldsOrJson(audit["requestParameterJson"])];
}

/** Alone, or in a list: of objects, or written flat as `Vpc.1.VpcId`. */
function networksIn(parameters: readonly Fields[]): readonly string[] {
  const found = parameters.flatMap((fields) =>
    Object.entries(fields).flatMap(([key, value]) => {
      if (/(?:^|\.)vpcid(?:\.\d+)?$/i.test(key)) return texts(value);
      return Array.isArray(value) ? networksIn(value.map(fieldsOf)) : [];
    }),
  );
  return distinct(found.filter((text) => vpcShape.test(text)));
}

/** Whether an audit event tells of a call that was refused. */
export function failed(audit: Fields): boolean {
  return [audit["errorCode"], audit["errorMessage"]].some(
    (value) => value !== undefined && value !== null && value !== "",
  );
}
