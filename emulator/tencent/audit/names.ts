import type { TencentSettings } from "../settings.ts";
import type { TencentAccount } from "../state.ts";

/** Short codes of regions, as older records and resource names have them ("Regions and availability zones"). */
const shortCodes: Readonly<Record<string, string>> = {
  "ap-guangzhou": "gz",
  "ap-shanghai": "sh",
  "ap-beijing": "bj",
  "ap-hongkong": "hk",
  "ap-singapore": "sg",
  "ap-chengdu": "cd",
  "ap-chongqing": "cq",
  "ap-nanjing": "nj",
  "ap-tokyo": "jp",
  "ap-seoul": "kr",
  "ap-bangkok": "th",
  "ap-mumbai": "in",
  "ap-jakarta": "jkt",
  "ap-taipei": "tpe",
  "eu-frankfurt": "de",
  "na-siliconvalley": "usw",
  "na-ashburn": "use",
  "na-toronto": "ca",
  "sa-saopaulo": "sao",
};

/** A six-segment name with owner and region in the forms of the settings. */
export function asWritten(name: string, account: TencentAccount, settings: TencentSettings): string {
  const segments = name.split(":");
  const [qcs, project, product, region, owner, ...resource] = segments;
  if (resource.length === 0) return name;
  const written = settings.auditRegionForm === "short" ? (shortCodes[region ?? ""] ?? region) : region;
  const owned = owner === "" ? "" : ownerOf(account, settings);
  return [qcs, project, product, written, owned, ...resource].join(":");
}

function ownerOf({ uin, appId }: TencentAccount, { auditOwnerForm }: TencentSettings): string {
  return auditOwnerForm === "id" ? `id/${appId}` : `${auditOwnerForm}/${uin}`;
}

/** The same name with `*` in the place of its id. */
export function withoutId(name: string): string {
  return name.replace(/\/[^/:]+$/, "/*");
}

/** The last segment: `vpc/vpc-a1b2c3d4`. */
export function lastSegment(name: string): string {
  return name.slice(name.lastIndexOf(":") + 1);
}
