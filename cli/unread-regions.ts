import type { Estate } from "../shared/model/estate.ts";

/** Regions whose networks could not be read, each with the reason: what is not found may be there. */
export function unreadRegions(estate: Estate): readonly string[] {
  return estate.regions.flatMap(({ region, networks }) => (networks.known ? [] : [`${region}: ${networks.reason}`]));
}
