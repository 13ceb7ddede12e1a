import type { TencentAction } from "../../../action.ts";
import { createEndPoint } from "./create-end-point.ts";
import { createEndPointAndEndPointService } from "./create-end-point-and-service.ts";
import { createExtendEndpoint } from "./create-extend-endpoint.ts";
import { createForwardRule } from "./create-forward-rule.ts";
import { deleteEndPoint } from "./delete-end-point.ts";
import { deleteForwardRule } from "./delete-forward-rule.ts";
import { describeEndPointList } from "./describe-end-point-list.ts";
import { describeExtendEndpointList } from "./describe-extend-endpoint-list.ts";
import { describeForwardRule } from "./describe-forward-rule.ts";
import { describeForwardRuleList } from "./describe-forward-rule-list.ts";
import { modifyForwardRule } from "./modify-forward-rule.ts";

/** Forwarding: zones whose names are asked elsewhere, through outbound endpoints. */
export const forwardingActions: readonly TencentAction[] = [
  createEndPointAndEndPointService,
  createEndPoint,
  createExtendEndpoint,
  createForwardRule,
  deleteEndPoint,
  deleteForwardRule,
  describeEndPointList,
  describeExtendEndpointList,
  describeForwardRuleList,
  describeForwardRule,
  modifyForwardRule,
];
