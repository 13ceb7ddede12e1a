import type { ActionCall } from "../../action.ts";
import type { PrivateZone } from "../../state.ts";
import { boundVpcs, isListed, visibleZones } from "./find.ts";
import { pageOf, pagingParameters } from "./paging.ts";
import { readAction } from "./pvtz-action.ts";
import { zoneShape, zoneTag } from "./shapes.ts";

export const describeZones = readAction({
  name: "DescribeZones",
  parameters: {
    Keyword: { type: "string", means: "text to look for" },
    SearchMode: { type: "string", oneOf: ["LIKE", "EXACT"], means: "LIKE when absent" },
    QueryVpcId: { type: "string", means: "zones bound to this VPC" },
    QueryRegionId: { type: "string", means: "zones bound to a VPC of this region" },
    ResourceGroupId: { type: "string", means: "a resource group" },
    ResourceTag: { type: "objects", fields: ["Key", "Value"], maxItems: 21, means: "zones with all of these tags" },
    ZoneType: { type: "string", oneOf: ["AUTH_ZONE", "CLOUD_PRODUCT_ZONE"], means: "AUTH_ZONE when absent" },
    ZoneTag: { type: "list", means: "product zones of these products" },
    ...pagingParameters,
  },
  errors: [],
  run(call) {
    const { items, counts } = pageOf(
      visibleZones(call).filter((zone) => isListed(call, zone) && isAskedFor(zone, call)),
      call.parameters,
    );
    return { ...counts, Zones: { Zone: items.map((zone) => zoneShape(zone, call)) } };
  },
});

function isAskedFor(zone: PrivateZone, call: ActionCall): boolean {
  const { parameters, settings } = call;
  const type = parameters.string("ZoneType") ?? "AUTH_ZONE";
  const keyword = (parameters.string("Keyword") ?? "").toLowerCase();
  const exact = parameters.string("SearchMode") === "EXACT";
  const vpcId = parameters.string("QueryVpcId");
  const region = parameters.string("QueryRegionId");
  const group = parameters.string("ResourceGroupId");
  const products = parameters.list("ZoneTag");
  const bound = boundVpcs(call, zone).some(
    (binding) =>
      (vpcId === undefined || binding.vpcId === vpcId) &&
      (region === undefined || binding.region === region) &&
      (vpcId === undefined || binding.userId === null || settings.queryBySharedVpc === "found"),
  );
  return (
    zone.type === type &&
    (keyword === "" || (exact ? zone.name === keyword : zone.name.includes(keyword))) &&
    ((vpcId === undefined && region === undefined) || bound) &&
    (group === undefined || zone.resourceGroupId === group) &&
    (products.length === 0 || products.includes(zoneTag(zone))) &&
    parameters.objects("ResourceTag").every(({ Key = "", Value }) => {
      const value = zone.tags.get(Key);
      return value !== undefined && (Value === undefined || value === Value);
    })
  );
}
