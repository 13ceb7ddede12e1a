import { parseAddress } from "../../../cidr.ts";
import { type FieldSpec, RefusedError, type TencentCall } from "../../action.ts";
import { vpcErrors } from "./errors.ts";

/** Tencent's own resolvers, which every VPC uses until somebody sets others. */
const ownResolvers: readonly string[] = ["183.60.83.19", "183.60.82.98"];

/** What CreateVpc and ModifyVpcAttribute both take. */
export const attributeParameters = {
  EnableMulticast: { type: "string", means: "true or false, as text" },
  DnsServers: { type: "list", of: { type: "string" }, means: "resolvers, at most 4" },
  DomainName: { type: "string", means: "the DHCP domain name" },
  EnableRouteVpcPublish: {
    type: "boolean",
    means: "publish the whole block to a CCN; only false, as without an allow-list entry",
  },
  EnableRouteVpcPublishIpv6: { type: "boolean", means: "the same for IPv6" },
} as const satisfies Record<string, FieldSpec>;

/** Names are 60 bytes at most; throws `RefusedError`. */
export function nameOf(name: string): string {
  if (name === "") throw new RefusedError(vpcErrors.invalidValue);
  if (Buffer.byteLength(name, "utf8") > 60) throw new RefusedError(vpcErrors.tooLong);
  return name;
}

/** The resolvers asked for; `undefined` when the call names none. Throws `RefusedError`. */
export function dnsServersOf({ parameters }: TencentCall): readonly string[] | undefined {
  const servers = parameters.strings("DnsServers");
  if (servers.length > 4) throw new RefusedError(vpcErrors.limitExceeded);
  if (servers.some((server) => !/^\d+(?:\.\d+){3}$/.test(server) || parseAddress(server) === undefined))
    throw new RefusedError(vpcErrors.malformed);
  return servers.length === 0 ? undefined : servers;
}

export function usualDnsServers(): readonly string[] {
  return ownResolvers;
}

export function domainNameOf({ parameters }: TencentCall): string | undefined {
  const name = parameters.string("DomainName");
  if (name !== undefined && Buffer.byteLength(name, "utf8") > 60) throw new RefusedError(vpcErrors.tooLong);
  return name;
}

export function multicastOf({ parameters }: TencentCall): boolean | undefined {
  const word = parameters.string("EnableMulticast");
  if (word === undefined || word === "") return undefined;
  if (word !== "true" && word !== "false") throw new RefusedError(vpcErrors.invalidValue);
  return word === "true";
}

/** Publishing to a CCN needs an allow-list entry, which no account here has; throws `RefusedError`. */
export function refusePublishing({ parameters }: TencentCall): void {
  if (parameters.boolean("EnableRouteVpcPublish") === true || parameters.boolean("EnableRouteVpcPublishIpv6") === true)
    throw new RefusedError(vpcErrors.unsupported);
}
