import { isListed } from "../find.ts";
import { pageOf, pagingParameters } from "../paging.ts";
import { readAction } from "../pvtz-action.ts";
import { ruleShape, ruleVpcs } from "./shapes.ts";

/** Finds no rule by a VPC, and shows the VPCs of a rule only when asked to. */
export const describeResolverRules = readAction({
  name: "DescribeResolverRules",
  parameters: {
    Keyword: { type: "string", means: "a part of the rule's name" },
    EndpointId: { type: "string", means: "rules that leave through this outbound endpoint" },
    NeedDetailAttributes: { type: "boolean", means: "with the VPCs of each rule; without them when absent" },
    ...pagingParameters,
  },
  errors: [],
  run(call) {
    const { parameters } = call;
    const keyword = (parameters.string("Keyword") ?? "").toLowerCase();
    const endpoint = parameters.string("EndpointId");
    const found = [...call.account.resolverRules.values()].filter(
      (rule) =>
        isListed(call, rule) &&
        rule.name.toLowerCase().includes(keyword) &&
        (endpoint === undefined || rule.endpointId === endpoint),
    );
    const { items, counts } = pageOf(found, parameters);
    const detailed = parameters.boolean("NeedDetailAttributes") === true;
    return {
      ...counts,
      Rules: items.map((rule) => ({ ...ruleShape(rule, call), ...(detailed && ruleVpcs(rule, call)) })),
    };
  },
});
