/**
 * The state of the emulated Alibaba Cloud, keyed by account. Plain data: actions read and write it, the DNS server
 * reads it, nothing else does. Times are world time in milliseconds.
 */
export interface AlibabaState {
  /** By account id (16 digits). */
  readonly accounts: Map<string, Account>;
}

export interface Account {
  readonly id: string;
  readonly users: User[];
  /** By lower-cased role name. */
  readonly roles: Map<string, Role>;
  /** The account's own policies, by name. */
  readonly policies: Map<string, CustomPolicy>;
  /** Of the account that manages one; `null` for every other account, its members included. */
  readonly directory: ResourceDirectory | null;
  /** Ids are unique across regions. */
  readonly vpcs: Map<string, Vpc>;
  readonly vswitches: Map<string, VSwitch>;
  /** Ids are unique across regions. */
  readonly dhcpOptionsSets: Map<string, DhcpOptionsSet>;
  readonly instances: Map<string, RegistryInstance>;
  readonly zones: Map<string, PrivateZone>;
  /** Through which forwarded questions leave, by id. */
  readonly resolverEndpoints: Map<string, ResolverEndpoint>;
  /** Forwarding rules, by id. */
  readonly resolverRules: Map<string, ResolverRule>;
  readonly changeLogs: ChangeLog[];
  /** Of the default buses of all regions, in the order in which they were made. */
  readonly eventRules: EventRule[];
  /** `DescribeUserServiceStatus`. */
  privateZoneService: "OPENED" | "CLOSED" | "IN_DEBT" | "IN_DEBT_OVER_DUE";
}

interface User {
  readonly name: string;
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly attached: readonly AttachedPolicy[];
}

export interface Role {
  /** As created; names have no case. */
  readonly name: string;
  /** Service-linked roles only. */
  readonly serviceName: string | null;
  readonly createdAt: number;
  updatedAt: number;
  description: string;
  /** `AssumeRolePolicyDocument`, JSON text. */
  trust: string;
  maxSessionSeconds: number;
  readonly attached: AttachedPolicy[];
}

export interface AttachedPolicy {
  readonly type: "System" | "Custom";
  readonly name: string;
  readonly at: number;
}

export interface CustomPolicy {
  readonly name: string;
  readonly description: string;
  readonly createdAt: number;
  updatedAt: number;
  defaultVersion: string;
  readonly versions: PolicyVersion[];
  /** Versions made so far, those that are gone included. */
  made: number;
}

export interface PolicyVersion {
  /** `v1`, `v2`, ... */
  readonly id: string;
  readonly createdAt: number;
  /** JSON text. */
  readonly document: string;
}

export interface ResourceDirectory {
  /** `rd-...`. */
  readonly id: string;
  readonly createdAt: number;
  readonly members: readonly DirectoryMember[];
}

export interface DirectoryMember {
  readonly account: string;
  readonly name: string;
  readonly joined: "created" | "invited";
  readonly status: string;
}

/** Who makes a call; a temporary key belongs to an assumed role. */
export interface Identity {
  readonly account: string;
  readonly type: "root-account" | "ram-user" | "assumed-role" | "system";
  readonly name: string;
  readonly accessKeyId: string;
}

export interface Vpc {
  readonly id: string;
  readonly region: string;
  readonly createdAt: number;
  readonly cidr: string;
  readonly isDefault: boolean;
  readonly vRouterId: string;
  readonly routeTableId: string;
  readonly resourceGroupId: string;
  name: string;
  description: string;
  status: "Pending" | "Available";
  readonly tags: Map<string, string>;
  /** The one in force; empty for none: the provider's resolvers. */
  dhcpOptionsSetId: string;
  /** The one that comes into force next, empty for none; `null` while nothing is under way. */
  dhcpOptionsSetNext: string | null;
}

/** What the instances of a VPC are told by DHCP. */
export interface DhcpOptionsSet {
  /** `dopt-...`. */
  readonly id: string;
  readonly region: string;
  readonly createdAt: number;
  readonly resourceGroupId: string;
  readonly tags: Map<string, string>;
  name: string;
  description: string;
  /** Suffix of host names. */
  domainName: string;
  /** Addresses, at most four; none for the provider's own resolvers. */
  domainNameServers: readonly string[];
  /** With its unit, e.g. `3650d`. */
  leaseTime: string;
  ipv6LeaseTime: string;
  status: "Pending" | "Available" | "Deleting";
}

export interface VSwitch {
  readonly id: string;
  readonly vpcId: string;
  readonly region: string;
  readonly zoneId: string;
  readonly cidr: string;
  readonly createdAt: number;
  readonly isDefault: boolean;
  readonly resourceGroupId: string;
  name: string;
  description: string;
  status: "Pending" | "Available";
  readonly tags: Map<string, string>;
  /** Address to what took it, e.g. `cr:cri-x/Registry`. */
  readonly takenAddresses: Map<string, string>;
  /** The last address that was handed out, so that a link made again gets another one; `null` before the first. */
  lastAddress: string | null;
}

export type ModuleName = "Registry" | "Chart";

export interface RegistryInstance {
  readonly id: string;
  readonly name: string;
  readonly region: string;
  readonly createdAt: number;
  status: "PENDING" | "INIT_ERROR" | "STARTING" | "RUNNING" | "STOPPING" | "STOPPED" | "DELETING" | "DELETED";
  specification: string;
  resourceGroupId: string;
  vpcQuota: number;
  readonly modules: readonly ModuleName[];
  readonly tags: Map<string, string>;
  readonly links: LinkedVpc[];
}

export interface LinkedVpc {
  readonly module: ModuleName;
  readonly vpcId: string;
  readonly vswitchId: string;
  readonly createdAt: number;
  /** `null` until an address was taken. */
  ip: string | null;
  status: "CREATING" | "RUNNING" | "DELETING" | "CREATE_FAILED";
  defaultAccess: boolean;
  /** The text of `Issue`, or `null`. */
  issue: string | null;
  /** `EnableCreateDNSRecordInPvzt` of the call that made it. */
  readonly wantsRecords: boolean;
  /** Zone ids that the service made for this link. */
  readonly zones: Set<string>;
}

export interface PrivateZone {
  readonly id: string;
  /** Lower case, no trailing dot. */
  readonly name: string;
  readonly type: "AUTH_ZONE" | "CLOUD_PRODUCT_ZONE";
  readonly createdAt: number;
  updatedAt: number;
  proxyPattern: "ZONE" | "RECORD";
  remark: string;
  readonly creatorSubType: "CUSTOMER" | "SUB" | "STS" | "OTHER";
  readonly creator: string;
  readonly resourceGroupId: string;
  readonly tags: Map<string, string>;
  readonly records: ZoneRecord[];
  bindings: ZoneBinding[];
}

export interface ZoneBinding {
  readonly vpcId: string;
  readonly region: string;
  readonly type: "STANDARD" | "EDS";
  /** The VPC's account when it is not the zone's. */
  readonly userId: string | null;
}

export interface ZoneRecord {
  /** A safe integer. */
  readonly id: number;
  readonly createdAt: number;
  updatedAt: number;
  /** `@` for the apex. */
  rr: string;
  type: "A" | "AAAA" | "CNAME" | "TXT" | "MX" | "PTR" | "SRV";
  value: string;
  ttl: number;
  priority: number;
  line: string;
  weight: number;
  status: "ENABLE" | "DISABLE";
  remark: string;
}

/** The way out of a VPC for forwarded questions. */
export interface ResolverEndpoint {
  /** `hr...`. */
  readonly id: string;
  readonly name: string;
  readonly vpcId: string;
  /** The VPC's. */
  readonly region: string;
  readonly securityGroupId: string;
  readonly createdAt: number;
  updatedAt: number;
  status: "INIT" | "SUCCESS";
  /** Where the questions come from. */
  readonly ipConfigs: readonly ResolverAddress[];
}

export interface ResolverAddress {
  readonly azId: string;
  readonly cidr: string;
  readonly vswitchId: string;
  readonly ip: string;
}

/** Names that the VPCs it is bound to ask other servers about. */
export interface ResolverRule {
  /** `hr...`. */
  readonly id: string;
  /** Lower case, no trailing dot. */
  readonly zoneName: string;
  readonly createdAt: number;
  updatedAt: number;
  name: string;
  endpointId: string;
  forwardIps: readonly ForwardIp[];
  bindings: readonly ZoneBinding[];
}

export interface ForwardIp {
  readonly ip: string;
  readonly port: number;
}

/** A rule on the default bus of its region. */
export interface EventRule {
  readonly name: string;
  readonly region: string;
  readonly createdAt: number;
  description: string;
  enabled: boolean;
  /** JSON text, valid. */
  filterPattern: string;
  targets: readonly EventTarget[];
}

/** A function of the rule's region that gets the rule's events. */
export interface EventTarget {
  readonly id: string;
  /** `acs:fc:<region>:<account>:functions/<name>`, or the older form with a service. */
  readonly endpoint: string;
  readonly functionName: string;
  /** A trigger's `asyncInvocationType` as written, whose meaning is a setting; or a target's `InvocationType`. */
  readonly invocation: boolean | "Sync" | "Async";
  readonly retryStrategy: "BACKOFF_RETRY" | "EXPONENTIAL_DECAY_RETRY";
  readonly errorsTolerance: "ALL" | "NONE";
  /** Resource name of the dead-letter queue; empty for none. */
  readonly deadLetterQueue: string;
  readonly parameters: readonly TargetParameter[];
}

export interface TargetParameter {
  readonly resourceKey: string;
  readonly form: "ORIGINAL" | "CONSTANT" | "JSONPATH" | "TEMPLATE";
  readonly value: string;
  readonly template: string;
}

export interface ChangeLog {
  readonly id: number;
  readonly at: number;
  readonly operAction: string;
  readonly operObject: string;
  readonly operIp: string;
  readonly entityType: "PV_ZONE" | "PV_RECORD" | "RESOLVER_RULE" | "RESOLVER_ENDPOINT";
  readonly entityId: string;
  readonly entityName: string;
  /** Of the zone that the entity belongs to or is; empty for what belongs to none. */
  readonly zoneId: string;
  readonly content: string;
  readonly creatorId: string;
  readonly creatorSubType: "CUSTOMER" | "SUB" | "STS" | "OTHER";
}
