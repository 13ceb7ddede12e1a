import { type ActionCall, ApiError } from "../action.ts";
import type { Account } from "../state.ts";
import { gatewayErrors } from "./errors.ts";
import { regions, type VendorHost } from "./hosts.ts";

/** The region a request is meant for: its host's, else its `RegionId`, else the one region the account has registries in. */
export function regionOf(
  host: VendorHost | undefined,
  regionId: string | undefined,
  account: Account,
): Pick<ActionCall, "region" | "regionFrom"> {
  if (regionId !== undefined && regionId !== "" && !regions.includes(regionId))
    throw new ApiError(gatewayErrors.regionNotFound);
  if (host?.region !== undefined) {
    if (regionId !== undefined && regionId !== "" && regionId !== host.region)
      throw new ApiError(gatewayErrors.endpointOfOtherRegion);
    return { region: host.region, regionFrom: "host" };
  }
  if (regionId !== undefined && regionId !== "") return { region: regionId, regionFrom: "parameter" };
  const own = new Set([...account.instances.values()].map(({ region }) => region));
  const [only] = own;
  return { region: own.size === 1 && only !== undefined ? only : "cn-hangzhou", regionFrom: "default" };
}
