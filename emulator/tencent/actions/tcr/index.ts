import type { TencentAction } from "../../action.ts";
import { checkInstance } from "./check-instance.ts";
import { checkInstanceName } from "./check-instance-name.ts";
import { createInstance } from "./create-instance.ts";
import { createInstanceCustomizedDomain } from "./create-instance-customized-domain.ts";
import { createInternalEndpointDns } from "./create-internal-endpoint-dns.ts";
import { createMultipleSecurityPolicy } from "./create-multiple-security-policy.ts";
import { createReplicationInstance } from "./create-replication-instance.ts";
import { createSecurityPolicy } from "./create-security-policy.ts";
import { deleteInstance } from "./delete-instance.ts";
import { deleteInstanceCustomizedDomain } from "./delete-instance-customized-domain.ts";
import { deleteInternalEndpointDns } from "./delete-internal-endpoint-dns.ts";
import { deleteMultipleSecurityPolicy } from "./delete-multiple-security-policy.ts";
import { deleteReplicationInstance } from "./delete-replication-instance.ts";
import { deleteSecurityPolicy } from "./delete-security-policy.ts";
import { describeExternalEndpointStatus } from "./describe-external-endpoint-status.ts";
import { describeInstanceCustomizedDomain } from "./describe-instance-customized-domain.ts";
import { describeInstanceStatus } from "./describe-instance-status.ts";
import { describeInstances } from "./describe-instances.ts";
import { describeInternalEndpointDnsStatus } from "./describe-internal-endpoint-dns-status.ts";
import { describeInternalEndpoints } from "./describe-internal-endpoints.ts";
import { describeRegions } from "./describe-regions.ts";
import { describeReplicationInstanceCreateTasks } from "./describe-replication-instance-create-tasks.ts";
import { describeReplicationInstanceSyncStatus } from "./describe-replication-instance-sync-status.ts";
import { describeReplicationInstances } from "./describe-replication-instances.ts";
import { describeSecurityPolicies } from "./describe-security-policies.ts";
import { manageExternalEndpoint } from "./manage-external-endpoint.ts";
import { manageInternalEndpoint } from "./manage-internal-endpoint.ts";
import { modifyInstance } from "./modify-instance.ts";
import { modifySecurityPolicy } from "./modify-security-policy.ts";

export const tcrActions: readonly TencentAction[] = [
  checkInstanceName,
  checkInstance,
  createInstanceCustomizedDomain,
  createInstance,
  createInternalEndpointDns,
  createMultipleSecurityPolicy,
  createReplicationInstance,
  createSecurityPolicy,
  deleteInstanceCustomizedDomain,
  deleteInstance,
  deleteInternalEndpointDns,
  deleteMultipleSecurityPolicy,
  deleteReplicationInstance,
  deleteSecurityPolicy,
  describeExternalEndpointStatus,
  describeInstanceCustomizedDomain,
  describeInstanceStatus,
  describeInstances,
  describeInternalEndpointDnsStatus,
  describeInternalEndpoints,
  describeRegions,
  describeReplicationInstanceCreateTasks,
  describeReplicationInstanceSyncStatus,
  describeReplicationInstances,
  describeSecurityPolicies,
  manageExternalEndpoint,
  manageInternalEndpoint,
  modifyInstance,
  modifySecurityPolicy,
];
