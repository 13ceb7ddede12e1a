import type { TencentSettings } from "../settings.ts";
import type { TencentState, TencentZone } from "../state.ts";

/**
 * A zone that keeps another one from being bound to the VPC because both have the same main domain; zones of one VPC's
 * switches never keep each other out.
 */
export function conflictingZone(
  state: TencentState,
  settings: TencentSettings,
  vpcId: string,
  wanted: Pick<TencentZone, "domain" | "managed"> & { readonly id?: string },
): TencentZone | undefined {
  const besideManaged = settings.managedZoneVisibility === "hidden" && settings.bindBesideHiddenZone === "accepted";
  return [...state.accounts.values()]
    .flatMap(({ zones }) => [...zones.values()])
    .find(
      (other) =>
        other.id !== wanted.id &&
        other.bindings.some((binding) => binding.vpcId === vpcId) &&
        mainDomain(settings, other.domain) === mainDomain(settings, wanted.domain) &&
        !(other.managed && wanted.managed) &&
        !(other.managed !== wanted.managed && besideManaged),
    );
}

function mainDomain(settings: TencentSettings, domain: string): string {
  return settings.sameMainDomain === "same-name" ? domain : domain.split(".").slice(-2).join(".");
}
