import type { Fields, Log } from "../kernel/log.ts";
import { CloudError, type WritingCloud } from "./port.ts";

/** The same cloud, telling `log` of each method that ends: reads at debug, writes at info, failures at warn. */
export function traced(cloud: WritingCloud, log: Log): WritingCloud {
  async function told<T>(method: string, fields: Fields, work: Promise<T>, done: (value: T) => Fields): Promise<T> {
    const all = { cloud: cloud.cloud, method, ...fields };
    try {
      const value = await work;
      const say = method === "write" ? log.info : log.debug;
      say("cloud answered", { ...all, ...done(value) });
      return value;
    } catch (error) {
      log.warn("cloud failed", { ...all, failure: error instanceof CloudError ? error.failure : String(error) });
      throw error;
    }
  }
  const count = (list: readonly unknown[]) => ({ count: list.length });
  const nothing = () => ({});
  return {
    cloud: cloud.cloud,
    account: (context) => told("account", {}, cloud.account(context), nothing),
    networks: (scope, context) => told("networks", { region: scope.region }, cloud.networks(scope, context), count),
    subnets: (scope, context) => told("subnets", scope, cloud.subnets(scope, context), count),
    publishing: (context) => told("publishing", {}, cloud.publishing(context), nothing),
    zoneAccount: (context) => told("zoneAccount", {}, cloud.zoneAccount(context), nothing),
    zoneEdits: (zones, context) => told("zoneEdits", count(zones), cloud.zoneEdits(zones, context), count),
    instance: (registry, context) =>
      told("instance", { registry: registry.alias }, cloud.instance(registry, context), nothing),
    quota: (registry, context) => told("quota", { registry: registry.alias }, cloud.quota(registry, context), nothing),
    part: (registry, part, context) =>
      told("part", { registry: registry.alias, part }, cloud.part(registry, part, context), ({ links }) =>
        count(links),
      ),
    resolutions: (targets, context) => told("resolutions", {}, cloud.resolutions(targets, context), count),
    zoneReach: (zones, context) => told("zoneReach", count(zones), cloud.zoneReach(zones, context), count),
    zoneChanges: (since, context) => told("zoneChanges", { since }, cloud.zoneChanges(since, context), nothing),
    write: (change, context) =>
      told(
        "write",
        { kind: change.kind, registry: change.registry, network: change.network, part: change.part },
        cloud.write(change, context),
        ({ result }) => ({ result }),
      ),
  };
}
