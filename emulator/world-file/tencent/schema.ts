import type { Schema } from "../../deploy/fc3-schema.ts";
import {
  address,
  bucket,
  cidr,
  closed,
  flag,
  listOf,
  map,
  oneOf,
  region,
  text,
  texts,
  time,
  whole,
} from "../schema-parts.ts";

const uin: Schema = { type: "string", pattern: "^\\d{9,12}$" };
const digits: Schema = { type: "string", pattern: "^\\d+$" };
/** A prefix and 8 letters and digits; calls refuse other ids. */
const id = (prefix: string): Schema => ({ type: "string", pattern: `^${prefix}-[a-z0-9]{8}$` });
const times = { "createdAt?": time, "updatedAt?": time } as const;

const link = closed({
  network: text,
  subnet: text,
  "address?": address,
  "step?": oneOf("pending", "running", "deleting", "failed"),
  "createdAt?": time,
});

const replica = closed({
  id: { type: "string", pattern: "^tcr-[a-z0-9-]+$" },
  region,
  "status?": oneOf("Running", "Deploying", "Deleting"),
  "createdAt?": time,
});

const registry = closed({
  id: id("tcr"),
  name: { type: "string", pattern: "^[a-z0-9][a-z0-9-]{3,48}[a-z0-9]$" },
  "region?": region,
  "status?": oneOf(
    "Pending",
    "Deploying",
    "Running",
    "Unhealthy",
    "FailedCreated",
    "FailedUpdated",
    "Bucket-Error",
    "Isolate",
    "Deleting",
    "DeleteBucketFailed",
    "DeleteFailed",
  ),
  "edition?": oneOf("basic", "standard", "premium"),
  "createdAt?": time,
  "deletionProtection?": flag,
  "tags?": map,
  "replicas?": listOf({ oneOf: [region, replica] }),
  "links?": listOf(link),
  "publicEntry?": oneOf("Opening", "Opened", "Closed"),
  "customDomains?": listOf(
    closed({ name: text, certificateId: text, status: oneOf("SUCCESS", "FAILURE", "CREATING", "DELETING") }),
  ),
  "securityPolicies?": listOf(closed({ index: whole, cidr: text, description: text })),
  "securityPolicyVersion?": whole,
  "enableCosVersioning?": flag,
  "enableCosMAZ?": flag,
  "prepaid?": closed({ months: whole, renewFlag: whole }),
});

const subnet = closed({
  id: id("subnet"),
  "zone?": text,
  cidr,
  "name?": text,
  "isDefault?": flag,
  "cdcId?": text,
  "isRemoteVpcSnat?": flag,
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
  "isDefault?": flag,
  "enableMulticast?": flag,
  "domainName?": text,
  "dnsServers?": texts,
  "createdAt?": time,
  "tags?": map,
  "subnets?": listOf(subnet),
});

const binding = closed({ id: text, region, "account?": uin });

const record = closed({
  id: digits,
  subDomain: text,
  type: oneOf("A", "AAAA", "CNAME", "MX", "TXT", "PTR"),
  value: text,
  "ttl?": whole,
  "mx?": whole,
  "weight?": whole,
  "enabled?": flag,
  "remark?": text,
  ...times,
});

const zone = closed({
  id: id("zone"),
  domain: text,
  "managedFor?": text,
  "strayRegion?": region,
  "remark?": text,
  "dnsForward?": oneOf("ENABLED", "DISABLED"),
  "cnameSpeedup?": oneOf("ENABLED", "DISABLED"),
  ...times,
  "tags?": map,
  "records?": listOf(record),
  "networks?": listOf(binding),
});

/** A prefix and 10 letters and digits. */
const longId = (prefix: string): Schema => ({ type: "string", pattern: `^${prefix}-[a-z0-9]{10}$` });

const outboundEndpoint = closed({
  id: longId("eid"),
  "name?": text,
  "region?": region,
  "serviceId?": id("vpcsvc"),
  "vips?": listOf(address),
  "target?": closed({
    accessType: oneOf("CLB", "CCN"),
    host: address,
    port: whole,
    vpcId: text,
    subnetId: text,
    gatewayId: text,
  }),
  "createdAt?": time,
});

const forwardRule = closed({
  id: longId("fid"),
  "name?": text,
  "type?": oneOf("DOWN", "UP"),
  zone: text,
  endpoint: text,
  ...times,
});

const bindTask = closed({
  id: text,
  zone: text,
  operation: oneOf("add", "delete"),
  networks: listOf(binding),
  dueAt: time,
  status: oneOf("processing", "success", "failed"),
});

const zoneChange = closed({ zone: text, domain: text, managed: flag, operator: digits, content: text, at: time });

const dnsChange = closed({ network: text, region, name: text, "address?": address, dueAt: time });

const target = closed({
  id: text,
  resource: { type: "string", pattern: "^qcs::scf:.+$" },
  batch: closed({ timeoutSeconds: whole, count: whole, enabled: flag }),
  "createdAt?": time,
});

const rule = closed({
  id: text,
  name: text,
  "description?": text,
  "enabled?": flag,
  pattern: { type: "object" },
  "targets?": listOf(target),
  ...times,
});

const bus = closed({
  id: id("eb"),
  region,
  "type?": oneOf("Cloud", "Custom"),
  "name?": text,
  "description?": text,
  "createdAt?": time,
  "rules?": listOf(rule),
});

/** What a world file may say of an account of Tencent Cloud. */
export const tencentAccount = closed({
  cloud: { const: "tencent" },
  id: uin,
  "appId?": { type: "string", pattern: "^\\d{10}$" },
  "users?": listOf(closed({ name: text, "uin?": uin, secretId: text, "secretKey?": text, "policies?": texts })),
  "roles?": listOf(
    closed({
      name: text,
      "id?": digits,
      "type?": oneOf("user", "system", "service_linked"),
      "description?": text,
      "consoleLogin?": flag,
      "trust?": { type: "object" },
      "maxSessionSeconds?": whole,
      "policies?": texts,
      "tags?": map,
      ...times,
    }),
  ),
  "policies?": listOf(
    closed({
      name: text,
      document: { type: "object" },
      "id?": whole,
      "description?": text,
      "tags?": map,
      ...times,
    }),
  ),
  "services?": closed({ "privatedns?": oneOf("ENABLED", "DISABLED"), "audit?": flag }),
  "registries?": listOf(registry),
  "networks?": listOf(network),
  "zones?": listOf(zone),
  "outboundEndpoints?": listOf(outboundEndpoint),
  "forwardRules?": listOf(forwardRule),
  "dnsAccounts?": listOf(uin),
  "bindTasks?": listOf(bindTask),
  "zoneLog?": listOf(zoneChange),
  "dnsChanges?": listOf(dnsChange),
  "buses?": listOf(bus),
  "buckets?": listOf(bucket),
});
