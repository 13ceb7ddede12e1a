import type { Hint } from "../model/hint.ts";
import { failed } from "./alibaba-names.ts";
import { refusedIn } from "./hints.ts";
import { regionShape } from "./message.ts";
import { distinct, type Fields, fieldsOf, fieldsOrJson, listed, shaped, texts } from "./payload.ts";

/** `data` of an ActionTrail event (https://www.alibabacloud.com/help/doc-detail/28819.html). */
type AuditFields = Fields;

// API actions of VPC 2016-04-28 and of the Tag product, which spells untagging `UntagResources`; in lower case.
const tagActions: ReadonlySet<string> = new Set(["tagresources", "untagresources", "moveresourcegroup"]);
const deletions: ReadonlySet<string> = new Set(["deletevpc", "deletevswitch"]);
const actions: ReadonlySet<string> = new Set([
  ...["createvpc", "createdefaultvpc", "createvswitch", "createdefaultvswitch", "modifyvpcattribute"],
  ...deletions,
  ...tagActions,
]);

const vpcShape = /^vpc-[A-Za-z0-9]{1,64}$/;
const vswitchShape = /^vsw-[A-Za-z0-9]{1,64}$/;
// `acs:vpc:<region>:<account>:vpc/<id>`, also written with `arn:` in front.
const arnShape = /^(?:arn:)?acs:(\w+):([^:]*):[^:]*:([\w-]+)\/([\w-]+)$/;

/** The hints of one event about networks or tags, or why it gives none; without an id it is a hint for its region. */
export function networkHints(audit: AuditFields, busRegion: unknown): readonly Hint[] | string {
  const action = typeof audit["eventName"] === "string" ? audit["eventName"].toLowerCase() : "";
  if (!actions.has(action)) return "foreign event name";
  // A refused deletion tells that a link may stand in the owner's way.
  if (failed(audit) && !deletions.has(action)) return "the call failed";

  const parameters = [fieldsOrJson(audit["requestParameters"]), fieldsOrJson(audit["requestParameterJson"])];
  const region = shaped(audit["acsRegion"], regionShape) ?? shaped(busRegion, regionShape);
  const arns = parameters.flatMap((fields) => listed(fields, "resourcearn"));
  if (arns.length > 0) return arnHints(arns, region);

  const kinds = parameters.flatMap((fields) => listed(fields, "resourcetype"));
  if (tagActions.has(action) && kinds.length > 0 && !kinds.some((kind) => /^(?:vpc|vswitch)$/i.test(kind)))
    return "another kind of resource";

  const named = [
    ...listed(fieldsOf(audit["responseElements"]), "vpcid"),
    ...Object.values(fieldsOf(audit["referencedResources"])).flatMap(texts),
    ...parameters.flatMap((fields) => [...listed(fields, "vpcid"), ...listed(fields, "resourceid")]),
  ];
  const networks = [...new Set(named.filter((text) => vpcShape.test(text)))].sort();
  const ids = parameters.flatMap((fields) => [...listed(fields, "vpcid"), ...listed(fields, "vswitchid")]);
  const refused = failed(audit) ? distinct(ids.filter((text) => vpcShape.test(text) || vswitchShape.test(text))) : [];
  return [{ cloud: "alibaba", region, networks: networks.length > 0 ? networks : null, ...refusedIn(refused) }];
}

// The region of a resource is in its name; the Tag product's events may come from another one.
function arnHints(arns: readonly string[], region: string | null): readonly Hint[] | string {
  const hints = arns.flatMap((arn): readonly Hint[] => {
    const [, product, where, kind, id] = arnShape.exec(arn) ?? [];
    if (product !== "vpc" || id === undefined) return [];
    const own = shaped(where, regionShape) ?? region;
    if (kind === "vpc" && vpcShape.test(id)) return [{ cloud: "alibaba", region: own, networks: [id] }];
    return kind === "vswitch" && vswitchShape.test(id) ? [{ cloud: "alibaba", region: own, networks: null }] : [];
  });
  return hints.length > 0 ? hints : "another kind of resource";
}
