import * as v from "valibot";
import { instant, type Known, known, unknown } from "../../model/known.ts";
import type { Resolvers } from "../../model/network.ts";
import { type CallContext, CloudError } from "../port.ts";
import { optionalText, read } from "../reading.ts";
import { listed } from "./reading.ts";
import type { Transport } from "./transport.ts";

/** Most ids in one ListDhcpOptionsSets; as many are answered in one page. */
const idBatch = 20;

/**
 * The vendor's own resolvers, the only ones that know private zones; they are handed out where nobody chose others.
 * https://www.alibabacloud.com/help/en/vpc/developer-reference/api-vpc-2016-04-28-createdhcpoptionsset
 */
const providerResolvers: readonly string[] = ["100.100.2.136", "100.100.2.138"];

// https://www.alibabacloud.com/help/en/vpc/developer-reference/api-vpc-2016-04-28-listdhcpoptionssets
const set = v.looseObject({
  DhcpOptionsSetId: v.string(),
  DhcpOptions: v.nullish(v.looseObject({ DomainNameServers: optionalText })),
});
const sets = v.looseObject({ DhcpOptionsSets: listed("DhcpOptionsSet", set) });

/** Whom the machines of networks ask, by the network's DHCP options set; a network without one asks the provider's. */
export async function resolversBySet(
  transport: Transport,
  region: string,
  ids: readonly string[],
  now: () => number,
  context: CallContext,
): Promise<(set: string) => Known<Resolvers>> {
  const asked = [...new Set(ids)].filter((id) => id !== "").sort();
  const found = new Map<string, Known<Resolvers>>();
  for (let start = 0; start < asked.length; start += idBatch) {
    const batch = asked.slice(start, start + idBatch);
    for (const [id, resolvers] of await resolversOf(transport, region, batch, now, context)) found.set(id, resolvers);
  }
  const at = instant(now());
  return (id) => {
    if (id === "") return known({ provider: true, servers: [] }, at);
    return found.get(id) ?? unknown(`DHCP options set ${id} says which, and it is not among those of this account`);
  };
}

async function resolversOf(
  transport: Transport,
  region: string,
  ids: readonly string[],
  now: () => number,
  context: CallContext,
): Promise<readonly (readonly [string, Known<Resolvers>])[]> {
  const call = "vpc:ListDhcpOptionsSets";
  try {
    const parameters = { RegionId: region, DhcpOptionsSetId: ids, MaxResults: 100 };
    const body = await transport.call("vpc", "ListDhcpOptionsSets", parameters, { region, context });
    const at = instant(now());
    return read(call, sets, body).DhcpOptionsSets.map((one) => {
      return [one.DhcpOptionsSetId, known(resolversIn(one.DhcpOptions?.DomainNameServers ?? ""), at)];
    });
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    // Networks are listed all the same: whom they ask is no reason to know nothing of them.
    return ids.map((id) => [id, unknown(error.message, error.failure)]);
  }
}

/** Addresses in one text, parted by commas; none means that nobody chose other resolvers. */
function resolversIn(text: string): Resolvers {
  const servers = text.split(/[\s,;]+/).filter((server) => server !== "");
  return {
    provider: servers.length === 0 || servers.some((server) => providerResolvers.includes(server)),
    servers: servers.filter((server) => !providerResolvers.includes(server)),
  };
}
