/** One rule of the default bus: which calls of one product, or of products that belong together, reach the function. */
export interface WantedRule {
  readonly name: string;
  /** For people. */
  readonly about: string;
  readonly products: readonly string[];
  /** The API's own names of the calls. */
  readonly calls: readonly string[];
}

/**
 * Three rules, so that a burst of one kind does not use up the deliveries of the others. Calls that only read are not
 * brought. Sources of the names: the APIs vpc 2017-03-12, tag 2018-08-13, privatedns 2020-10-28 and tcr 2019-09-24.
 */
export const wantedRules: readonly WantedRule[] = [
  {
    name: "mooring-networks",
    about: "changes of networks and subnets",
    products: ["vpc"],
    calls: [
      "CreateVpc",
      "CreateDefaultVpc",
      "DeleteVpc",
      "ModifyVpcAttribute",
      "CreateSubnet",
      "CreateSubnets",
      "DeleteSubnet",
    ],
  },
  {
    name: "mooring-tags",
    about: "changes of tags",
    products: ["tag"],
    calls: [
      "TagResources",
      "UnTagResources",
      "AddResourceTag",
      "UpdateResourceTagValue",
      "DeleteResourceTag",
      "ModifyResourceTags",
      "AttachResourcesTag",
      "DetachResourcesTag",
      "ModifyResourcesTagValue",
    ],
  },
  {
    name: "mooring-names",
    about: "changes of links, switches, zones and records",
    products: ["tcr", "privatedns"],
    calls: [
      "ManageInternalEndpoint",
      "CreateInternalEndpointDns",
      "DeleteInternalEndpointDns",
      "CreatePrivateZone",
      "DeletePrivateZone",
      "ModifyPrivateZone",
      "ModifyPrivateZoneVpc",
      "AddSpecifyPrivateZoneVpc",
      "DeleteSpecifyPrivateZoneVpc",
      "CreatePrivateZoneRecord",
      "ModifyPrivateZoneRecord",
      "DeletePrivateZoneRecord",
      "CreatePrivateZoneRecordList",
      "ModifyRecordsStatus",
      "CreateForwardRule",
      "ModifyForwardRule",
      "DeleteForwardRule",
    ],
  },
];

/** How a call can have been made: https://cloud.tencent.com/document/product/248/87543 */
const ways = ["ApiCall", "ConsoleCall", "MiniProgramCall"];

/** The pattern of a rule, JSON text. No `source`: the type names the product already. */
export function patternOf({ products, calls }: WantedRule): string {
  return JSON.stringify({
    type: products.flatMap((product) => ways.map((way) => `${product}:CloudEvent:${way}`)),
    data: { eventName: calls },
  });
}

/** An audit event that the rule must bring, with nothing in it but what a pattern can look at; JSON text. */
export function sampleOf({ products: [product = ""], calls: [eventName = ""] }: WantedRule, account: string): string {
  return JSON.stringify({
    specversion: "1.0",
    id: "00000000-0000-4000-8000-000000000000",
    source: `${product}.cloud.tencent`,
    type: `${product}:CloudEvent:ApiCall`,
    subject: `qcs::${product}:ap-guangzhou:uin/${account}:${product}/*`,
    time: 1_767_594_618_000,
    region: "ap-guangzhou",
    datacontenttype: "application/json;charset=utf-8",
    data: { eventName, eventType: "ApiCall", actionType: "Write", eventRegion: "ap-guangzhou", resourceType: product },
  });
}
