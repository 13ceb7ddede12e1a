import type { Hint } from "../model/hint.ts";
import { deedIn } from "./deed.ts";
import { refusedIn } from "./hints.ts";
import { regionShape } from "./message.ts";
import { distinct, type Fields, fieldsOf, fieldsOrJson, listed, parsed, shaped, texts } from "./payload.ts";
import { identities } from "./tencent-identities.ts";
import { failed } from "./tencent-names.ts";
import { longRegion } from "./tencent-regions.ts";

// API actions of Tag 2018-08-13; which of them a tool or the console calls is its own choice.
const tagActions: ReadonlySet<string> = new Set([
  ...["tagresources", "untagresources", "modifyresourcetags", "addresourcetag", "updateresourcetagvalue"],
  ...["deleteresourcetag", "attachresourcestag", "detachresourcestag", "modifyresourcestagvalue"],
]);
// API actions of VPC 2017-03-12.
const deletions: ReadonlySet<string> = new Set(["deletevpc", "deletesubnet"]);
const actions: ReadonlySet<string> = new Set([
  ...["createvpc", "createdefaultvpc", "modifyvpcattribute", "createsubnet", "createsubnets"],
  ...deletions,
  ...tagActions,
]);

const vpcShape = /^vpc-[a-z0-9]{1,64}$/;
const subnetShape = /^subnet-[a-z0-9]{1,64}$/;
// `qcs::vpc:<region>:uin/<account>:vpc/<id>`; the account is also written `uid/` or `id/`, the region as a short code.
const nameShape = /^qcs:[^:]*:(\w+):([^:]*):[^:]*:(\w+)\/([\w*-]+)$/;

/** What a record names a network or a subnet by. */
interface Named {
  readonly region: string | null;
  /** `null`: a subnet, or a name with a wildcard, as records of creations have it. */
  readonly network: string | null;
}

/**
 * The hints of one CloudAudit record (https://tencentcloud.com/document/product/1021/40499) about networks or tags, or why
 * it gives none. A known event without an id is a hint for its region. `envelope` is the event around it.
 */
export function networkOrTagHints(audit: Fields, envelope: Fields): readonly Hint[] | string {
  const action = typeof audit["eventName"] === "string" ? audit["eventName"].toLowerCase() : "";
  if (!actions.has(action)) return "foreign event name";
  // A refused deletion tells that a link may stand in the owner's way.
  if (failed(audit) && !deletions.has(action)) return "the call failed";
  const parameters = fieldsOrJson(audit["requestParameters"]);
  return tagActions.has(action) ? tagHints(parameters) : networkHints(parameters, audit, envelope);
}

function networkHints(parameters: Fields, audit: Fields, envelope: Fields): readonly Hint[] {
  const region = regionOf(audit["eventRegion"]) ?? regionOf(envelope["region"]);
  const response = fieldsOrJson(audit["responseElements"]);
  const made = [response["Vpc"], response["Subnet"], ...items(response["SubnetSet"])].map(fieldsOf);
  const ids = [parameters, response, ...made].flatMap((fields) => listed(fields, "vpcid"));
  const inNames = [envelope["subject"], audit["resourceName"], parsed(audit["resources"])].flatMap(texts);
  const networks = distinct([...ids, ...inNames.flatMap(lastSegments)].filter((text) => vpcShape.test(text)));
  const named = [...listed(parameters, "vpcid"), ...listed(parameters, "subnetid")];
  const refused = failed(audit) ? distinct(named.filter((text) => vpcShape.test(text) || subnetShape.test(text))) : [];
  // Renamed or given resolvers of its own: only where the call holds such is it known which.
  const resolvers = !failed(audit) && Object.keys(parameters).some((key) => /^dnsservers(?:\.\d+)?$/i.test(key));
  const deed = resolvers ? deedIn(audit, envelope, { did: "resolvers", networks }, identities) : {};
  const about = { cloud: "tencent", region, networks: networks.length > 0 ? networks : null } as const;
  return [{ ...about, ...refusedIn(refused), ...deed }];
}

/** Tags have no region of their own: the resource's is in its name or beside it. */
function tagHints(parameters: Fields): readonly Hint[] | string {
  const names = ["resource", "resourcelist"].flatMap((key) => listed(parameters, key));
  const ids = listed(parameters, "resourceids");
  // Nothing can be read of what was tagged, so it may be a network of any region.
  if (names.length === 0 && ids.length === 0) return [{ cloud: "tencent", region: null, networks: null }];
  const found = [...names.flatMap(namedBy), ...attached(parameters, ids)];
  if (found.length === 0) return "another kind of resource";
  return found.map(({ region, network }) => ({
    cloud: "tencent",
    region,
    networks: network === null ? null : [network],
  }));
}

function namedBy(name: string): readonly Named[] {
  const [, product, where = "", kind, id = ""] = nameShape.exec(name) ?? [];
  if (product !== "vpc" || (kind !== "vpc" && kind !== "subnet")) return [];
  return [{ region: regionOf(where), network: kind === "vpc" && vpcShape.test(id) ? id : null }];
}

/** AttachResourcesTag and its like name the kind, the region and the ids apart. */
function attached(parameters: Fields, ids: readonly string[]): readonly Named[] {
  if (ids.length === 0) return [];
  const [service] = listed(parameters, "servicetype");
  const [kind] = listed(parameters, "resourceprefix");
  if (service !== "vpc" || (kind !== "vpc" && kind !== "subnet")) return [];
  const [where] = listed(parameters, "resourceregion");
  const region = regionOf(where);
  return ids.map((id) => ({ region, network: kind === "vpc" && vpcShape.test(id) ? id : null }));
}

/** The last segments of a resource name, or of several joined by `|`. */
function lastSegments(text: string): readonly string[] {
  return text.split("|").map((name) => name.slice(name.lastIndexOf("/") + 1));
}

function regionOf(value: unknown): string | null {
  return typeof value === "string" ? shaped(longRegion(value), regionShape) : null;
}

function items(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
