import type { AlibabaSettings } from "../settings.ts";
import type { PrivateZone, RegistryInstance } from "../state.ts";
import { parentDomain } from "./domains.ts";

/** The zone and the host record that the service wants for one name. */
export interface WantedZone {
  readonly name: string;
  readonly rr: string;
  readonly type: PrivateZone["type"];
  readonly proxyPattern: PrivateZone["proxyPattern"];
}

/** Undocumented by the vendor; the constraints on it are those of ACR's VPC access page and of BindZoneVpc. */
export function wantedZone(settings: AlibabaSettings, instance: RegistryInstance, domain: string): WantedZone {
  const whole = { name: domain, rr: "@", type: "AUTH_ZONE", proxyPattern: "ZONE" } as const;
  switch (settings.zoneLayout) {
    case "zone-per-name":
      return whole;
    case "product-zone":
      return { ...whole, type: "CLOUD_PRODUCT_ZONE" };
    case "record-pattern":
      return { ...whole, proxyPattern: "RECORD" };
    case "parent-zone": {
      const name = parentDomain(instance);
      return { name, rr: domain.slice(0, -name.length - 1), type: "AUTH_ZONE", proxyPattern: "RECORD" };
    }
  }
}
