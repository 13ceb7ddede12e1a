import type { Hint } from "../model/hint.ts";
import { type About, deedIn } from "./deed.ts";
import { distinct, type Fields, fieldsOf, fieldsOrJson, listed, parsed, texts } from "./payload.ts";
import { identities } from "./tencent-identities.ts";
import { zoneName } from "./zone-shape.ts";

// API actions of TCR 2019-09-24, in lower case.
const linkActions: ReadonlySet<string> = new Set([
  "manageinternalendpoint",
  "createinternalendpointdns",
  "deleteinternalendpointdns",
]);
// API actions of Private DNS 2020-10-28 that can change an answer, in lower case.
const zoneActions: ReadonlySet<string> = new Set([
  ...["createprivatezone", "deleteprivatezone", "modifyprivatezone"],
  ...["modifyprivatezonevpc", "addspecifyprivatezonevpc", "deletespecifyprivatezonevpc"],
  ...["createprivatezonerecord", "createprivatezonerecordlist", "modifyprivatezonerecord", "deleteprivatezonerecord"],
  ...["modifyrecordsstatus", "createforwardrule", "modifyforwardrule", "deleteforwardrule"],
]);

const vpcShape = /^vpc-[a-z0-9]{1,64}$/;
const zoneIdShape = /^zone-[a-z0-9]{1,64}$/;
const instanceShape = /^tcr-[a-z0-9]{1,64}$/;

/**
 * A link's network lies in the registry's region or in a replica's. The call names it rightly, wrongly or not at all, so
 * the network is looked for in all of them.
 */
export function linkHints(audit: Fields, envelope: Fields): readonly Hint[] | string {
  if (!linkActions.has(nameOf(audit))) return "foreign event name";
  if (failed(audit)) return "the call failed";
  const parameters = fieldsOrJson(audit["requestParameters"]);
  const networks = distinct(listed(parameters, "vpcid").filter((id) => vpcShape.test(id)));
  const deed = deedIn(audit, envelope, aboutLink(nameOf(audit), parameters, networks), identities);
  return [{ cloud: "tencent", region: null, networks: networks.length > 0 ? networks : null, ...deed }];
}

/** https://cloud.tencent.com/document/api/1141/53131: `UsePublicDomain` is the default name, without it the VPC's. */
function aboutLink(action: string, parameters: Fields, networks: readonly string[]): About {
  const named = ["registryid", "instanceid"].flatMap((key) => listed(parameters, key));
  const registry = named.find((id) => instanceShape.test(id)) ?? null;
  if (action === "manageinternalendpoint") {
    const [operation = ""] = listed(parameters, "operation");
    const more = /^(?:create|delete)$/i.test(operation) ? operation : null;
    return { did: "link", networks, registry, more };
  }
  const usesDefault = Object.entries(parameters).find(([key]) => /^usepublicdomain$/i.test(key))?.[1];
  const nameKind = usesDefault === true || usesDefault === "true" ? "default" : "vpc";
  return { did: action.startsWith("create") ? "name-on" : "name-off", networks, registry, nameKind };
}

/** Private DNS is one service for all regions. Networks that a call binds or unbinds are told beside the zone. */
export function zoneHints(audit: Fields, envelope: Fields): readonly Hint[] | string {
  if (!zoneActions.has(nameOf(audit))) return "foreign event name";
  if (failed(audit)) return "the call failed";
  const said = [fieldsOrJson(audit["requestParameters"]), fieldsOrJson(audit["responseElements"])];
  const inNames = [envelope["subject"], audit["resourceName"], parsed(audit["resources"])].flatMap(texts);
  const ids = [
    ...said.flatMap((fields) => ["zoneid", "zoneidset", "zoneids"].flatMap((key) => listed(fields, key))),
    ...inNames.flatMap((text) => text.split("|").map((name) => name.slice(name.lastIndexOf("/") + 1))),
  ].filter((id) => zoneIdShape.test(id));
  const names = said.flatMap((fields) => listed(fields, "domain")).map(zoneName);
  // An id says more than a name, which many zones may have.
  const zones = ids.length > 0 ? ids : names.filter((name) => name !== null);
  const bound = said
    .flatMap((fields) => [fields["VpcSet"], fields["AccountVpcSet"]].flatMap(items))
    .flatMap((item) => listed(fieldsOf(item), "uniqvpcid"));
  const networks = distinct(bound.filter((id) => vpcShape.test(id)));
  const did = nameOf(audit).endsWith("forwardrule") ? "rule" : "zone";
  const deed = zones.length === 0 ? {} : deedIn(audit, envelope, { did, zones, networks }, identities);
  const where = networks.length > 0 ? networks : null;
  return [{ cloud: "tencent", region: null, networks: where, zones: distinct(zones), ...deed }];
}

function nameOf(audit: Fields): string {
  return typeof audit["eventName"] === "string" ? audit["eventName"].toLowerCase() : "";
}

function items(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** `errorCode` tells of the key and its rights, `apiErrorCode` of the call; nothing, zero and `"0"` are success. */
export function failed(audit: Fields): boolean {
  const success: readonly unknown[] = [undefined, null, "", 0, "0"];
  return [audit["errorCode"], audit["apiErrorCode"]].some((value) => !success.includes(value));
}
