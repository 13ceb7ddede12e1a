import type { FieldSpec, TencentCall } from "../../action.ts";
import { regions } from "../../gateway/hosts.ts";
import { tagRefusals } from "./errors.ts";
import { isWritable, kindOf, nameOf, type Tagged, taggable } from "./resource-name.ts";

/** Resources of one kind and region, by their ids. */
export const idParameters = {
  ServiceType: { type: "string", required: true, means: "the third segment of the names, such as vpc" },
  ResourceIds: { type: "list", of: { type: "string" }, required: true, minItems: 1, means: "ids, at most 50" },
  ResourceRegion: { type: "string", means: "the region of all of them" },
  ResourcePrefix: { type: "string", means: "what stands before the id in the names, such as vpc or subnet" },
} as const satisfies Record<string, FieldSpec>;

export const idErrors = tagRefusals.errorsOf(
  "InvalidParameterValue.ServiceTypeInvalid",
  "InvalidParameterValue.ResourcePrefixInvalid",
  "InvalidParameterValue.RegionInvalid",
  "InvalidParameterValue.ResourceIdInvalid",
  "LimitExceeded.ResourceNumPerRequest",
);

/** The resources that the call names, all of them or a refusal. @param most ids of one call */
export function resourcesById(call: TencentCall, most = 50): readonly Tagged[] {
  const { parameters, account } = call;
  const service = parameters.string("ServiceType") ?? "";
  const prefix = parameters.string("ResourcePrefix");
  const region = parameters.string("ResourceRegion") ?? "";
  const ids = parameters.strings("ResourceIds");
  if (ids.length > most) tagRefusals.refuse("LimitExceeded.ResourceNumPerRequest");
  const { regional } = kindOf(service, prefix);
  if (regional !== regions.has(region)) tagRefusals.refuse("InvalidParameterValue.RegionInvalid");
  const all = taggable(account).filter(
    (one) => one.service === service && one.prefix === prefix && one.region === region,
  );
  return ids.map(
    (id) => all.find((one) => one.id === id) ?? tagRefusals.refuse("InvalidParameterValue.ResourceIdInvalid"),
  );
}

/** The same, about to be written. */
export function resourcesToWrite(call: TencentCall): readonly Tagged[] {
  const found = resourcesById(call);
  if (!found.every(isWritable)) tagRefusals.refuse("InvalidParameterValue.ServiceTypeInvalid");
  return found;
}

/** For the audit record. */
export function writtenById(call: TencentCall): readonly string[] {
  return resourcesById(call).map((one) => nameOf(call.account, one));
}
