import { regionCodes } from "../region-codes.ts";
import type { TencentSettings } from "../settings.ts";
import type { TencentAccount } from "../state.ts";

/** A six-segment name with owner and region in the forms of the settings. */
export function asWritten(name: string, account: TencentAccount, settings: TencentSettings): string {
  const segments = name.split(":");
  const [qcs, project, product, region, owner, ...resource] = segments;
  if (resource.length === 0) return name;
  const written = settings.auditRegionForm === "short" ? (regionCodes[region ?? ""] ?? region) : region;
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
