import type { AccountSeed, RegistrySeed, UserSeed } from "../../alibaba/accounts.ts";
import type {
  ChangeLog,
  DhcpOptionsSet,
  EventRule,
  LinkedVpc,
  PrivateZone,
  ResolverEndpoint,
  ResolverRule,
  Vpc,
  VSwitch,
} from "../../alibaba/state.ts";
import type { BucketSeed } from "../bucket-seed.ts";

export interface AlibabaWorldAccount extends Omit<AccountSeed, "users" | "registries"> {
  readonly cloud: "alibaba";
  readonly users?: readonly WorldUser[];
  readonly registries?: readonly WorldRegistry[];
  readonly networks?: readonly NetworkSeed[];
  readonly dhcpOptionsSets?: readonly DhcpOptionsSetSeed[];
  readonly zones?: readonly ZoneSeed[];
  readonly resolverEndpoints?: readonly ResolverEndpointSeed[];
  readonly resolverRules?: readonly ResolverRuleSeed[];
  readonly changeLogs?: readonly (Omit<ChangeLog, "at"> & { readonly at: string })[];
  readonly rules?: readonly RuleSeed[];
  readonly buckets?: readonly BucketSeed[];
}

interface WorldUser extends Omit<UserSeed, "accessKeySecret"> {
  /** Left out: the usual one, which is no secret. */
  readonly accessKeySecret?: string;
}

export interface WorldRegistry extends RegistrySeed {
  readonly createdAt?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly links?: readonly LinkSeed[];
}

export interface LinkSeed {
  readonly part: LinkedVpc["module"];
  readonly network: string;
  readonly subnet: string;
  readonly address: string;
  readonly status?: LinkedVpc["status"];
  readonly defaultAccess?: boolean;
  readonly issue?: string;
  readonly wantsRecords?: boolean;
  /** Ids of the zones that the service made for it. */
  readonly zones?: readonly string[];
  readonly createdAt?: string;
}

export interface NetworkSeed extends Partial<Pick<Vpc, "name" | "description" | "status" | "isDefault">> {
  readonly id: string;
  readonly region?: string;
  readonly cidr?: string;
  readonly createdAt?: string;
  readonly tags?: Readonly<Record<string, string>>;
  /** Id of its DHCP options set; one that the account does not list counts as one with resolvers of its own. */
  readonly dhcpOptionsSet?: string;
  /** The set that comes into force next, empty for none. */
  readonly dhcpOptionsSetNext?: string;
  readonly subnets?: readonly SubnetSeed[];
}

export interface SubnetSeed extends Partial<Pick<VSwitch, "name" | "description" | "status" | "isDefault">> {
  readonly id: string;
  readonly zone?: string;
  readonly cidr: string;
  readonly createdAt?: string;
  readonly tags?: Readonly<Record<string, string>>;
  /** Address to what took it. */
  readonly taken?: Readonly<Record<string, string>>;
  readonly lastAddress?: string;
}

export interface DhcpOptionsSetSeed
  extends Partial<
    Pick<
      DhcpOptionsSet,
      | "name"
      | "description"
      | "domainName"
      | "domainNameServers"
      | "leaseTime"
      | "ipv6LeaseTime"
      | "resourceGroupId"
      | "status"
    >
  > {
  readonly id: string;
  readonly region?: string;
  readonly createdAt?: string;
  readonly tags?: Readonly<Record<string, string>>;
}

export interface ResolverEndpointSeed
  extends Pick<ResolverEndpoint, "id" | "ipConfigs">,
    Partial<Pick<ResolverEndpoint, "name" | "region" | "securityGroupId" | "status">> {
  readonly network: string;
  readonly createdAt?: string;
  readonly updatedAt?: string;
}

export interface ResolverRuleSeed
  extends Pick<ResolverRule, "id" | "zoneName" | "forwardIps">,
    Partial<Pick<ResolverRule, "name">> {
  readonly endpoint: string;
  readonly networks?: readonly BindingSeed[];
  readonly createdAt?: string;
  readonly updatedAt?: string;
}

export interface ZoneSeed
  extends Partial<
    Pick<PrivateZone, "type" | "proxyPattern" | "remark" | "creator" | "creatorSubType" | "resourceGroupId">
  > {
  readonly id: string;
  readonly name: string;
  readonly createdAt?: string;
  readonly updatedAt?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly records?: readonly RecordSeed[];
  readonly networks?: readonly BindingSeed[];
}

type ZoneRecord = PrivateZone["records"][number];

export interface RecordSeed
  extends Pick<ZoneRecord, "id" | "rr" | "type" | "value">,
    Partial<Pick<ZoneRecord, "ttl" | "priority" | "line" | "weight" | "status" | "remark">> {
  readonly createdAt?: string;
  readonly updatedAt?: string;
}

/** A network that a zone or a rule is bound to. */
export interface BindingSeed {
  readonly id: string;
  readonly region: string;
  readonly type?: PrivateZone["bindings"][number]["type"];
  /** The network's account when it is not the zone's. */
  readonly account?: string;
}

export interface RuleSeed extends Pick<EventRule, "name" | "region"> {
  readonly description?: string;
  readonly enabled?: boolean;
  readonly pattern: object;
  readonly targets?: EventRule["targets"];
  readonly createdAt?: string;
}
