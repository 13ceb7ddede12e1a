import type { Action } from "../../../action.ts";
import { addResolverEndpoint } from "./add-endpoint.ts";
import { addResolverRule } from "./add-rule.ts";
import { bindResolverRuleVpc } from "./bind-rule-vpc.ts";
import { deleteResolverEndpoint } from "./delete-endpoint.ts";
import { deleteResolverRule } from "./delete-rule.ts";
import { describeResolverEndpoint } from "./describe-endpoint.ts";
import { describeResolverEndpoints } from "./describe-endpoints.ts";
import { describeResolverRule } from "./describe-rule.ts";
import { describeResolverRules } from "./describe-rules.ts";
import { updateResolverRule } from "./update-rule.ts";

/** Forwarding: names that VPCs ask other servers about, through outbound endpoints. */
export const resolverActions: readonly Action[] = [
  addResolverEndpoint,
  addResolverRule,
  bindResolverRuleVpc,
  deleteResolverEndpoint,
  deleteResolverRule,
  describeResolverEndpoint,
  describeResolverEndpoints,
  describeResolverRule,
  describeResolverRules,
  updateResolverRule,
];
