import type { Resource } from "../resource.ts";
import { type Asked, objectsOf, type Right, resources, type Scope, textOf, textsOf, unscoped } from "./right.ts";

const unscopedActions = new Set(["CheckInstanceName", "CreateInstance", "DescribeRegions"]);

/** Calls about links and their names, whose rows the vendor's table of resources did not show. */
const linkActions = new Set([
  "ManageInternalEndpoint",
  "CreateInternalEndpointDns",
  "DeleteInternalEndpointDns",
  "DescribeInternalEndpointDnsStatus",
]);

const listActions = new Set(["DescribeInstances", "DescribeInstanceStatus"]);

/** Container Registry ("Tencent Container Registry" of "CAM-Enabled API", 598/57160). */
export const tcrScope: Scope = (asked) => {
  const { action, call } = asked;
  if (unscopedActions.has(action.name)) return unscoped(asked);
  if (linkActions.has(action.name) && call.settings.tcrLinkGranularity === "all") return null;
  if (listActions.has(action.name) && call.settings.tcrListGranularity === "all-instances")
    return resources(asked, "instance", []);
  return resources(asked, "instance", registriesOf(asked));
};

function registriesOf(asked: Asked): readonly string[] {
  return [
    textOf(asked, "RegistryId"),
    textOf(asked, "InstanceId"),
    ...textsOf(asked, "Registryids"),
    ...textsOf(asked, "RegistryIds"),
    ...objectsOf(asked, "VpcSet").map((one) => one.string("InstanceId") ?? ""),
  ];
}

const privateDnsRights: Readonly<Record<string, readonly string[]>> = {
  CreateInternalEndpointDns: ["CreatePrivateZoneRecord", "DescribePrivateZoneRecordList"],
  DeleteInternalEndpointDns: ["DeletePrivateZoneRecord", "DescribePrivateZoneRecordList"],
};

/** What a switch of a link's names needs of Private DNS, if TCR acts there with its caller's rights. */
export function privateDnsOf({ action, call }: Asked): readonly Right[] {
  if (!call.settings.tcrDnsNeedsPrivateDns) return [];
  const zones: readonly Resource[] = [
    { service: "privatedns", region: "", owners: [`uin/${call.account.uin}`], names: ["zone/*"] },
  ];
  return (privateDnsRights[action.name] ?? []).map((name) => ({ action: `privatedns:${name}`, resources: zones }));
}
