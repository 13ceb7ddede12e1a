import { type ActionCall, type ActionError, ApiError, type ParameterSpec } from "../../action.ts";

/** Refusals of the central Tag product. */
export const tagProductErrors = {
  arnsMissing: { status: 400, code: "MissingParameter.ResourceARN", message: "The parameter ResourceARN is required." },
  tooManyArns: {
    status: 400,
    code: "InvalidParameter.ResourceARN",
    message: "The number of ResourceARN exceeds the limit.",
  },
  malformedTags: { status: 400, code: "InvalidParameter.Tags", message: "The parameter Tags is invalid." },
  keysMissing: { status: 400, code: "MissingParameter.TagKey", message: "The parameter TagKey is required." },
} as const satisfies Record<string, ActionError>;

/** Reported for one resource inside a good answer. */
const resourceFailures = {
  malformedArn: { Code: "InvalidResourceARN", Message: "The specified ResourceARN is invalid." },
  notFound: {
    Code: "InvalidResourceId.NotFound",
    Message: "The specified ResourceIds are not found in our records.",
  },
} as const;

export const resourceArnParameter = {
  type: "list",
  maxItems: 50,
  missing: tagProductErrors.arnsMissing,
  invalid: tagProductErrors.tooManyArns,
  means: "resources, such as arn:acs:vpc:<region>:<account>:vpc/<id>; at most 50",
} as const satisfies ParameterSpec;

/** A resource of the caller with its tags; the map is the resource's own. */
export interface ArnTarget {
  readonly arn: string;
  readonly type: "ACS::VPC::VPC" | "ACS::VPC::VSwitch";
  readonly id: string;
  readonly tags: Map<string, string>;
}

export type Failure = (typeof resourceFailures)[keyof typeof resourceFailures];

/** Reads `arn:acs:vpc:...` and the older `acs:vpc:...`; region and account may be `*` or empty. */
export function targetOf(call: ActionCall, arn: string): ArnTarget | Failure {
  const [, region, account, kind, id] = /^(?:arn:)?acs:vpc:([^:]*):([^:]*):(vpc|vswitch)\/(.+)$/i.exec(arn) ?? [];
  if (region === undefined || account === undefined || kind === undefined || id === undefined)
    return resourceFailures.malformedArn;
  const fits = (asked: string, actual: string) => asked === "" || asked === "*" || asked === actual;
  const isVpc = kind.toLowerCase() === "vpc";
  const found = (isVpc ? call.account.vpcs : call.account.vswitches).get(id);
  if (
    found === undefined ||
    !fits(account, call.account.id) ||
    found.region !== call.region ||
    !fits(region, call.region)
  )
    return resourceFailures.notFound;
  return { arn, type: isVpc ? "ACS::VPC::VPC" : "ACS::VPC::VSwitch", id, tags: found.tags };
}

/** `Tags` is a JSON text, `{"key": "value"}`; throws `ApiError`. */
export function tagsText(call: ActionCall): readonly Readonly<Record<string, string>>[] {
  const text = call.parameters.string("Tags");
  if (text === undefined || text === "") return [];
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ApiError(tagProductErrors.malformedTags);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new ApiError(tagProductErrors.malformedTags);
  const pairs = Object.entries(value);
  if (pairs.length > 10) throw new ApiError(tagProductErrors.malformedTags);
  return pairs.map(([Key, Value]) => {
    if (typeof Value !== "string") throw new ApiError(tagProductErrors.malformedTags);
    return { Key, Value };
  });
}

/** Does `write` for every resource that exists; the answer names the others. */
export function forEachArn(
  call: ActionCall,
  write: (target: ArnTarget) => void,
): Readonly<Record<"FailedResources", unknown>> {
  const failed: unknown[] = [];
  for (const arn of call.parameters.list("ResourceARN")) {
    const target = targetOf(call, arn);
    if ("Code" in target) {
      failed.push({ ResourceARN: arn, Result: target });
      continue;
    }
    try {
      write(target);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      failed.push({ ResourceARN: arn, Result: { Code: error.code, Message: error.message } });
    }
  }
  return { FailedResources: { FailedResource: failed } };
}

/** Which resources an audit event names: those that exist. */
export function arnResources(call: ActionCall): Readonly<Record<string, readonly string[]>> {
  const named: Record<string, string[]> = {};
  for (const arn of call.parameters.list("ResourceARN")) {
    const target = targetOf(call, arn);
    if ("id" in target) named[target.type] = [...(named[target.type] ?? []), target.id];
  }
  return named;
}
