import { type ActionCall, ApiError, type ParameterSpec } from "../../action.ts";
import type { AlibabaState, PrivateZone, Vpc, ZoneBinding, ZoneRecord } from "../../state.ts";
import { invalidZoneId, productZone, recordNotFound, zoneNotExists } from "./errors.ts";

export const zoneIdParameter = { type: "string", required: true, means: "the zone" } as const satisfies ParameterSpec;
export const recordIdParameter = {
  type: "integer",
  required: true,
  means: "the record",
} as const satisfies ParameterSpec;

/** 32 hex digits, or the older short form such as `AgIDE1MA_149`. */
const zoneIdPattern = /^(?:[0-9a-f]{32}|[A-Za-z0-9]+_\d+)$/;

/** The caller's zones that reads show by now. */
export function visibleZones({ account, settings, clock }: ActionCall): readonly PrivateZone[] {
  return [...account.zones.values()].filter((zone) => clock.now() - zone.createdAt >= settings.zoneVisibleMs);
}

/** The zone of parameter `ZoneId`. */
export function zoneOf(call: ActionCall): PrivateZone {
  const id = call.parameters.string("ZoneId") ?? "";
  if (!zoneIdPattern.test(id)) throw new ApiError(invalidZoneId);
  const zone = visibleZones(call).find((one) => one.id === id);
  if (zone === undefined) throw new ApiError(zoneNotExists);
  return zone;
}

/** The zone of parameter `ZoneId`, for a write. */
export function writableZoneOf(call: ActionCall): PrivateZone {
  return writable(call, zoneOf(call));
}

/** A list shows what is new only once it is older than the read lag. */
export function isListed({ clock, settings }: ActionCall, { createdAt }: { readonly createdAt: number }): boolean {
  return clock.now() - createdAt >= settings.readLagMs;
}

/** A VPC of any account, and whose it is. */
export function findVpc(
  { accounts }: AlibabaState,
  vpcId: string,
): { readonly vpc: Vpc; readonly owner: string } | undefined {
  for (const { id, vpcs } of accounts.values()) {
    const vpc = vpcs.get(vpcId);
    if (vpc !== undefined) return { vpc, owner: id };
  }
  return undefined;
}

/** The VPCs that a zone or a rule lists. */
export function boundVpcs(
  { state, settings }: ActionCall,
  { bindings }: { readonly bindings: readonly ZoneBinding[] },
): readonly ZoneBinding[] {
  return settings.deletedVpcBinding === "kept"
    ? bindings
    : bindings.filter(({ vpcId }) => findVpc(state, vpcId) !== undefined);
}

export interface FoundRecord {
  readonly zone: PrivateZone;
  readonly record: ZoneRecord;
}

/** The record of parameter `RecordId`; ids are unique across zones. */
export function recordOf(call: ActionCall): FoundRecord {
  const id = call.parameters.integer("RecordId");
  for (const zone of visibleZones(call)) {
    const record = zone.records.find((one) => one.id === id);
    if (record !== undefined) return { zone, record };
  }
  throw new ApiError(recordNotFound(call.settings.recordNotFoundCode));
}

/** The record of parameter `RecordId`, for a write. */
export function writableRecordOf(call: ActionCall): FoundRecord {
  const found = recordOf(call);
  writable(call, found.zone);
  return found;
}

function writable({ settings }: ActionCall, zone: PrivateZone): PrivateZone {
  if (zone.type === "CLOUD_PRODUCT_ZONE") throw new ApiError(productZone(settings.productZoneCode));
  return zone;
}
