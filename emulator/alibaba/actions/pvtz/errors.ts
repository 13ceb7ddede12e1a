import type { ActionError } from "../../action.ts";
import type { AlibabaSettings } from "../../settings.ts";
import { pvtzSettings } from "./settings.ts";

const refusal = (code: string, message: string): ActionError => ({ status: 400, code, message });

// Codes and messages of the API's own metadata.
export const invalidParameter = refusal("InvalidParameter", "The specified value parameter is not valid.");
export const invalidZoneName = refusal("Zone.Invalid.Name", "Zone name is invalid.");
export const invalidZoneId = refusal("Zone.Invalid.Id", "Zone id is invalid.");
export const zoneNotExists = refusal("Zone.NotExists", "Zone is not exists");
export const zoneHasVpc = refusal("Zone.VpcExists", "Zone have vpc bound.");
export const vpcBoundToSameName = refusal("ZoneVpc.Zone.Repeated", "Vpc is bind to same zone name.");
export const invalidRemark = refusal(
  "Zone.Remark",
  "50  characters long.  It can only contain numbers,Chinese,English and  special characters: _ - , . ，。",
);

// Codes that other clients know; the wording is ours.
export const recordConflict = refusal("Record.Invalid.Conflict", "Record is conflict with another record.");
export const vpcNotExists = refusal("ZoneVpc.NotExists.VpcId", "Vpc is not exists.");
export const vpcNotAuthorized = refusal("ZoneVpc.Auth.NotExists", "Vpc authorization is not exists.");

// Codes that nobody states: each is a setting.
export const recordNotFound = (code: AlibabaSettings["recordNotFoundCode"]) => refusal(code, "Record is not exists.");
export const invalidRecord = (code: AlibabaSettings["recordValueCode"]) => refusal(code, "Record value is invalid.");
export const productZone = (code: AlibabaSettings["productZoneCode"]) =>
  refusal(code, "Zone belongs to a cloud product and can not be changed.");
export const limitExceeded = (code: AlibabaSettings["zoneLimitCode"]) => refusal(code, "Quota is exceeded.");
export const serviceClosed = (code: AlibabaSettings["serviceClosedCode"]) =>
  refusal(code, "PrivateZone is not activated.");
export const tokenMismatch = refusal(
  "IdempotentParameterMismatch",
  "The request uses the same client token as a previous, but non-identical request.",
);

/** Every code that a setting can choose, for an action's list of errors. */
export const possible = {
  recordNotFound: pvtzSettings.recordNotFoundCode.values.map(recordNotFound),
  invalidRecord: pvtzSettings.recordValueCode.values.map(invalidRecord),
  productZone: pvtzSettings.productZoneCode.values.map(productZone),
  limitExceeded: pvtzSettings.zoneLimitCode.values.map(limitExceeded),
} as const;
