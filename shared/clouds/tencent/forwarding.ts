import * as v from "valibot";
import type { ForwardingRule } from "../../model/zone.ts";
import { hostIn } from "../host.ts";
import { listAll } from "../paging.ts";
import { CloudError } from "../port.ts";
import { count, domainName, optionalText, read } from "../reading.ts";
import type { CallOptions, Transport } from "./transport.ts";
import type { ListedZone } from "./zones.ts";

const call = "privatedns:DescribeForwardRuleList";
const pageSize = 100;

// https://www.tencentcloud.com/document/api/1097/65935
const ruleSchema = v.looseObject({
  RuleId: v.string(),
  RuleType: optionalText,
  Domain: optionalText,
  ZoneId: optionalText,
  ForwardAddress: v.nullish(v.array(v.string())),
  VpcSet: v.nullish(v.array(v.looseObject({ UniqVpcId: v.string() }))),
});
const rulesSchema = v.looseObject({
  TotalCount: v.nullish(count, null),
  ForwardRuleSet: v.nullish(v.array(ruleSchema)),
});

/** A rule with the networks it is in force in. */
interface RuleInForce extends ForwardingRule {
  readonly networks: readonly string[];
}

/**
 * The rules by which queries leave the networks (`DOWN`), of those that belong to `zones`: a rule is attached to a
 * private zone and is in force in that zone's networks, so without a zone there is none, and no call.
 *
 * Rules that cannot be read, for want of the right or otherwise, are taken from what the zones say themselves: that
 * makes no name unknown.
 */
export async function forwardingRules(
  transport: Transport,
  zones: readonly ListedZone[],
  options: CallOptions,
): Promise<readonly RuleInForce[]> {
  if (zones.length === 0) return [];
  const networksOf = (zone: ListedZone) => zone.bindings.map(({ network }) => network);
  try {
    const listed = await listRules(transport, options);
    return listed.flatMap(({ RuleId, RuleType, Domain, ZoneId, ForwardAddress, VpcSet }) => {
      const zone = zones.find((one) => one.id === ZoneId);
      if (zone === undefined || isInward(RuleType)) return [];
      const networks = [...networksOf(zone), ...(VpcSet ?? []).map(({ UniqVpcId }) => UniqVpcId)];
      return [
        { id: RuleId, zone: Domain === "" ? zone.name : domainName(Domain), servers: ForwardAddress ?? [], networks },
      ];
    });
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    const { code, kind } = error.failure;
    options.context.log.debug("forwarding rules could not be read", { call, code, kind });
    return zones.flatMap((zone) => {
      const { rule } = zone;
      if (rule === null || isInward(rule.type)) return [];
      return [{ id: rule.name, zone: zone.name, servers: rule.servers, networks: networksOf(zone) }];
    });
  }
}

/** The rule that covers `name` in a network; of several the one of the most specific zone. */
export function ruleFor(rules: readonly RuleInForce[], name: string, network: string): ForwardingRule | null {
  const [rule] = rules
    .filter(({ zone, networks }) => hostIn(zone, name) !== null && networks.includes(network))
    .sort((a, b) => b.zone.length - a.zone.length);
  return rule === undefined ? null : { id: rule.id, zone: rule.zone, servers: rule.servers, ofZone: true };
}

/** Queries from outside that come in: nothing that the network's own machines ask. */
function isInward(type: string): boolean {
  return type.toUpperCase() === "UP";
}

function listRules(transport: Transport, options: CallOptions) {
  return listAll<v.InferOutput<typeof ruleSchema>>({
    call,
    size: pageSize,
    key: ({ RuleId }) => RuleId,
    async page(number) {
      const parameters = { Offset: (number - 1) * pageSize, Limit: pageSize };
      const body = await transport.call("privatedns", "DescribeForwardRuleList", parameters, options);
      const { ForwardRuleSet, TotalCount } = read(call, rulesSchema, body);
      return { items: ForwardRuleSet ?? [], total: TotalCount };
    },
  });
}
