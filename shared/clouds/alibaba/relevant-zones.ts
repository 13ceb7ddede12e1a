import { CloudError, type NameTarget } from "../port.ts";
import type { CallOptions, Transport } from "./transport.ts";
import { boundTo, type ListedZone } from "./zones.ts";

/**
 * Which of the zones that could answer the names are read: all of them, unless few names are asked for and it is known
 * what answered them. Then those bound to the networks, whoever made them, and those that answered before: a registry
 * has a zone of the same name for each other network, and each takes two calls.
 *
 * Which zones a network has is asked of the listing by `QueryVpcId`, and believed for networks where it shows any zone:
 * whether it finds networks of other accounts is not documented.
 */
export async function relevantZones(
  transport: Transport,
  targets: readonly NameTarget[],
  candidates: readonly ListedZone[],
  options: CallOptions,
): Promise<readonly ListedZone[]> {
  const networks = new Map(targets.map(({ network, region }) => [network, { id: network, region }]));
  const answered = new Set(targets.flatMap(({ zones = [] }) => zones));
  const known = targets.every(({ zones = [] }) => zones.length > 0);
  if (!known || networks.size + answered.size >= candidates.length) return candidates;
  const relevant = new Set(answered);
  for (const network of networks.values()) {
    const bound = await boundTo(transport, network, options).catch((error: unknown) => {
      if (error instanceof CloudError) return [];
      throw error;
    });
    if (bound.length === 0) return candidates;
    for (const { id } of bound) relevant.add(id);
  }
  return candidates.filter(({ id }) => relevant.has(id));
}
