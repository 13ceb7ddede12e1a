import type { ViewZone } from "../../dns/view.ts";
import type { TencentSettings } from "../settings.ts";
import type { TencentAccount, TencentForwardRule, TencentOutboundEndpoint, TencentZone } from "../state.ts";

/** The port of a name server. */
const usualPort = 53;

/** The rule of a zone, of whichever direction; a zone has one at most. */
export function forwardRuleOf({ forwardRules }: TencentAccount, { id }: TencentZone): TencentForwardRule | undefined {
  return [...forwardRules.values()].find(({ zoneId }) => zoneId === id);
}

/** Where questions go that leave through an endpoint, with ports. */
export function forwardAddresses(endpoint: TencentOutboundEndpoint | undefined): readonly string[] {
  if (endpoint === undefined) return [];
  const { vips, target } = endpoint;
  return [...vips.map((vip) => `${vip}:${usualPort}`), ...(target === null ? [] : [`${target.host}:${target.port}`])];
}

/** What a rule does to the answers of its zone: `DOWN` alone acts inside VPCs. */
export function forwardedOf(
  settings: TencentSettings,
  account: TencentAccount,
  zone: TencentZone,
): Pick<ViewZone, "forwarded"> {
  if (forwardRuleOf(account, zone)?.type !== "DOWN") return {};
  return { forwarded: { names: settings.forwardedZoneNames, servers: settings.otherResolvers } };
}
