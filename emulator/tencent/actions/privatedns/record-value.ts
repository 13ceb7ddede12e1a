import { isIPv4, isIPv6 } from "node:net";
import type { FieldSpec, Fields } from "../../action.ts";
import type { TencentSettings } from "../../settings.ts";
import type { TencentRecord, TencentZone } from "../../state.ts";
import { isDomain, isReverse, mostLevels } from "./domain-name.ts";
import { type PrivatednsCode, refuse } from "./errors.ts";

const types = ["A", "AAAA", "CNAME", "MX", "TXT", "PTR"] as const satisfies readonly TencentRecord["type"][];
const priorities = [5, 10, 15, 20, 30, 40, 50];
const mostOfOneName = 50;
const usualTtl = 600;

/** What creating and changing a record take alike. */
export const recordFields = {
  RecordType: { type: "string", required: true, means: "A, AAAA, CNAME, MX, TXT or PTR" },
  SubDomain: { type: "string", required: true, means: "the host; @ for the zone itself" },
  RecordValue: { type: "string", required: true, means: "what the type asks for" },
  Weight: { type: "integer", means: "1 to 100; kept, not applied" },
  MX: { type: "integer", means: "5, 10, 15, 20, 30, 40 or 50 of an MX record" },
  TTL: { type: "integer", means: "1 to 86400 seconds; 600 when absent" },
} as const satisfies Readonly<Record<string, FieldSpec>>;

export const remarkField = { type: "string", means: "for people" } as const satisfies FieldSpec;

/** Every refusal of `givenRecord` and `refuseConflict`. */
export const recordCodes = [
  "InvalidParameter.IllegalRecord",
  "InvalidParameter.IllegalRecordValue",
  "InvalidParameter.IllegalPTRRecord",
  "InvalidParameter.MXNotSupported",
  "InvalidParameter.InvalidMX",
  "InvalidParameter.RecordUnsupportWeight",
  "InvalidParameter.RecordLevelExceed",
  "InvalidParameter.RecordExist",
  "InvalidParameter.RecordConflict",
  "InvalidParameter.RecordACountExceed",
  "InvalidParameter.RecordCountExceed",
  "InvalidParameterValue.IllegalTTLValue",
] as const satisfies readonly PrivatednsCode[];

export type GivenRecord = Pick<TencentRecord, "type" | "subDomain" | "value" | "ttl" | "mx" | "weight">;

/** The record that the fields describe; throws `RefusedError` when host, value or numbers do not fit the type. */
export function givenRecord(zone: TencentZone, fields: Fields): GivenRecord {
  const subDomain = (fields.string("SubDomain") ?? "").toLowerCase();
  const value = fields.string("RecordValue") ?? "";
  const type = types.find((one) => one === fields.string("RecordType"));
  if (type === undefined || !isHost(subDomain)) return refuse("InvalidParameter.IllegalRecord");
  if (subDomain.split(".").length + zone.domain.split(".").length > mostLevels)
    refuse("InvalidParameter.RecordLevelExceed");
  if (isReverse(zone.domain) !== (type === "PTR"))
    refuse(type === "PTR" ? "InvalidParameter.IllegalPTRRecord" : notInReverse(type));
  if (!fits(type, value)) refuse("InvalidParameter.IllegalRecordValue");
  return { type, subDomain, value, ...numbersOf(type, fields) };
}

function notInReverse(type: TencentRecord["type"]): PrivatednsCode {
  return type === "MX" ? "InvalidParameter.MXNotSupported" : "InvalidParameter.IllegalRecord";
}

function numbersOf(type: TencentRecord["type"], fields: Fields): Pick<GivenRecord, "ttl" | "mx" | "weight"> {
  const ttl = fields.integer("TTL") ?? usualTtl;
  if (ttl < 1 || ttl > 86_400) refuse("InvalidParameterValue.IllegalTTLValue");
  const mx = fields.integer("MX") ?? 0;
  if (type === "MX" && !priorities.includes(mx)) refuse("InvalidParameter.InvalidMX");
  const weight = fields.integer("Weight") ?? null;
  const weighs = type === "A" || type === "AAAA" || type === "CNAME";
  if (weight !== null && (!weighs || weight < 1 || weight > 100)) refuse("InvalidParameter.RecordUnsupportWeight");
  return { ttl, mx: type === "MX" ? mx : 0, weight };
}

/** Throws `RefusedError` for a record that the zone has, that cannot stand beside its others, or that is one too many. */
export function refuseConflict(
  zone: TencentZone,
  wanted: GivenRecord,
  settings: TencentSettings,
  self?: TencentRecord,
): void {
  const others = zone.records.filter((record) => record !== self);
  const sameName = others.filter(({ subDomain }) => subDomain === wanted.subDomain);
  if (sameName.some(({ type, value }) => type === wanted.type && value === wanted.value))
    refuse("InvalidParameter.RecordExist");
  if (sameName.some(({ type }) => type !== wanted.type && [type, wanted.type].includes("CNAME")))
    refuse("InvalidParameter.RecordConflict");
  if (wanted.type === "A" && sameName.filter(({ type }) => type === "A").length >= mostOfOneName)
    refuse("InvalidParameter.RecordACountExceed");
  const { zoneRecordLimit } = settings;
  if (self === undefined && zoneRecordLimit > 0 && others.length >= zoneRecordLimit)
    refuse("InvalidParameter.RecordCountExceed");
}

/** `@`, `*`, `a.b`, `*.a`. */
function isHost(host: string): boolean {
  return host === "@" || host === "*" || isDomain(host.replace(/^\*\./, ""));
}

function fits(type: TencentRecord["type"], value: string): boolean {
  switch (type) {
    case "A":
      return isIPv4(value);
    case "AAAA":
      return isIPv6(value) && !value.includes("%");
    case "CNAME":
    case "PTR":
    case "MX":
      return isDomain(value.toLowerCase().replace(/\.$/, ""));
    case "TXT":
      return value !== "" && value.length <= 255;
  }
}
