/** The products whose APIs the driver and the deployment call. */
export type Product = "cr" | "pvtz" | "vpc" | "sts" | "ram" | "resourcemanager" | "eventbridge";

interface ProductFacts {
  readonly version: string;
  host(region: string): string;
}

/**
 * API versions and host names, one entry a product.
 *
 * The hosts are always set here: the vendor's own clients map only 14 regions to PrivateZone's single host and send the
 * others to names that do not exist.
 */
export const products: Readonly<Record<Product, ProductFacts>> = {
  cr: { version: "2018-12-01", host: (region) => `cr.${region}.aliyuncs.com` },
  pvtz: { version: "2018-01-01", host: () => "pvtz.aliyuncs.com" },
  vpc: { version: "2016-04-28", host: (region) => `vpc.${region}.aliyuncs.com` },
  // https only, one host for all regions.
  ram: { version: "2015-05-01", host: () => "ram.aliyuncs.com" },
  // https only, one host for all regions; it makes service-linked roles.
  resourcemanager: { version: "2020-03-31", host: () => "resourcemanager.aliyuncs.com" },
  sts: { version: "2015-04-01", host: (region) => `sts.${region}.aliyuncs.com` },
  // Rules and targets are managed at this host; `<account>.eventbridge.<region>` takes events alone.
  // https://www.alibabacloud.com/help/en/eventbridge/developer-reference/api-eventbridge-2020-04-01-endpoint
  eventbridge: { version: "2020-04-01", host: (region) => `eventbridge-console.${region}.aliyuncs.com` },
};

/** Repeating a read is free; every action that is not one by its name counts as a write. */
export function isRead(action: string): boolean {
  return /^(?:Describe|Get|List|Check)/.test(action);
}
