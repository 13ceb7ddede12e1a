import { type ActionCall, type ActionError, ApiError, type ParameterSpec } from "../../action.ts";
import { inRegion } from "./find.ts";

/** Refusals of the three tag calls of the VPC product. */
export const tagCallErrors = {
  typeMissing: { status: 400, code: "MissingParam.ResourceType", message: "The parameter ResourceType is required." },
  typeNotFound: {
    status: 400,
    code: "InvalidInstanceType.NotFound",
    message: "The specified ResourceType does not exist.",
  },
  idsMissing: { status: 400, code: "MissingParam", message: "The parameter ResourceId is required." },
  tooManyIds: {
    status: 400,
    code: "SizeLimitExceeded.ResourceId",
    message: "The number of resource ids in the request exceeds the limit.",
  },
  idNotFound: {
    status: 400,
    code: "InvalidInstanceIds.NotFound",
    message: "The specified ResourceId does not exist.",
  },
  tagsMissing: { status: 400, code: "MissingParam.Tags", message: "The parameter Tag is required." },
  keysMissing: { status: 400, code: "MissingParameter.TagKey", message: "The parameter TagKey is required." },
  bothEmpty: {
    status: 400,
    code: "BothEmpty.TagsAndResources",
    message: "The tags and the resource ids must not be empty at the same time.",
  },
} as const satisfies Record<string, ActionError>;

/** Kinds with tags in the emulated cloud. The product has more: route tables, elastic addresses, ... */
const resourceTypes = ["VPC", "VSWITCH"] as const;
type ResourceType = (typeof resourceTypes)[number];

export const resourceTypeParameter = {
  type: "string",
  required: true,
  missing: tagCallErrors.typeMissing,
  means: "VPC or VSWITCH",
} as const satisfies ParameterSpec;

export const resourceIdParameter = {
  type: "list",
  maxItems: 50,
  missing: tagCallErrors.idsMissing,
  invalid: tagCallErrors.tooManyIds,
  means: "ids, at most 50",
} as const satisfies ParameterSpec;

export function resourceTypeOf(call: ActionCall): ResourceType {
  const asked = call.parameters.string("ResourceType")?.toUpperCase();
  const known = resourceTypes.find((type) => type === asked);
  if (known === undefined) throw new ApiError(tagCallErrors.typeNotFound);
  return known;
}

/** A resource with its tags; the map is the resource's own. */
export interface Tagged {
  readonly id: string;
  readonly type: ResourceType;
  readonly tags: Map<string, string>;
}

/** All of the caller's resources of a kind in the call's region. */
export function taggedOf(call: ActionCall, type: ResourceType): readonly Tagged[] {
  const resources = type === "VPC" ? call.account.vpcs : call.account.vswitches;
  return [...resources.values()]
    .filter((resource) => inRegion(call, resource))
    .map(({ id, tags }) => ({ id, type, tags }));
}

/** The resources of the ids in `ResourceId.N`; throws `ApiError` when one does not exist. */
export function taggedByIds(call: ActionCall, type: ResourceType): readonly Tagged[] {
  const all = taggedOf(call, type);
  return [...new Set(call.parameters.list("ResourceId"))].map((id) => {
    const found = all.find((resource) => resource.id === id);
    if (found === undefined) throw new ApiError(tagCallErrors.idNotFound);
    return found;
  });
}

/** Which resources an audit event names. */
export function taggedResources(call: ActionCall): Readonly<Record<string, readonly string[]>> {
  const kind = resourceTypeOf(call) === "VPC" ? "ACS::VPC::VPC" : "ACS::VPC::VSwitch";
  return { [kind]: call.parameters.list("ResourceId") };
}
