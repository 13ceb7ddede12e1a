import { regionNumbers } from "../accounts.ts";
import { type TencentProduct, versions } from "../action.ts";
import { commonErrors } from "./errors.ts";

/**
 * The product's word of a vendor host: `tcr.tencentcloudapi.com`, `vpc.ap-guangzhou.tencentcloudapi.com`,
 * `tag.intl.tencentcloudapi.com`, `sts.internal.tencentcloudapi.com`, with or without a port; `undefined` for any other.
 */
export function vendorProduct(host: string): string | undefined {
  const [, product] =
    /^(?:https?:\/\/)?([a-z0-9]+)(?:\.[a-z0-9-]+)*\.tencentcloudapi\.com(?::\d+)?$/.exec(host.toLowerCase()) ?? [];
  return product;
}

/** The spellings of a `Host` header that clients sign: as sent, without the port, without a scheme in front. */
export function hostSpellings(host: string): readonly string[] {
  const bare = host.replace(/^https?:\/\//i, "");
  const withoutPort = (text: string) => text.replace(/:\d+$/, "");
  return [...new Set([host, withoutPort(host), bare, withoutPort(bare)])];
}

/** Products that answer without `X-TC-Region`; each other one lists it as required. */
const regionless: readonly TencentProduct[] = ["privatedns", "tag", "cam", "sts"];

/** Regions of the emulated cloud: those that TCR numbers, and two more that other products list. */
export const regions: ReadonlySet<string> = new Set([...Object.keys(regionNumbers), "ap-osaka", "me-saudi-arabia"]);

/** The region that a call is for, empty where none is needed and none was sent; throws `RefusedError`. */
export function regionOf(product: TencentProduct, region: string | undefined): string {
  if (regionless.includes(product)) return region ?? "";
  if (region === undefined || region === "") throw commonErrors.missing("Region");
  if (!regions.has(region)) throw commonErrors.unsupportedRegion(region);
  return region;
}

export function productOfHost(host: string): TencentProduct | undefined {
  const product = vendorProduct(host);
  if (product === undefined) return undefined;
  const found = (Object.keys(versions) as TencentProduct[]).find((one) => one === product);
  if (found === undefined) throw commonErrors.noSuchProduct(product);
  return found;
}
