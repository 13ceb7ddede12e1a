import { isIPv4 } from "node:net";
import { type ActionCall, type ActionError, ApiError, type ParameterSpec } from "../../../action.ts";
import type { DhcpOptionsSet } from "../../../state.ts";
import { isDomain } from "../../pvtz/zone-name.ts";
import { dhcpErrors } from "./errors.ts";

/** Addresses of one set. */
const mostServers = 4;

/** What creating and updating a set take alike. */
export const optionParameters = {
  DhcpOptionsSetName: { type: "string", means: "its name: a letter, then letters, digits, _ and -, at most 128" },
  DhcpOptionsSetDescription: { type: "string", means: "free text, at most 256 characters" },
  DomainName: { type: "string", means: "the suffix of host names" },
  DomainNameServers: {
    type: "string",
    means: "addresses of resolvers, separated by commas, at most 4; empty for the provider's own",
  },
  LeaseTime: { type: "string", means: "of IPv4, with its unit; 3650d when left out" },
  Ipv6LeaseTime: { type: "string", means: "of IPv6, with its unit; 1d when left out" },
} as const satisfies Record<string, ParameterSpec>;

/** Every refusal of `givenOptions` that both calls have. */
export const optionErrors: readonly ActionError[] = [
  dhcpErrors.illegalDomain,
  dhcpErrors.illegalName,
  dhcpErrors.illegalDescription,
  dhcpErrors.illegalLeaseTime,
];

export type Options = Pick<
  DhcpOptionsSet,
  "name" | "description" | "domainName" | "domainNameServers" | "leaseTime" | "ipv6LeaseTime"
>;

/**
 * The options that the parameters give, those left out as they are in `before`; throws `ApiError`.
 *
 * @param servers the refusals of resolvers, which each call words in its own way
 */
export function givenOptions(
  { parameters }: ActionCall,
  before: Options,
  servers: { readonly malformed: ActionError; readonly tooMany: ActionError },
): Options {
  const given = <T>(name: keyof typeof optionParameters, kept: T, read: (text: string) => T): T => {
    const text = parameters.string(name);
    return text === undefined ? kept : read(text);
  };
  const checked = (error: ActionError, holds: (text: string) => boolean) => (text: string) => {
    if (text !== "" && !holds(text)) throw new ApiError(error);
    return text;
  };
  const lease = checked(dhcpErrors.illegalLeaseTime, isLeaseTime);
  return {
    name: given("DhcpOptionsSetName", before.name, checked(dhcpErrors.illegalName, isName)),
    description: given(
      "DhcpOptionsSetDescription",
      before.description,
      checked(dhcpErrors.illegalDescription, isDescription),
    ),
    domainName: given("DomainName", before.domainName, checked(dhcpErrors.illegalDomain, isDomain)),
    domainNameServers: given("DomainNameServers", before.domainNameServers, (text) => {
      const list = text.split(",").filter((server) => server !== "");
      if (list.length > mostServers) throw new ApiError(servers.tooMany);
      if (!list.every((server) => isIPv4(server))) throw new ApiError(servers.malformed);
      return list;
    }),
    leaseTime: given("LeaseTime", before.leaseTime, lease),
    ipv6LeaseTime: given("Ipv6LeaseTime", before.ipv6LeaseTime, lease),
  };
}

function isName(text: string): boolean {
  return /^[\p{Script=Han}A-Za-z][\p{Script=Han}A-Za-z0-9_-]{0,127}$/u.test(text);
}

function isDescription(text: string): boolean {
  return text.length <= 256 && /^[\p{Script=Han}A-Za-z]/u.test(text) && !/^https?:\/\//i.test(text);
}

/** A short or a very long time, in hours or days. */
function isLeaseTime(text: string): boolean {
  const [, count = "", unit] = /^(\d{1,6})([hd])$/.exec(text) ?? [];
  const hours = Number(count) * (unit === "d" ? 24 : 1);
  return unit !== undefined && ((hours >= 24 && hours <= 1_176) || (hours >= 87_600 && hours <= 175_200));
}
