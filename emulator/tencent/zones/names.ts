import type { TencentSettings } from "../settings.ts";
import type { TencentRegistry } from "../state.ts";

/** The domain below which every registry has its names. */
export const registryDomain = "tencentcloudcr.com";

/** `<name>.tencentcloudcr.com`, which the public knows too. */
export function defaultName({ name }: Pick<TencentRegistry, "name">): string {
  return `${name}.${registryDomain}`;
}

/**
 * The name that one switch publishes: the default domain, or the one with `-vpc`, which the public does not know
 * (CreateInternalEndpointDns, `UsePublicDomain`).
 */
export function switchName(registry: Pick<TencentRegistry, "name">, usePublicDomain: boolean): string {
  return usePublicDomain ? defaultName(registry) : `${registry.name}-vpc.${registryDomain}`;
}

/** Both names. */
export function switchNames(registry: Pick<TencentRegistry, "name">): readonly string[] {
  return [switchName(registry, true), switchName(registry, false)];
}

/** The zone and the host of a switch's record in it; undocumented by the vendor. */
export function managedPlace(
  settings: Pick<TencentSettings, "tcrZoneLayout">,
  name: string,
): { readonly domain: string; readonly subDomain: string } {
  if (settings.tcrZoneLayout === "perInstance") return { domain: name, subDomain: "@" };
  return { domain: registryDomain, subDomain: name.slice(0, -registryDomain.length - 1) };
}

/** The whole name of a record, lower case. */
export function nameOfRecord(domain: string, subDomain: string): string {
  return subDomain === "@" ? domain : `${subDomain.toLowerCase()}.${domain}`;
}
