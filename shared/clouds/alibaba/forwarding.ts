import * as v from "valibot";
import type { ForwardingRule } from "../../model/zone.ts";
import { hostIn } from "../host.ts";
import { listAll } from "../paging.ts";
import { count, domainName, optionalText, read } from "../reading.ts";
import { listed } from "./reading.ts";
import type { CallOptions, Transport } from "./transport.ts";

const pageSize = 100;

/** A forwarding rule and the networks that it is bound to. */
export interface BoundRule extends ForwardingRule {
  readonly networks: ReadonlySet<string>;
}

// https://www.alibabacloud.com/help/en/dns/api-pvtz-2018-01-01-describeresolverrules
const rule = v.looseObject({
  Id: v.string(),
  ZoneName: v.string(),
  ForwardIps: listed("ForwardIp", v.looseObject({ Ip: optionalText, Port: v.nullish(count, null) })),
  BindVpcs: listed("Vpc", v.looseObject({ VpcId: v.string() })),
});
const rulesSchema = v.looseObject({ TotalItems: v.nullish(count, null), Rules: listed("Rule", rule) });

/** Every forwarding rule of the account (DescribeResolverRules), with its networks: one call as long as they are few. */
export async function forwardingRules(transport: Transport, options: CallOptions): Promise<readonly BoundRule[]> {
  const call = "pvtz:DescribeResolverRules";
  const rules = await listAll<v.InferOutput<typeof rule>>({
    call,
    size: pageSize,
    key: ({ Id }) => Id,
    async page(PageNumber) {
      // Without the details an answer leaves the networks out.
      const parameters = { NeedDetailAttributes: true, PageSize: pageSize, PageNumber };
      const body = await transport.call("pvtz", "DescribeResolverRules", parameters, options);
      const { Rules, TotalItems } = read(call, rulesSchema, body);
      return { items: Rules, total: TotalItems };
    },
  });
  return rules.map(({ Id, ZoneName, ForwardIps, BindVpcs }) => ({
    id: Id,
    zone: domainName(ZoneName),
    servers: ForwardIps.flatMap(({ Ip, Port }) => (Ip ? [Port === null || Port === 53 ? Ip : `${Ip}:${Port}`] : [])),
    networks: new Set(BindVpcs.map(({ VpcId }) => VpcId)),
  }));
}

/** The most specific rule bound to the network that covers the name; the rule of the root covers every name. */
export function ruleFor(rules: readonly BoundRule[], network: string, name: string): ForwardingRule | null {
  const [covering] = rules
    .filter((one) => one.networks.has(network) && (one.zone === "" || hostIn(one.zone, name) !== null))
    .sort((a, b) => b.zone.length - a.zone.length || (a.id < b.id ? -1 : 1));
  if (covering === undefined) return null;
  const { id, zone, servers } = covering;
  return { id, zone, servers };
}
