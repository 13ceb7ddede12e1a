import type { Schema } from "../deploy/fc3-schema.ts";

/** An object with these keys and no others; those without a question mark are required. */
function closed(properties: Readonly<Record<string, Schema>>): Schema {
  const names = Object.keys(properties);
  return {
    type: "object",
    properties: Object.fromEntries(Object.entries(properties).map(([name, one]) => [name.replace("?", ""), one])),
    required: names.filter((name) => !name.endsWith("?")),
    additionalProperties: false,
  };
}

const text: Schema = { type: "string" };
const flag: Schema = { type: "boolean" };
const whole: Schema = { type: "integer" };
const texts: Schema = { type: "array", items: text };
const map: Schema = { type: "object", additionalProperties: text };
const listOf = (items: Schema): Schema => ({ type: "array", items });
const oneOf = (...words: readonly string[]): Schema => ({ enum: words });
const time: Schema = { type: "string", pattern: "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,3})?Z$" };
const account: Schema = { type: "string", pattern: "^\\d{16}$" };
const region: Schema = { type: "string", pattern: "^[a-z]{2,}-[a-z0-9-]+$" };
const cidr: Schema = { type: "string", pattern: "^\\d{1,3}(\\.\\d{1,3}){3}/\\d{1,2}$" };
const address: Schema = { type: "string", pattern: "^\\d{1,3}(\\.\\d{1,3}){3}$" };
const id = (prefix: string): Schema => ({ type: "string", pattern: `^${prefix}-[a-z0-9]+$` });
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
  "subnets?": listOf(subnet),
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
  "networks?": listOf(closed({ id: text, region, "type?": oneOf("STANDARD", "EDS"), "account?": account })),
});

const changeLog = closed({
  id: whole,
  at: time,
  operAction: text,
  operObject: text,
  operIp: text,
  entityType: oneOf("PV_ZONE", "PV_RECORD"),
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

const bucket = closed({
  name: { type: "string", pattern: "^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$" },
  region,
  "createdAt?": time,
  "objects?": {
    type: "object",
    additionalProperties: {
      oneOf: [text, closed({ "text?": text, "base64?": text, "contentType?": text, "modifiedAt?": time })],
    },
  },
});

const alibabaAccount = closed({
  cloud: oneOf("alibaba"),
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
  "zones?": listOf(zone),
  "changeLogs?": listOf(changeLog),
  "rules?": listOf(rule),
  "buckets?": listOf(bucket),
});

/** Everything that a world file may say. */
export const worldSchema: Schema = closed({
  "now?": time,
  "settings?": { type: "object" },
  accounts: listOf(alibabaAccount),
});
