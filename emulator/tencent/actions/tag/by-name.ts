import { type FieldSpec, RefusedError, type TencentCall } from "../../action.ts";
import { tagRefusals } from "./errors.ts";
import { remember } from "./index-lag.ts";
import { findByName, isWritable, nameOf, type Tagged } from "./resource-name.ts";

export const resourceParameter = {
  type: "string",
  required: true,
  means: "the resource's six-segment name",
} as const satisfies FieldSpec;

export const resourceListParameter = {
  type: "list",
  of: { type: "string" },
  means: "six-segment names, at most 10",
} as const satisfies FieldSpec;

/** The resource of a name, about to be written; throws `RefusedError` when it is none of the caller's. */
function toWrite(call: TencentCall, name: string): Tagged {
  const found = findByName(call, name) ?? tagRefusals.refuse("InvalidParameterValue.ResourceDescriptionError");
  if (!isWritable(found)) tagRefusals.refuse("InvalidParameter.UnsupportedService");
  return found;
}

/** The one resource of a call with `Resource`. */
export function resourceOf(call: TencentCall): Tagged {
  return toWrite(call, call.parameters.string("Resource") ?? "");
}

/** Changes tags, and lets the index show the former ones for a while. */
export function write(call: TencentCall, resource: Tagged, change: (tags: Map<string, string>) => void): void {
  remember(call, resource);
  change(resource.tags);
}

/** Writes each resource of `ResourceList`; the answer names those that could not be written. */
export function writeEach(
  call: TencentCall,
  check: (resource: Tagged) => void,
  change: (tags: Map<string, string>) => void,
): Readonly<Record<"FailedResources", unknown>> {
  const names = namesOf(call);
  // A text that is no name refuses the whole call, before anything is written.
  for (const name of names) findByName(call, name);
  const failed: unknown[] = [];
  for (const name of names) {
    try {
      const resource = toWrite(call, name);
      check(resource);
      write(call, resource, change);
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error;
      failed.push({ Resource: name, Code: error.code, Message: error.message });
    }
  }
  return { FailedResources: failed };
}

/** `ResourceList`, at most 10; throws `RefusedError`. */
export function namesOf({ parameters }: TencentCall): readonly string[] {
  const names = parameters.strings("ResourceList");
  if (names.length > 10) tagRefusals.refuse("LimitExceeded.ResourceNumPerRequest");
  return names;
}

/** The resource that a call with `Resource` wrote, for its audit record. */
export function writtenName(call: TencentCall): readonly string[] {
  return existing(call, [call.parameters.string("Resource") ?? ""]);
}

/** The resources that a call with `ResourceList` wrote. */
export function writtenNames(call: TencentCall): readonly string[] {
  return existing(call, namesOf(call));
}

function existing(call: TencentCall, names: readonly string[]): readonly string[] {
  return names
    .map((name) => findByName(call, name))
    .filter((found): found is Tagged => found !== undefined)
    .map((found) => nameOf(call.account, found));
}
