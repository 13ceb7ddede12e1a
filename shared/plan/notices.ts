import type { Estate } from "../model/estate.ts";
import type { Known } from "../model/known.ts";
import type { Notice } from "../model/plan.ts";
import { byOtherDeployment } from "./leaving/detach-limits.ts";
import { deploymentLedger } from "./link/ownership.ts";
import { publishingOf, serviceObstacle } from "./link/preconditions.ts";
import { hasVendorsZone } from "./link/role.ts";
import { countOwnZones } from "./name/own-zones.ts";
import { byText } from "./order.ts";
import { expiredExemptions } from "./wish/exemptions.ts";
import { unconfigured } from "./wish/unconfigured.ts";
import { networkWish } from "./wish/wishes.ts";

/** What concerns a registry, a region or the store as a whole. */
export function noticesOf(estate: Estate): readonly Notice[] {
  const notices: Notice[] = [];
  if (!estate.ledger.known) {
    notices.push(
      notice(
        null,
        "unknown/ledger",
        `the ledger could not be read: ${estate.ledger.reason}; nothing is written`,
        estate.ledger,
      ),
    );
  }
  for (const region of estate.regions) {
    if (region.networks.known) continue;
    notices.push(
      notice(
        null,
        "unknown/networks",
        `the networks of ${region.region} could not be read: ${region.networks.reason}`,
        region.networks,
      ),
    );
  }
  for (const { publishing } of estate.accounts) {
    // Without a cause the pass had no need to ask.
    if (publishing.known || publishing.cause === undefined) continue;
    const sentence = `whether names can be published in the account could not be read: ${publishing.reason}`;
    notices.push(notice(null, "unknown/publishing", sentence, publishing));
  }
  notices.push(...expiredExemptions(estate.settings, estate.at));
  notices.push(...ownZones(estate), ...unconfigured(estate), ...closedServices(estate));
  notices.push(...unreadRules(estate), ...unreadResolvers(estate), ...missingRoles(estate));
  for (const registry of estate.settings.registries) {
    const other = byOtherDeployment(estate, registry);
    if (other !== null) notices.push(notice(registry.alias, other.code, other.sentence));
  }
  for (const registry of estate.registries.filter(({ looked }) => looked)) {
    if (!registry.instance.known) {
      notices.push(
        notice(
          registry.alias,
          "unknown/instance",
          `registry "${registry.alias}" could not be read: ${registry.instance.reason}`,
          registry.instance,
        ),
      );
    } else if (!registry.instance.value.running) {
      notices.push(
        notice(
          registry.alias,
          "blocked/instance-not-running",
          `registry "${registry.alias}" is ${registry.instance.value.vendorState}: no links can be made`,
        ),
      );
    }
    const settings = estate.settings.registries.find(({ alias }) => alias === registry.alias);
    for (const region of registry.instance.known && settings !== undefined ? registry.instance.value.replicas : []) {
      if (settings?.replicas.includes(region) === true) continue;
      notices.push(
        notice(
          registry.alias,
          "unknown/replica-region",
          `registry "${registry.alias}" has a replica in ${region}, which its replicas in the configuration do not name, so networks there are not looked at`,
        ),
      );
    }
    const { quota } = registry;
    const running = registry.instance.known && registry.instance.value.running;
    // Without a cause the vendor just does not say, which is no failure.
    if (running && !quota.known && quota.cause !== undefined) {
      notices.push(
        notice(
          registry.alias,
          "unknown/quota",
          `the quota of registry "${registry.alias}" could not be read, so one network is attached at a time: ${quota.reason}`,
          quota,
        ),
      );
    }
    for (const { part, view } of registry.parts) {
      if (view.known) continue;
      notices.push(
        notice(
          registry.alias,
          "unknown/links",
          `the ${part} links of registry "${registry.alias}" could not be read: ${view.reason}`,
          view,
        ),
      );
    }
  }
  return notices.sort(byNotice);
}

/** By registry, those of none first, then by code. */
export function byNotice(a: Notice, b: Notice): number {
  return byText(a.registry ?? "", b.registry ?? "") || byText(a.code, b.code) || byText(a.sentence, b.sentence);
}

/** One for each region: its networks' sets are read together. Networks that wish nothing are nobody's concern here. */
function unreadResolvers(estate: Estate): readonly Notice[] {
  return estate.regions.flatMap(({ region, networks }): readonly Notice[] => {
    const unread = (networks.known ? networks.value : []).filter(
      (network) =>
        !network.resolvers.known &&
        network.resolvers.cause !== undefined &&
        networkWish(network, estate.settings).registries.size > 0,
    );
    const [first] = unread;
    if (first === undefined || first.resolvers.known) return [];
    const whose = unread.length === 1 ? first.id : `${unread.length} networks of ${region}`;
    const sentence = `whom the machines of ${whose} ask for names could not be read: ${first.resolvers.reason}`;
    return [notice(null, "unknown/resolvers", sentence, first.resolvers)];
  });
}

/** A name whose zone is as it should be looks right, and may be answered by nobody: then only this tells. */
function closedServices(estate: Estate): readonly Notice[] {
  return estate.accounts.flatMap(({ cloud, account, publishing }): readonly Notice[] => {
    const obstacle = publishing.known ? serviceObstacle(publishing.value) : null;
    if (obstacle === null || !estate.settings.registries.some((registry) => registry.cloud === cloud)) return [];
    const whose = account.known ? ` (account ${account.value})` : "";
    const sentence = `${obstacle.sentence}${whose}; names that were published before may be answered by nobody`;
    return [notice(null, obstacle.code, sentence)];
  });
}

/** A role that is gone while its zones answer still breaks no name yet, so where nobody may make it only this tells. */
function missingRoles(estate: Estate): readonly Notice[] {
  return estate.settings.registries.flatMap((registry): Notice[] => {
    if (registry.createServiceLinkedRole || publishingOf(estate, registry.cloud)?.authorized !== false) return [];
    if (!deploymentLedger(estate, registry).some((entry) => hasVendorsZone(entry))) return [];
    const sentence = `the service-linked role with which registry "${registry.alias}" publishes names is gone, and createServiceLinkedRole forbids Mooring to make it: names answer still, and the registry can change none of them`;
    return [notice(registry.alias, "blocked/no-zone-role", sentence)];
  });
}

/** One for each cloud: the rules are an account's, and every name of it says the same. */
function unreadRules(estate: Estate): readonly Notice[] {
  const clouds = new Map<string, Notice>();
  for (const { alias, resolutions } of estate.registries) {
    const cloud = estate.settings.registries.find((registry) => registry.alias === alias)?.cloud;
    for (const { resolution } of resolutions) {
      const failure = resolution.known ? resolution.value.forwardingUnread : undefined;
      if (failure === undefined || cloud === undefined || clouds.has(cloud)) continue;
      const sentence = `the forwarding rules on ${cloud} could not be read, so one may answer where no zone does: ${failure.code} ${failure.message}`;
      clouds.set(cloud, { registry: null, code: "unknown/forwarding-rules", sentence, failure });
    }
  }
  return [...clouds.values()];
}

/** What zones of Mooring's own cost, where the pass asked; and where it asked and was not answered. */
function ownZones(estate: Estate): readonly Notice[] {
  return estate.accounts.flatMap(({ cloud, account, zones }): Notice[] => {
    if (!zones.known) {
      if (zones.cause === undefined) return [];
      const sentence = `how many private zones the account has could not be read, so none is made: ${zones.reason}`;
      return [notice(null, "unknown/zone-account", sentence, zones)];
    }
    const own = countOwnZones(estate, cloud);
    if (own === 0) return [];
    const { count, limit, price } = zones.value;
    const whose = account.known ? `account ${account.value}` : "the account";
    const cost = price === null ? "" : `; each costs ${price}, all of them ${times(price, own)}`;
    const sentence = `${own} of the ${count} private zones of ${whose} ${own === 1 ? "is" : "are"} Mooring's own (limit ${limit})${cost}`;
    return [notice(null, "moored/own-zones", sentence)];
  });
}

/** A price in words, so many times: its numbers, one a currency, are multiplied, in ten-thousandths. */
function times(price: string, count: number): string {
  return price.replace(/\d+(?:\.\d+)?/g, (one) => `${Math.round(Number(one) * count * 10_000) / 10_000}`);
}

function notice(registry: string | null, code: string, sentence: string, from?: Known<unknown>): Notice {
  const failure = from !== undefined && !from.known ? from.cause : undefined;
  return failure === undefined ? { registry, code, sentence } : { registry, code, sentence, failure };
}
