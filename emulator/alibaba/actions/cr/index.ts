import type { Action } from "../../action.ts";
import { createLinkedVpc } from "./create-linked-vpc.ts";
import { deleteLinkedVpc } from "./delete-linked-vpc.ts";
import { getInstance } from "./get-instance.ts";
import { getInstanceCount } from "./get-instance-count.ts";
import { getInstanceEndpoint } from "./get-instance-endpoint.ts";
import { getInstanceUsage } from "./get-instance-usage.ts";
import { getInstanceVpcEndpoint } from "./get-instance-vpc-endpoint.ts";
import { listInstance } from "./list-instance.ts";
import { listInstanceEndpoint } from "./list-instance-endpoint.ts";
import { listInstanceRegion } from "./list-instance-region.ts";

/** Container Registry 2018-12-01. */
export const crActions: readonly Action[] = [
  listInstance,
  getInstance,
  getInstanceEndpoint,
  listInstanceEndpoint,
  getInstanceVpcEndpoint,
  createLinkedVpc,
  deleteLinkedVpc,
  getInstanceUsage,
  getInstanceCount,
  listInstanceRegion,
];
