import type { Attach, Change } from "../../../shared/model/change.ts";
import type { Finding, NameFinding, PartFinding } from "../../../shared/model/finding.ts";
import type { Plan } from "../../../shared/model/plan.ts";
import type { Report } from "../../../shared/model/report.ts";
import type { ZoneRecord } from "../../../shared/model/zone.ts";

/** The name that the samples' registry must answer with. */
export const registryName = "prod-registry-vpc.cn-hangzhou.cr.aliyuncs.com";

const target = {
  registry: "prod",
  cloud: "alibaba",
  instance: "cri-abc123",
  network: "vpc-1",
  account: "1234567890123456",
  region: "cn-hangzhou",
  part: "registry",
  because: "the network is tagged registry-link=prod and its account is accepted",
} as const;

const inZone = { ...target, name: registryName, zone: "z1", zoneName: registryName, revision: "7", repoints: false };
const named = { ...target, name: registryName, nameKind: "vpc", repoints: false } as const;
const bySwitch = { ...named, address: "192.168.0.9", first: false } as const;
const want = { host: "@", type: "A", value: "192.168.0.9", ttl: 60 };
const have: ZoneRecord = { id: "r1", host: "@", type: "A", value: "10.0.0.1", ttl: 60, enabled: true, remark: "" };
const binding = { network: "vpc-9", region: "cn-hangzhou", account: null, kind: "VPC" };

export const attach = (over: Partial<Attach> = {}): Attach => ({
  ...target,
  kind: "attach",
  subnet: "vsw-1",
  createServiceLinkedRole: true,
  ...over,
});

/** One change of each kind. */
export const everyChange: readonly Change[] = [
  attach(),
  { ...inZone, kind: "create-record", want },
  { ...inZone, kind: "correct-record", have, want },
  { ...inZone, kind: "enable-record", have: { ...have, enabled: false } },
  { ...inZone, kind: "delete-record", have },
  { ...inZone, kind: "bind-zone", have: [binding], want: [binding, { ...binding, network: "vpc-1" }] },
  { ...bySwitch, kind: "switch-on", first: true },
  { ...bySwitch, kind: "switch-off", repoints: true, switchRegion: target.region },
  { ...inZone, kind: "set-fall-through", have: false, want: true },
  { ...inZone, kind: "delete-zone", have: [binding] },
  {
    ...named,
    kind: "create-zone",
    nameKind: "custom",
    zoneName: "images.example.com",
    fallsThrough: true,
    remark: "mooring r1",
  },
  { ...target, kind: "create-role" },
];

export const name = (over: Partial<NameFinding> = {}): NameFinding => ({
  name: registryName,
  part: "registry",
  state: "moored",
  code: "moored/answers",
  sentence: "answers 192.168.0.9",
  address: "192.168.0.9",
  answers: ["192.168.0.9"],
  since: null,
  changed: null,
  ...over,
});

export const part = (over: Partial<PartFinding> = {}): PartFinding => ({
  part: "registry",
  state: "moored",
  code: "moored/ready",
  sentence: "linked and resolving",
  subnet: "vsw-1",
  address: "192.168.0.9",
  owned: true,
  names: [name()],
  ...over,
});

export const finding = (over: Partial<Finding> = {}): Finding => ({
  registry: "prod",
  cloud: "alibaba",
  account: "1234567890123456",
  region: "cn-hangzhou",
  network: "vpc-1",
  label: "payments",
  state: "moored",
  code: "moored/ready",
  sentence: "linked, and every name answers the link's address",
  rule: null,
  parts: [part()],
  ...over,
});

export const report = (over: Partial<Report> = {}): Report => ({
  version: 1,
  pass: "p1",
  deployment: "d1",
  target: "http://127.0.0.1:4580",
  mode: "repair",
  trigger: { kind: "timer", depth: "frequent", ids: [] },
  startedAt: "2026-01-05T06:30:17.000Z",
  finishedAt: "2026-01-05T06:30:21.250Z",
  settings: "0123456789ab",
  findings: [finding()],
  outcomes: [],
  held: [],
  notices: [],
  leftUndone: [],
  compliance: [],
  capacity: [],
  overrides: [],
  calls: { "vpc:DescribeVpcs": 1, "cr:GetInstanceVpcEndpoint": 2 },
  ...over,
});

export const plan = (over: Partial<Plan> = {}): Plan => ({
  version: 1,
  at: "2026-01-05T06:30:17.000Z",
  settings: "0123456789ab",
  changes: [],
  held: [],
  findings: [finding()],
  notices: [],
  compliance: [],
  capacity: [],
  ...over,
});
