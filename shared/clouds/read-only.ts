import type { ObservingCloud } from "./port.ts";

/** The reads of a cloud alone: an object that has no way to write, whatever it was made from. */
export function readOnly(cloud: ObservingCloud): ObservingCloud {
  return {
    cloud: cloud.cloud,
    account: (context) => cloud.account(context),
    networks: (scope, context) => cloud.networks(scope, context),
    subnets: (scope, context) => cloud.subnets(scope, context),
    publishing: (context) => cloud.publishing(context),
    zoneAccount: (context) => cloud.zoneAccount(context),
    zoneEdits: (zones, context) => cloud.zoneEdits(zones, context),
    instance: (registry, context) => cloud.instance(registry, context),
    quota: (registry, context) => cloud.quota(registry, context),
    part: (registry, part, context) => cloud.part(registry, part, context),
    resolutions: (targets, context) => cloud.resolutions(targets, context),
    zoneReach: (zones, context) => cloud.zoneReach(zones, context),
    zoneChanges: (since, context) => cloud.zoneChanges(since, context),
  };
}
