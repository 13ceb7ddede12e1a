import type { FieldSpec, TencentCall } from "../../../action.ts";
import type { TencentForwardRule, TencentOutboundEndpoint } from "../../../state.ts";
import { logChange } from "../../../zones/zone-log.ts";
import { refuse } from "../errors.ts";

export const ruleIdField = { type: "string", required: true, means: "the rule, fid-..." } as const satisfies FieldSpec;

/** The forwarding rule of an id; throws `RefusedError`. */
export function findRule({ account }: TencentCall, id: string | undefined): TencentForwardRule {
  return account.forwardRules.get(id ?? "") ?? refuse("InvalidParameter.ForwardRuleNotExist");
}

/** The outbound endpoint of an id; throws `RefusedError`. */
export function findEndpoint({ account }: TencentCall, id: string | undefined): TencentOutboundEndpoint {
  return account.outboundEndpoints.get(id ?? "") ?? refuse("InvalidParameter.EndPointNotExists");
}

/** Keeps a write of a rule for `DescribeAuditLog`, as a change of its zone. */
export function logRule(
  call: TencentCall,
  { id, zoneId }: Pick<TencentForwardRule, "id" | "zoneId">,
  operation: "add" | "change" | "remove",
): void {
  const zone = call.account.zones.get(zoneId);
  if (zone !== undefined) logChange(call, zone, `[forwarding ${operation}: ${id}]`);
}

/** Whether one of the texts is what each filter asks for; throws `RefusedError` for a filter of another name. */
export function meetsFilters(
  { parameters }: TencentCall,
  texts: Readonly<Record<string, string | readonly string[]>>,
): boolean {
  return parameters
    .objects("Filters")
    .map((filter) => {
      const text = texts[filter.string("Name") ?? ""];
      if (text === undefined) return refuse("InvalidParameterValue");
      return [text].flat().some((one) => filter.strings("Values").includes(one));
    })
    .every(Boolean);
}
