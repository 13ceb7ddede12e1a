import { type Action, type ActionCall, action } from "../../../action.ts";
import type { DhcpOptionsSet } from "../../../state.ts";
import { meetsTags, tagErrors, tagFilters, tagParameter } from "../../../tags.ts";
import { nextTokenError, tokenPage } from "../../../token-page.ts";
import { inRegion, isListed } from "../find.ts";
import { regionParameter } from "../parameters.ts";
import { listedSet } from "./view.ts";

export const listDhcpOptionsSets: Action = action({
  product: "vpc",
  version: "2016-04-28",
  name: "ListDhcpOptionsSets",
  access: "read",
  parameters: {
    RegionId: regionParameter,
    DhcpOptionsSetId: { type: "list", maxItems: 20, means: "ids" },
    DhcpOptionsSetName: { type: "string", means: "the exact name" },
    DomainName: { type: "string", means: "the exact suffix of host names" },
    ResourceGroupId: { type: "string", means: "the resource group" },
    // `Tags` here, where every other call has `Tag`.
    Tags: tagParameter.Tag,
    MaxResults: { type: "integer", minimum: 1, maximum: 100, default: 10, means: "sets a page" },
    NextToken: { type: "string", means: "where the page before ended" },
  },
  errors: [nextTokenError, ...Object.values(tagErrors)],
  run(call) {
    const wanted = conditions(call);
    const found = [...call.account.dhcpOptionsSets.values()].filter(
      (set) => inRegion(call, set) && isListed(call, set) && wanted(set),
    );
    const page = tokenPage(found, call.parameters.string("NextToken"), call.parameters.integer("MaxResults") ?? 10);
    return {
      NextToken: page.nextToken,
      // A text, unlike the counts of the other lists.
      TotalCount: String(found.length),
      DhcpOptionsSets: page.items.map((set) => listedSet(call, set)),
    };
  },
});

function conditions({ parameters }: ActionCall): (set: DhcpOptionsSet) => boolean {
  const ids = parameters.list("DhcpOptionsSetId");
  const filters = tagFilters(parameters.objects("Tags"));
  const equal = (name: string, actual: string) => (parameters.string(name) || actual) === actual;
  return (set) =>
    (ids.length === 0 || ids.includes(set.id)) &&
    equal("DhcpOptionsSetName", set.name) &&
    equal("DomainName", set.domainName) &&
    equal("ResourceGroupId", set.resourceGroupId) &&
    meetsTags(set.tags, filters);
}
