import type { Hint } from "../model/hint.ts";
import { deedIn } from "./deed.ts";
import type { IdentityWords } from "./identity.ts";
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

const instanceShape = /^cri-[A-Za-z0-9]{1,64}$/;

/** `userIdentity.type` of ActionTrail (https://www.alibabacloud.com/help/doc-detail/28819.html). */
const identities: IdentityWords = new Map([
  ["root-account", "account"],
  ["ram-user", "RAM user"],
  ["assumed-role", "role"],
  ["cloudsso-user", "CloudSSO user"],
  // A service's name says by itself what it is.
  ["system", ""],
]);

/** Links of a registry lie in its own region, the event's; whose bus brought it does not matter. */
export function linkHints(audit: Fields, envelope: Fields): readonly Hint[] | string {
  if (!linkActions.has(nameOf(audit))) return "foreign event name";
  if (failed(audit)) return "the call failed";
  const parameters = parametersOf(audit);
  const networks = networksIn(parameters);
  const region = shaped(audit["acsRegion"], regionShape);
  const registry = listedOf(parameters, "instanceid").find((id) => instanceShape.test(id)) ?? null;
  const [module = ""] = listedOf(parameters, "modulename");
  const part = /^registry$/i.test(module) ? "registry" : /^chart$/i.test(module) ? "chart" : null;
  const deed = deedIn(audit, envelope, { did: "link", networks, registry, part }, identities);
  return [{ cloud: "alibaba", region, networks: networks.length > 0 ? networks : null, ...deed }];
}

/**
 * PrivateZone has one control plane for all regions, so the region of its events says nothing of the networks. Calls
 * about a record may name it by its id alone, which is a zone that is not told.
 */
export function zoneHints(audit: Fields, envelope: Fields): readonly Hint[] | string {
  const action = nameOf(audit);
  if (!zoneActions.has(action) && !ruleActions.has(action)) return "foreign event name";
  if (failed(audit)) return "the call failed";
  const parameters = parametersOf(audit);
  const everywhere = { cloud: "alibaba", region: null } as const;
  if (ruleActions.has(action)) {
    const networks = networksIn(parameters);
    const deed = deedIn(audit, envelope, { did: "rule", networks }, identities);
    return [networks.length > 0 ? { ...everywhere, networks, ...deed } : { ...everywhere, networks: null, zones: [] }];
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
  const deed = deedIn(audit, envelope, { did: "zone", zones, networks: networksIn(parameters) }, identities);
  return [{ ...everywhere, networks: null, zones: distinct(zones), ...(zones.length > 0 ? deed : {}) }];
}

function nameOf(audit: Fields): string {
  return typeof audit["eventName"] === "string" ? audit["eventName"].toLowerCase() : "";
}

function parametersOf(audit: Fields): readonly Fields[] {
  return [fieldsOrJson(audit["requestParameters"]), fieldsOrJson(audit["requestParameterJson"])];
}

function listedOf(parameters: readonly Fields[], name: string): readonly string[] {
  return parameters.flatMap((fields) => listed(fields, name));
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
