import { likes } from "./wildcard.ts";

/** A resource as a call touches it; what can be spelled in two ways carries both. */
export interface Resource {
  readonly service: string;
  /** Empty for a product without regions. */
  readonly region: string;
  /** `uin/<uin>`, and `uid/<appid>` where the product knows it. */
  readonly owners: readonly string[];
  /** `instance/tcr-x`; several names of the same thing, the first one told. */
  readonly names: readonly string[];
}

/** The six-segment name by which a resource is told ("Resource", https://cloud.tencent.com/document/product/598/10606). */
export function nameOf({ service, region, owners: [owner = ""], names: [name = ""] }: Resource): string {
  return `qcs::${service}:${region}:${owner}:${name}`;
}

/**
 * Whether a policy's resource covers one that a call touches; `null` is that of an operation-level action, which `*`
 * alone covers. An empty service or region means any, an empty owner the policy's own account.
 */
export function covers(pattern: string, resource: Resource | null, account: string): boolean {
  if (pattern === "*") return true;
  if (resource === null) return false;
  const [, , service = "", region = "", owner = "", ...rest] = pattern.split(":");
  const wanted = owner === "" ? `uin/${account}` : owner;
  return (
    (service === "" || likes(resource.service, service)) &&
    (region === "" || likes(resource.region, region)) &&
    resource.owners.some((one) => likes(one, wanted)) &&
    resource.names.some((one) => likes(one, rest.join(":")))
  );
}
