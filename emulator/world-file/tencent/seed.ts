import type {
  TencentAccountSeed,
  TencentPolicySeed,
  TencentRegistrySeed,
  TencentRoleSeed,
  TencentUserSeed,
} from "../../tencent/accounts.ts";
import type {
  TencentBindTask,
  TencentCustomDomain,
  TencentEventBus,
  TencentEventRule,
  TencentEventTarget,
  TencentForwardRule,
  TencentLink,
  TencentOutboundEndpoint,
  TencentRecord,
  TencentRegistry,
  TencentReplica,
  TencentSecurityPolicy,
  TencentSubnet,
  TencentVpc,
  TencentZone,
  TencentZoneChange,
} from "../../tencent/state.ts";
import type { BucketSeed } from "../bucket-seed.ts";

type Tags = Readonly<Record<string, string>>;

/** When something was made and last changed. */
interface Times {
  readonly createdAt?: string;
  readonly updatedAt?: string;
}

export interface TencentWorldAccount extends Omit<TencentAccountSeed, "users" | "roles" | "policies" | "registries"> {
  readonly cloud: "tencent";
  readonly users?: readonly TencentWorldUser[];
  readonly roles?: readonly (TencentRoleSeed & Times)[];
  readonly policies?: readonly (TencentPolicySeed & Times)[];
  readonly registries?: readonly TencentWorldRegistry[];
  readonly networks?: readonly TencentNetworkSeed[];
  readonly zones?: readonly TencentZoneSeed[];
  readonly outboundEndpoints?: readonly TencentOutboundEndpointSeed[];
  readonly forwardRules?: readonly TencentForwardRuleSeed[];
  /** Main accounts whose networks may be bound to the zones. */
  readonly dnsAccounts?: readonly string[];
  readonly bindTasks?: readonly TencentBindTaskSeed[];
  readonly zoneLog?: readonly TencentZoneChangeSeed[];
  readonly dnsChanges?: readonly TencentDnsChangeSeed[];
  readonly buses?: readonly TencentBusSeed[];
  readonly buckets?: readonly BucketSeed[];
}

interface TencentWorldUser extends Omit<TencentUserSeed, "secretKey"> {
  /** Left out: the usual one, which is no secret. */
  readonly secretKey?: string;
}

export interface TencentWorldRegistry
  extends Omit<TencentRegistrySeed, "replicas">,
    Partial<
      Pick<
        TencentRegistry,
        "deletionProtection" | "publicEntry" | "securityPolicyVersion" | "enableCosVersioning" | "enableCosMAZ"
      >
    > {
  readonly createdAt?: string;
  readonly tags?: Tags;
  /** A region with a replica that runs, or the replica as it is. */
  readonly replicas?: readonly (string | TencentReplicaSeed)[];
  readonly links?: readonly TencentLinkSeed[];
  readonly customDomains?: readonly TencentCustomDomain[];
  readonly securityPolicies?: readonly TencentSecurityPolicy[];
  readonly prepaid?: NonNullable<TencentRegistry["prepaid"]>;
}

interface TencentReplicaSeed extends Pick<TencentReplica, "id" | "region"> {
  readonly status?: TencentReplica["status"];
  readonly createdAt?: string;
}

export interface TencentLinkSeed {
  readonly network: string;
  readonly subnet: string;
  /** Left out: not shown yet, or the next free one of the subnet for a link that is ready. */
  readonly address?: string;
  readonly step?: TencentLink["step"];
  readonly createdAt?: string;
}

export interface TencentNetworkSeed
  extends Partial<Pick<TencentVpc, "name" | "cidr" | "isDefault" | "enableMulticast" | "domainName" | "dnsServers">> {
  readonly id: string;
  readonly region?: string;
  readonly createdAt?: string;
  readonly tags?: Tags;
  readonly subnets?: readonly TencentSubnetSeed[];
}

interface TencentSubnetSeed
  extends Partial<Pick<TencentSubnet, "name" | "zone" | "isDefault" | "cdcId" | "isRemoteVpcSnat">> {
  readonly id: string;
  readonly cidr: string;
  readonly createdAt?: string;
  readonly tags?: Tags;
  /** Address to what took it. */
  readonly taken?: Readonly<Record<string, string>>;
  readonly lastAddress?: string;
}

export interface TencentZoneSeed
  extends Pick<TencentZone, "id" | "domain">,
    Partial<Pick<TencentZone, "remark" | "dnsForward" | "cnameSpeedup">>,
    Times {
  /** The network whose switches it serves: a zone of the registry's own. */
  readonly managedFor?: string;
  /** The region under which it was published, where that is not the network's. */
  readonly strayRegion?: string;
  readonly tags?: Tags;
  readonly records?: readonly TencentRecordSeed[];
  readonly networks?: readonly TencentBindingSeed[];
}

export interface TencentRecordSeed
  extends Pick<TencentRecord, "id" | "subDomain" | "type" | "value">,
    Partial<Pick<TencentRecord, "ttl" | "mx" | "enabled" | "remark">>,
    Times {
  readonly weight?: number;
}

/** With the endpoint service that it belongs to, or with the server that it asks. */
export interface TencentOutboundEndpointSeed
  extends Pick<TencentOutboundEndpoint, "id">,
    Partial<Pick<TencentOutboundEndpoint, "name" | "region" | "vips">> {
  readonly serviceId?: string;
  readonly target?: NonNullable<TencentOutboundEndpoint["target"]>;
  readonly createdAt?: string;
}

export interface TencentForwardRuleSeed
  extends Pick<TencentForwardRule, "id">,
    Partial<Pick<TencentForwardRule, "name" | "type">>,
    Times {
  readonly zone: string;
  readonly endpoint: string;
}

/** A network that a zone is bound to. */
export interface TencentBindingSeed {
  readonly id: string;
  readonly region: string;
  /** The network's account when it is not the zone's. */
  readonly account?: string;
}

/** A binding that is under way, or how it ended. */
interface TencentBindTaskSeed extends Pick<TencentBindTask, "id" | "operation" | "status"> {
  readonly zone: string;
  readonly networks: readonly TencentBindingSeed[];
  readonly dueAt: string;
}

/** A write in a zone, whether the zone is still there or not. */
interface TencentZoneChangeSeed extends Pick<TencentZoneChange, "domain" | "managed" | "operator" | "content"> {
  readonly zone: string;
  readonly at: string;
}

/** A switch of a link's names that was thrown and has not taken effect. */
interface TencentDnsChangeSeed {
  readonly network: string;
  readonly region: string;
  readonly name: string;
  /** Left out: the switch goes off. */
  readonly address?: string;
  readonly dueAt: string;
}

export interface TencentBusSeed
  extends Pick<TencentEventBus, "id" | "region">,
    Partial<Pick<TencentEventBus, "type" | "name" | "description">> {
  readonly createdAt?: string;
  readonly rules?: readonly TencentRuleSeed[];
}

export interface TencentRuleSeed
  extends Pick<TencentEventRule, "id" | "name">,
    Partial<Pick<TencentEventRule, "description" | "enabled">>,
    Times {
  readonly pattern: object;
  readonly targets?: readonly TencentTargetSeed[];
}

interface TencentTargetSeed extends Omit<TencentEventTarget, "type" | "createdAt"> {
  readonly createdAt?: string;
}
