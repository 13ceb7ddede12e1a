/**
 * The state of the emulated Tencent Cloud, keyed by account. Plain data: actions read and write it, the DNS server
 * reads it, nothing else does. Times are world time in milliseconds.
 */
export interface TencentState {
  /** By account id (UIN, 12 digits). */
  readonly accounts: Map<string, TencentAccount>;
}

export interface TencentAccount {
  /** The main account's id. */
  readonly uin: string;
  /** 10 digits; ends the names of its buckets. */
  readonly appId: string;
  readonly users: TencentUser[];
  /** By name. */
  readonly roles: Map<string, TencentRole>;
  /** The account's own policies, by name. */
  readonly policies: Map<string, TencentPolicy>;
  /** Ids are unique across regions. */
  readonly vpcs: Map<string, TencentVpc>;
  readonly subnets: Map<string, TencentSubnet>;
  readonly registries: Map<string, TencentRegistry>;
  readonly zones: Map<string, TencentZone>;
  /** Through which forwarded questions leave, by id. */
  readonly outboundEndpoints: Map<string, TencentOutboundEndpoint>;
  /** By id. */
  readonly forwardRules: Map<string, TencentForwardRule>;
  /** Main accounts whose VPCs may be bound to this account's zones. */
  readonly dnsAccounts: Set<string>;
  /** Bindings of zones that are made or undone later, by `UniqId`. */
  readonly bindTasks: Map<string, TencentBindTask>;
  /** What was written in zones, oldest first: what `DescribeAuditLog` tells. */
  readonly zoneLog: TencentZoneChange[];
  /** Switches of private resolution that were thrown and have not taken effect yet, in the order of the calls. */
  readonly dnsChanges: TencentDnsChange[];
  /** `DescribePrivateZoneService`. */
  dnsService: "ENABLED" | "DISABLED";
  /** The default cloud-service buses that were opened, one a region at most, and the account's own. */
  readonly eventBuses: TencentEventBus[];
  /** The audit feed of the default bus: without it no audit event is delivered. */
  auditFeed: boolean;
}

interface TencentUser {
  /** Of the user itself (`principalId`). */
  readonly uin: string;
  readonly name: string;
  readonly secretId: string;
  readonly secretKey: string;
  readonly attached: TencentAttachedPolicy[];
}

export interface TencentRole {
  /** Digits. */
  readonly id: string;
  readonly name: string;
  readonly type: "user" | "system" | "service_linked";
  readonly createdAt: number;
  updatedAt: number;
  description: string;
  /** `PolicyDocument`: who may assume it, JSON text. */
  trust: string;
  /** Seconds. */
  maxSessionSeconds: number;
  readonly consoleLogin: boolean;
  readonly tags: Map<string, string>;
  readonly attached: TencentAttachedPolicy[];
}

export interface TencentAttachedPolicy {
  readonly type: "QCS" | "User";
  readonly name: string;
  readonly at: number;
}

export interface TencentPolicy {
  readonly id: number;
  readonly name: string;
  readonly createdAt: number;
  updatedAt: number;
  description: string;
  /** JSON text. */
  document: string;
  readonly tags: Map<string, string>;
}

/** Who makes a call; a temporary key belongs to an assumed role. */
export interface TencentIdentity {
  /** Main account. */
  readonly account: string;
  readonly type: "Root" | "CAMUser" | "AssumedRole";
  /** User name, or `role:session`. */
  readonly name: string;
  readonly principalId: string;
  readonly secretId: string;
}

export interface TencentVpc {
  readonly id: string;
  readonly region: string;
  readonly createdAt: number;
  readonly cidr: string;
  readonly isDefault: boolean;
  name: string;
  enableMulticast: boolean;
  domainName: string;
  /** Tencent's own resolvers unless somebody set others. */
  dnsServers: readonly string[];
  readonly tags: Map<string, string>;
}

export interface TencentSubnet {
  readonly id: string;
  readonly vpcId: string;
  readonly region: string;
  readonly zone: string;
  readonly cidr: string;
  readonly createdAt: number;
  readonly isDefault: boolean;
  name: string;
  /** Of the dedicated cluster that holds it; empty for an ordinary subnet. */
  readonly cdcId: string;
  readonly isRemoteVpcSnat: boolean;
  readonly tags: Map<string, string>;
  /** Address to what took it, e.g. `tcr:tcr-x`. */
  readonly takenAddresses: Map<string, string>;
  /** The last address that was handed out, so that a link made again gets another one; `null` before the first. */
  lastAddress: string | null;
}

export type TencentEdition = "basic" | "standard" | "premium";

export interface TencentRegistry {
  readonly id: string;
  /** Globally unique; the first label of its domains. */
  readonly name: string;
  readonly region: string;
  readonly createdAt: number;
  edition: TencentEdition;
  status:
    | "Pending"
    | "Deploying"
    | "Running"
    | "Unhealthy"
    | "FailedCreated"
    | "FailedUpdated"
    | "Bucket-Error"
    | "Isolate"
    | "Deleting"
    | "DeleteBucketFailed"
    | "DeleteFailed";
  deletionProtection: boolean;
  readonly tags: Map<string, string>;
  readonly replicas: TencentReplica[];
  readonly links: TencentLink[];
  /** `ManageExternalEndpoint`. */
  publicEntry: "Opening" | "Opened" | "Closed";
  readonly customDomains: TencentCustomDomain[];
  /** Who may use the public entry. */
  readonly securityPolicies: TencentSecurityPolicy[];
  /** Counts the changes of the list above. */
  securityPolicyVersion: number;
  enableCosVersioning: boolean;
  readonly enableCosMAZ: boolean;
  /** `null` when it is paid as it is used. */
  readonly prepaid: { readonly months: number; readonly renewFlag: number } | null;
}

export interface TencentSecurityPolicy {
  readonly index: number;
  cidr: string;
  description: string;
}

export interface TencentReplica {
  /** `<primary>-<regionId>-<6 characters>`. */
  readonly id: string;
  readonly region: string;
  readonly createdAt: number;
  status: "Running" | "Deploying" | "Deleting";
}

export interface TencentCustomDomain {
  readonly name: string;
  readonly certificateId: string;
  status: "SUCCESS" | "FAILURE" | "CREATING" | "DELETING";
}

export interface TencentLink {
  readonly vpcId: string;
  readonly subnetId: string;
  readonly region: string;
  readonly createdAt: number;
  /** `null` until it is shown. */
  ip: string | null;
  /** The step it is in; the word on the wire follows the settings. */
  step: "pending" | "running" | "deleting" | "failed";
}

export interface TencentZone {
  /** `zone-` and 8 characters. */
  readonly id: string;
  /** Lower case, no trailing dot. */
  readonly domain: string;
  /** Made by TCR for its private resolution, not by the customer. */
  readonly managed: boolean;
  /** The VPC whose switches a managed zone serves, bound to it or not; `null` for a customer's zone. */
  readonly managedFor: string | null;
  /** The region under which a managed zone was published where that is not its VPC's, so that nobody is answered from it. */
  readonly strayRegion?: string;
  readonly createdAt: number;
  updatedAt: number;
  remark: string;
  dnsForward: "ENABLED" | "DISABLED";
  cnameSpeedup: "ENABLED" | "DISABLED";
  readonly tags: Map<string, string>;
  readonly records: TencentRecord[];
  bindings: TencentZoneBinding[];
}

export interface TencentZoneBinding {
  readonly vpcId: string;
  readonly region: string;
  /** The VPC's main account when it is not the zone's. */
  readonly uin: string | null;
}

export interface TencentRecord {
  /** Digits. */
  readonly id: string;
  readonly createdAt: number;
  updatedAt: number;
  /** `@` for the apex. */
  subDomain: string;
  type: "A" | "AAAA" | "CNAME" | "MX" | "TXT" | "PTR";
  value: string;
  ttl: number;
  mx: number;
  weight: number | null;
  enabled: boolean;
  remark: string;
}

/** One write in a zone, or of a zone, which may be gone since. */
export interface TencentZoneChange {
  readonly at: number;
  readonly zoneId: string;
  readonly domain: string;
  /** Of a zone that TCR made. */
  readonly managed: boolean;
  /** The writer's own UIN, or the id of the role whose session wrote. */
  readonly operator: string;
  /** What was done, in words. */
  readonly content: string;
}

/** The way out for questions that a zone forwards. */
export interface TencentOutboundEndpoint {
  /** `eid-` and 10 characters. */
  readonly id: string;
  readonly name: string;
  readonly region: string;
  readonly createdAt: number;
  /** `vpcsvc-...`, of a VPC endpoint service; `null` for one with a target of its own. */
  readonly serviceId: string | null;
  /** Addresses of an endpoint of a service. */
  readonly vips: readonly string[];
  /** The server that the others ask, if they have one. */
  readonly target: TencentForwardTarget | null;
}

export interface TencentForwardTarget {
  readonly accessType: "CLB" | "CCN";
  readonly host: string;
  readonly port: number;
  readonly vpcId: string;
  /** Empty for a load balancer. */
  readonly subnetId: string;
  /** Of the cloud connect network; empty for a load balancer. */
  readonly gatewayId: string;
}

/** Sends the questions about a zone's names elsewhere. */
export interface TencentForwardRule {
  /** `fid-` and 10 characters. */
  readonly id: string;
  readonly type: "DOWN" | "UP";
  readonly zoneId: string;
  readonly createdAt: number;
  updatedAt: number;
  name: string;
  endpointId: string;
}

/** An asynchronous `AddSpecifyPrivateZoneVpc` or `DeleteSpecifyPrivateZoneVpc`. */
export interface TencentBindTask {
  readonly id: string;
  readonly zoneId: string;
  readonly operation: "add" | "delete";
  readonly bindings: readonly TencentZoneBinding[];
  readonly dueAt: number;
  status: "processing" | "success" | "failed";
}

/** A switch of a registry's private resolution on its way. */
export interface TencentDnsChange {
  readonly vpcId: string;
  readonly region: string;
  /** The whole name, e.g. `harbor-vpc.tencentcloudcr.com`. */
  readonly name: string;
  /** The address to publish; `null` turns the switch off. */
  readonly ip: string | null;
  readonly dueAt: number;
}

export interface TencentEventBus {
  /** `eb-` and 8 characters. */
  readonly id: string;
  readonly region: string;
  /** `Cloud`: the default bus, to which the cloud's own events go. */
  readonly type: "Cloud" | "Custom";
  readonly name: string;
  readonly description: string;
  readonly createdAt: number;
  readonly rules: TencentEventRule[];
}

export interface TencentEventRule {
  readonly id: string;
  name: string;
  description: string;
  enabled: boolean;
  /** JSON text, valid. */
  pattern: string;
  readonly createdAt: number;
  updatedAt: number;
  readonly targets: TencentEventTarget[];
}

export interface TencentEventTarget {
  readonly id: string;
  readonly type: "scf";
  /** `qcs::scf:<region>:uin/<uin>:namespace/<ns>/function/<name>/<qualifier>`. */
  readonly resource: string;
  batch: { readonly timeoutSeconds: number; readonly count: number; readonly enabled: boolean };
  readonly createdAt: number;
}
