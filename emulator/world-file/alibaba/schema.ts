import type { Schema } from "../../deploy/fc3-schema.ts";
import {
  address,
  bucket,
  cidr,
  closed,
  flag,
  id,
  listOf,
  map,
  oneOf,
  region,
  text,
  texts,
  time,
  whole,
} from "../schema-parts.ts";

const account: Schema = { type: "string", pattern: "^\\d{16}$" };
const status = oneOf("Pending", "Available");
const part = oneOf("Registry", "Chart");
const creatorSubType = oneOf("CUSTOMER", "SUB", "STS", "OTHER");

const link = closed({
  part,
  network: text,
  subnet: text,
  address,
  "status?": oneOf("CREATING", "RUNNING", "DELETING", "CREATE_FAILED"),
  "defaultAccess?": flag,
  "issue?": text,
  "wantsRecords?": flag,
  "zones?": texts,
  "createdAt?": time,
});

const registry = closed({
  id: id("cri"),
  name: text,
  "region?": region,
  "status?": oneOf("PENDING", "INIT_ERROR", "STARTING", "RUNNING", "STOPPING", "STOPPED", "DELETING", "DELETED"),
  "edition?": text,
  "vpcQuota?": { type: "integer", minimum: 0 },
  "parts?": listOf(part),
  "createdAt?": time,
  "tags?": map,
  "links?": listOf(link),
});

const subnet = closed({
  id: id("vsw"),
  "zone?": text,
  cidr,
  "name?": text,
  "description?": text,
  "status?": status,
  "isDefault?": flag,
  "createdAt?": time,
  "tags?": map,
  "taken?": map,
  "lastAddress?": address,
});

const network = closed({
  id: id("vpc"),
  "region?": region,
  "cidr?": cidr,
  "name?": text,
  "description?": text,
  "status?": status,
  "isDefault?": flag,
  "createdAt?": time,
  "tags?": map,
  "dhcpOptionsSet?": text,
  "dhcpOptionsSetNext?": text,
  "subnets?": listOf(subnet),
});

const dhcpOptionsSet = closed({
  id: id("dopt"),
  "region?": region,
  "name?": text,
  "description?": text,
  "domainName?": text,
  "domainNameServers?": listOf(address),
  "leaseTime?": text,
  "ipv6LeaseTime?": text,
  "resourceGroupId?": text,
  "status?": oneOf("Pending", "Available", "Deleting"),
  "createdAt?": time,
  "tags?": map,
});

const record = closed({
  id: whole,
  rr: text,
  type: oneOf("A", "AAAA", "CNAME", "TXT", "MX", "PTR", "SRV"),
  value: text,
  "ttl?": whole,
  "priority?": whole,
  "line?": text,
  "weight?": whole,
  "status?": oneOf("ENABLE", "DISABLE"),
  "remark?": text,
  "createdAt?": time,
  "updatedAt?": time,
});

const binding = closed({ id: text, region, "type?": oneOf("STANDARD", "EDS"), "account?": account });

const zone = closed({
  id: text,
  name: text,
  "type?": oneOf("AUTH_ZONE", "CLOUD_PRODUCT_ZONE"),
  "proxyPattern?": oneOf("ZONE", "RECORD"),
  "remark?": text,
  "creator?": text,
  "creatorSubType?": creatorSubType,
  "resourceGroupId?": text,
  "createdAt?": time,
  "updatedAt?": time,
  "tags?": map,
  "records?": listOf(record),
  "networks?": listOf(binding),
});

const resolverId: Schema = { type: "string", pattern: "^hr[a-z0-9]+$" };

const resolverEndpoint = closed({
  id: resolverId,
  "name?": text,
  network: text,
  "region?": region,
  "securityGroupId?": text,
  "status?": oneOf("INIT", "SUCCESS"),
  ipConfigs: listOf(closed({ azId: text, cidr, vswitchId: text, ip: address })),
  "createdAt?": time,
  "updatedAt?": time,
});

const resolverRule = closed({
  id: resolverId,
  "name?": text,
  zoneName: text,
  endpoint: text,
  forwardIps: listOf(closed({ ip: address, port: whole })),
  "networks?": listOf(binding),
  "createdAt?": time,
  "updatedAt?": time,
});

const changeLog = closed({
  id: whole,
  at: time,
  operAction: text,
  operObject: text,
  operIp: text,
  entityType: oneOf("PV_ZONE", "PV_RECORD", "RESOLVER_RULE", "RESOLVER_ENDPOINT"),
  entityId: text,
  entityName: text,
  zoneId: text,
  content: text,
  creatorId: text,
  creatorSubType,
});

const target = closed({
  id: text,
  endpoint: text,
  functionName: text,
  invocation: { oneOf: [flag, oneOf("Sync", "Async")] },
  retryStrategy: oneOf("BACKOFF_RETRY", "EXPONENTIAL_DECAY_RETRY"),
  errorsTolerance: oneOf("ALL", "NONE"),
  deadLetterQueue: text,
  parameters: listOf(
    closed({
      resourceKey: text,
      form: oneOf("ORIGINAL", "CONSTANT", "JSONPATH", "TEMPLATE"),
      value: text,
      template: text,
    }),
  ),
});

const rule = closed({
  name: text,
  region,
  "description?": text,
  "enabled?": flag,
  pattern: { type: "object" },
  "targets?": listOf(target),
  "createdAt?": time,
});

/** What a world file may say of an account of Alibaba Cloud. */
export const alibabaAccount = closed({
  cloud: { const: "alibaba" },
  id: account,
  "users?": listOf(closed({ name: text, accessKeyId: text, "accessKeySecret?": text, "policies?": texts })),
  "roles?": listOf(
    closed({
      name: text,
      "serviceName?": text,
      "trust?": { type: "object" },
      "maxSessionSeconds?": whole,
      "policies?": texts,
    }),
  ),
  "policies?": listOf(closed({ name: text, document: { type: "object" } })),
  "services?": closed({ "pvtz?": oneOf("OPENED", "CLOSED", "IN_DEBT", "IN_DEBT_OVER_DUE") }),
  "directory?": listOf(closed({ account, "name?": text, "joined?": oneOf("created", "invited"), "status?": text })),
  "registries?": listOf(registry),
  "networks?": listOf(network),
  "dhcpOptionsSets?": listOf(dhcpOptionsSet),
  "zones?": listOf(zone),
  "resolverEndpoints?": listOf(resolverEndpoint),
  "resolverRules?": listOf(resolverRule),
  "changeLogs?": listOf(changeLog),
  "rules?": listOf(rule),
  "buckets?": listOf(bucket),
});
