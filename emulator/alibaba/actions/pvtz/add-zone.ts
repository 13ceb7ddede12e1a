import { ApiError } from "../../action.ts";
import { invalidZoneName, limitExceeded, possible } from "./errors.ts";
import { writeAction } from "./pvtz-action.ts";
import { isDomain } from "./zone-name.ts";

/** Zones of one account. */
const mostZones = 500;

export const addZone = writeAction({
  name: "AddZone",
  parameters: {
    ZoneName: { type: "string", means: "a domain name" },
    ProxyPattern: {
      type: "string",
      oneOf: ["ZONE", "RECORD"],
      means: "ZONE swallows unknown names, RECORD lets them through; ZONE when absent for a new zone",
    },
    ResourceGroupId: { type: "string", means: "a resource group" },
    DnsGroup: {
      type: "string",
      oneOf: ["NORMAL_ZONE", "FAST_ZONE"],
      means: "accepted; the group of all zones is a setting",
    },
  },
  errors: [invalidZoneName, ...possible.limitExceeded],
  run({ parameters, account, settings }, editor) {
    const name = (parameters.string("ZoneName") ?? "").toLowerCase();
    if (!isDomain(name)) throw new ApiError(invalidZoneName);
    const own = [...account.zones.values()].filter(({ type }) => type === "AUTH_ZONE");
    if (own.length >= mostZones) throw new ApiError(limitExceeded(settings.zoneLimitCode));
    const zone = editor.addZone({
      name,
      type: "AUTH_ZONE",
      proxyPattern: parameters.string("ProxyPattern") === "RECORD" ? "RECORD" : "ZONE",
      remark: "",
      resourceGroupId: parameters.string("ResourceGroupId") ?? "rg-acfmdefault0001",
    });
    return { ZoneId: zone.id, ZoneName: zone.name, Success: true };
  },
});
