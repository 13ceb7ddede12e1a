import { isIPv4, isIPv6 } from "node:net";
import { type ActionCall, ApiError, type ParameterSpec } from "../../action.ts";
import type { PrivateZone, ZoneRecord } from "../../state.ts";
import type { NewRecord } from "../../zones/edit.ts";
import { invalidRecord, recordConflict } from "./errors.ts";
import { isDomain } from "./zone-name.ts";

const types = ["A", "AAAA", "CNAME", "TXT", "MX", "PTR", "SRV"] as const satisfies readonly ZoneRecord["type"][];

/** What `AddZoneRecord` and `UpdateZoneRecord` take alike. */
export const recordParameters = {
  Rr: { type: "string", required: true, maxLength: 253, means: "the host; @ for the zone itself" },
  Type: { type: "string", required: true, oneOf: types, means: "the record type" },
  Value: { type: "string", required: true, maxLength: 4000, means: "what the type asks for" },
  Ttl: { type: "integer", minimum: 5, maximum: 86_400, default: 60, means: "seconds" },
  Priority: { type: "integer", minimum: 1, maximum: 99, means: "of an MX record" },
  Line: { type: "string", means: "the resolution line; default when absent" },
  Weight: { type: "integer", minimum: 1, maximum: 100, default: 1, means: "kept, not applied" },
} as const satisfies Readonly<Record<string, ParameterSpec>>;

/** The record that the parameters describe; throws when host or value do not fit the type. */
export function givenRecord({ parameters, settings }: ActionCall): Omit<NewRecord, "remark" | "status"> {
  const rr = (parameters.string("Rr") ?? "").toLowerCase();
  const type = types.find((one) => one === parameters.string("Type"));
  const value = parameters.string("Value") ?? "";
  if (type === undefined || !isHost(rr) || !fits(type, value))
    throw new ApiError(invalidRecord(settings.recordValueCode));
  return {
    rr,
    type,
    value,
    ttl: parameters.integer("Ttl") ?? recordParameters.Ttl.default,
    // Only MX has one; Terraform's documentation names 1 as its default.
    priority: type === "MX" ? (parameters.integer("Priority") ?? 1) : 0,
    line: parameters.string("Line") ?? "default",
    weight: parameters.integer("Weight") ?? recordParameters.Weight.default,
  };
}

/** Refuses a record that the zone has already, and a CNAME beside anything else of its name. */
export function refuseConflict(
  zone: PrivateZone,
  wanted: Pick<ZoneRecord, "rr" | "type" | "value" | "line">,
  self?: ZoneRecord,
): void {
  const conflict = zone.records
    .filter((other) => other !== self && other.rr === wanted.rr && other.line === wanted.line)
    .some((other) =>
      other.type === wanted.type ? other.value === wanted.value : [other.type, wanted.type].includes("CNAME"),
    );
  if (conflict) throw new ApiError(recordConflict);
}

/** `@`, `*`, `a.b`, `*.a`. */
function isHost(rr: string): boolean {
  return rr === "@" || rr === "*" || isDomain(rr.replace(/^\*\./, ""));
}

function fits(type: ZoneRecord["type"], value: string): boolean {
  switch (type) {
    case "A":
      return isIPv4(value);
    case "AAAA":
      return isIPv6(value) && !value.includes("%");
    case "CNAME":
    case "PTR":
    case "MX":
      return isDomain(value.replace(/\.$/, ""));
    case "TXT":
      return value !== "";
    case "SRV":
      return isService(value);
  }
}

/** `priority weight port target`, each number of 16 bits. */
function isService(value: string): boolean {
  const [target = "", ...numbers] = value.split(" ").reverse();
  return (
    numbers.length === 3 &&
    numbers.every((number) => /^\d{1,5}$/.test(number) && Number(number) < 65_536) &&
    isDomain(target.replace(/\.$/, ""))
  );
}
