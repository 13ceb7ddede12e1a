import type { FieldSpec, TencentCall } from "../../action.ts";
import type { TencentRecord, TencentZone } from "../../state.ts";
import { refuse } from "./errors.ts";

export const zoneField = { type: "string", required: true, means: "the zone, zone-..." } as const satisfies FieldSpec;

/** `Filters` of every list of this product: all filters, any value of each. */
export const filtersField = {
  type: "list",
  of: {
    type: "object",
    fields: {
      Name: { type: "string", required: true },
      Values: { type: "list", of: { type: "string" }, required: true },
    },
  },
  means: "filters",
} as const satisfies FieldSpec;

/** The account's zones that this product shows. */
export function visibleZones({ account, settings }: TencentCall): readonly TencentZone[] {
  const zones = [...account.zones.values()];
  return settings.managedZoneVisibility === "visible" ? zones : zones.filter(({ managed }) => !managed);
}

/** The zone of an id; throws `RefusedError`. */
export function findZone(call: TencentCall, id = call.parameters.string("ZoneId")): TencentZone {
  return visibleZones(call).find((zone) => zone.id === id) ?? refuse("InvalidParameter.ZoneNotExists");
}

/** As `findZone`, and it may be changed here; throws `RefusedError`. */
export function findZoneToChange(call: TencentCall, id = call.parameters.string("ZoneId")): TencentZone {
  const zone = findZone(call, id);
  if (zone.managed && call.settings.managedZoneWrites !== "accepted") refuse(call.settings.managedZoneWrites);
  return zone;
}

/** A record of the zone; throws `RefusedError`. */
export function findRecord(zone: TencentZone, id: string | undefined): TencentRecord {
  return zone.records.find((record) => record.id === id) ?? refuse("InvalidParameter.RecordNotExist");
}

/** The six-segment name of a zone. */
export function zoneResource(call: TencentCall, id: string | undefined): readonly string[] {
  return [`qcs::privatedns::uin/${call.account.uin}:zone/${id ?? ""}`];
}
