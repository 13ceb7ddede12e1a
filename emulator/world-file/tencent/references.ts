import { parsePolicy, parseTrust } from "../../tencent/rights/document.ts";
import { presetPolicies } from "../../tencent/rights/preset-policies.ts";
import type { TencentWorldAccount } from "./seed.ts";

/** What one part of an account says of another that is not so, and policies that cannot be read. */
export function tencentMistakes(account: TencentWorldAccount, path: string): readonly string[] {
  const {
    users = [],
    roles = [],
    policies = [],
    zones = [],
    bindTasks = [],
    forwardRules = [],
    outboundEndpoints = [],
  } = account;
  const known = new Set([...presetPolicies.keys(), ...policies.map(({ name }) => name)]);
  const attached = (list: string, holders: readonly { readonly policies?: readonly string[] }[]) =>
    holders.flatMap((holder, at) =>
      (holder.policies ?? [])
        .filter((name) => !known.has(name))
        .map((name) => `${path}.${list}[${at}].policies: there is no policy ${name}`),
    );
  const zoneIds = new Set(zones.map(({ id }) => id));
  const endpointIds = new Set(outboundEndpoints.map(({ id }) => id));
  return [
    ...attached("users", users),
    ...attached("roles", roles),
    ...policies.flatMap(({ document }, at) => unreadable(`${path}.policies[${at}].document`, document, parsePolicy)),
    ...roles.flatMap(({ trust }, at) => unreadable(`${path}.roles[${at}].trust`, trust, parseTrust)),
    ...bindTasks.flatMap(({ zone }, at) =>
      zoneIds.has(zone) ? [] : [`${path}.bindTasks[${at}].zone: there is no zone ${zone}`],
    ),
    ...forwardRules.flatMap(({ endpoint }, at) =>
      endpointIds.has(endpoint)
        ? []
        : [`${path}.forwardRules[${at}].endpoint: there is no outbound endpoint ${endpoint}`],
    ),
  ];
}

function unreadable(path: string, document: object | undefined, parse: (text: string) => unknown): readonly string[] {
  if (document === undefined) return [];
  try {
    parse(JSON.stringify(document));
    return [];
  } catch (error) {
    return [`${path}: ${error instanceof Error ? error.message : String(error)}`];
  }
}
