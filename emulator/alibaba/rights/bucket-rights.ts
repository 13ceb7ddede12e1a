import type { AuthorizeBucketCall } from "../../buckets/route.ts";
import type { Authorize } from "./authorize.ts";

/** Rights on buckets of OSS; the other vendor's buckets have other policies. */
export function bucketRights(authorize: Authorize): AuthorizeBucketCall {
  return (identity, right, resource) => {
    if (!resource.startsWith("acs:oss:") || authorize(identity, right, resource).allowed) return undefined;
    return `You are not authorized to do this action. Resource: ${resource} Action: ${right}`;
  };
}
