import type { Account } from "../../emulator/alibaba/state.ts";
import { registryService } from "../../emulator/alibaba/zones/author.ts";
import { type ZoneEditor, zoneEditor } from "../../emulator/alibaba/zones/edit.ts";
import { defaultAccount } from "../../emulator/index.ts";
import type { SettingValue } from "../../emulator/settings.ts";
import { parseConfiguration } from "../../shared/config/parse.ts";
import type { Settings } from "../../shared/model/settings.ts";
import type { DriftOptIn } from "../../shared/plan/name/drift-kinds.ts";
import type { BothAnswers } from "../emulator/dns-client.ts";
import { createDirectStage, type DirectStage, type DirectStageOptions } from "./direct-stage.ts";
import { type DomainStage, type DriftRow, foundIn, type Values } from "./drift-rows.ts";
import { configurationText, names, quick, region } from "./stage.ts";

const instance = "cri-mooringdemo01";
/** The region's own domain, under which all registries have their names. */
const parent = "cn-hangzhou.cr.aliyuncs.com";
/** Another writer's address. */
const wrong = "10.9.9.9";
const wiki = "wiki.corp.example";

type Row = Readonly<Record<string, unknown>>;

/** Two moored networks and one of a stranger's, in one layout of the vendor's zones. */
export interface AlibabaDrift extends DomainStage {
  readonly stage: DirectStage;
  /** The configuration in force. */
  readonly text: string;
  readonly layout: SettingValue;
  /** The name whose zone is harmed: the registry's own, or one of the user's own domains. */
  readonly name: string;
  call: DirectStage["call"];
  readonly account: Account;
  /** The zone bound to a network that has a record of a name, and that record. */
  placeOf(network?: string, name?: string): Promise<Place>;
  /** Makes a zone with one record and binds it. */
  makeZone(zoneName: string, value: string, network: string, rr?: string): Promise<string>;
  bind(zone: string, ...vpcs: readonly string[]): Promise<unknown>;
  /** A network with a subnet. */
  network(tags: Readonly<Record<string, string>>): Promise<string>;
  /** Makes the network's links as somebody who does not know of Mooring would, and waits until they are ready. */
  link(network: string): Promise<void>;
  relink(network: string): Promise<void>;
}

interface Place {
  readonly zone: string;
  readonly zoneName: string;
  readonly record: string;
  readonly rr: string;
}

const options: Readonly<Record<DriftOptIn, string>> = {
  "recreate-zone": "    optIn: [recreate-zone]\n    createServiceLinkedRole: false\n",
  "shared-zone": "    optIn: [shared-zone]\n    createServiceLinkedRole: false\n",
  createServiceLinkedRole: "",
};
const limits = "limits: { repairsPerDay: 1000, repointsPerHour: 1000, inTransition: 20 }\n";

export async function createAlibabaDrift(
  values: Readonly<Record<string, SettingValue>> = {},
  domains: readonly string[] = [],
  more: Pick<DirectStageOptions, "store" | "started"> = {},
): Promise<AlibabaDrift> {
  const layout = values["zoneLayout"] ?? "zone-per-name";
  const [target = names.registry] = domains;
  // A zone that holds the names of both parts is what makes the parent's layout another one.
  const parts = layout === "parent-zone" ? "[registry, chart]" : "[registry]";
  const configuration = (extra: string, own = domains) =>
    configurationText({
      parts,
      extra: `${own.length === 0 ? "" : `    customDomains: [${own.join(", ")}]\n`}${extra}${limits}`,
    });
  const stage = await createDirectStage({
    settings: { ...quick, ...values },
    configuration: configuration(options.createServiceLinkedRole),
    ...more,
  });
  const { call, world } = stage;
  const account = world.alibaba.accounts.get(defaultAccount.id);
  if (account === undefined) throw new Error("the world has no default account");
  const settingsOf = (extra: string, own = domains): Settings => {
    const parsed = parseConfiguration(configuration(extra, own));
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    return parsed.settings;
  };
  const subnets = new Map<string, string>();
  const network = async (tags: Readonly<Record<string, string>>) => {
    const vpc = await stage.createVpc(tags);
    subnets.set(vpc, await stage.createVSwitch(vpc));
    return vpc;
  };
  const modules = parts === "[registry]" ? (["Registry"] as const) : (["Registry", "Chart"] as const);
  const linkOf = (vpc: string, module: "Registry" | "Chart") => ({
    InstanceId: instance,
    ModuleName: module,
    VpcId: vpc,
    VswitchId: subnets.get(vpc),
  });
  const untilMoored = async (...vpcs: readonly string[]) => {
    for (let minute = 0; minute < 12; minute++) {
      const [report] = await stage.minutes(1);
      if (vpcs.every((vpc) => foundIn(report, vpc)?.state === "moored")) return;
      if (minute === 11) throw new Error(`not moored: ${JSON.stringify(report?.findings)}`);
    }
  };

  const other = await network({ "registry-link": "prod" });
  const hurt = await network({ "registry-link": "prod" });
  const stranger = await network({});
  await untilMoored(other, hurt);

  const drift: AlibabaDrift = {
    stage,
    text: configuration(options.createServiceLinkedRole),
    hurt,
    other,
    stranger,
    layout,
    name: target,
    call,
    account,
    pass: stage.pass,
    minutes: stage.minutes,
    ask: stage.ask,
    wait: (milliseconds) => world.clock.advance(milliseconds),
    lag: world.settings.dnsGroup === "NORMAL_ZONE" ? 61_000 : 0,
    // A zone that was made a moment ago may just not show yet.
    rest: () => world.clock.advance(domains.length === 0 ? 0 : 6 * 60_000),
    allowing: (option) => settingsOf(option === null ? "    createServiceLinkedRole: false\n" : options[option]),
    async wanted(vpc) {
      const found: { name: string; address: string }[] = [];
      for (const module of modules) {
        const link = (await stage.links(module)).find((one) => one["VpcId"] === vpc);
        if (link === undefined) continue;
        const own = module === "Registry" ? [names.registry, ...domains] : [names.chart];
        found.push(...own.map((name) => ({ name, address: String(link["Ip"]) })));
      }
      return found;
    },
    async answers() {
      const all: Record<string, BothAnswers> = {};
      for (const vpc of account.vpcs.keys())
        for (const name of [names.registry, names.chart, ...domains, wiki])
          all[`${vpc} ${name}`] = await stage.ask(vpc, name);
      return all;
    },
    zones: () =>
      [...world.alibaba.accounts.values()].flatMap(({ id: owner, zones }) =>
        [...zones.values()].map((zone) => {
          const { id, name, type, proxyPattern, remark } = zone;
          const networks = zone.bindings.map(({ vpcId }) => vpcId).sort();
          const records = zone.records.map(({ rr, type, value, ttl, status }) =>
            [rr, type, value, ttl, status].join(" "),
          );
          const text = JSON.stringify([owner, id, name, type, proxyPattern, remark, networks, records.sort()]);
          return { id, networks, remark, text };
        }),
      ),
    writes: () => Object.fromEntries([...stage.calls].filter(([name]) => !/:(Describe|Get|List)/.test(name))),
    async placeOf(vpc = hurt, name = target) {
      for (const ZoneType of ["AUTH_ZONE", "CLOUD_PRODUCT_ZONE"]) {
        const { Zones } = await call("pvtz", "DescribeZones", { QueryVpcId: vpc, QueryRegionId: region, ZoneType });
        for (const { ZoneId, ZoneName } of (Zones as { Zone: readonly Row[] }).Zone) {
          const { Records } = await call("pvtz", "DescribeZoneRecords", { ZoneId });
          const record = (Records as { Record: readonly Row[] }).Record.find(
            ({ Rr }) => (Rr === "@" ? ZoneName : `${Rr}.${ZoneName}`) === name,
          );
          if (record !== undefined)
            return {
              zone: String(ZoneId),
              zoneName: String(ZoneName),
              record: String(record["RecordId"]),
              rr: String(record["Rr"]),
            };
        }
      }
      throw new Error(`no zone bound to ${vpc} has a record of ${name}`);
    },
    async makeZone(ZoneName, Value, vpc, Rr = "@") {
      const { ZoneId } = await call("pvtz", "AddZone", { ZoneName });
      await stage.world.clock.advance(5_000);
      await call("pvtz", "AddZoneRecord", { ZoneId, Rr, Type: "A", Value });
      await drift.bind(String(ZoneId), vpc);
      return String(ZoneId);
    },
    bind: (ZoneId, ...vpcs) =>
      call("pvtz", "BindZoneVpc", { ZoneId, Vpcs: vpcs.map((VpcId) => ({ VpcId, RegionId: region })) }),
    network,
    tag: (vpc, Value) =>
      Value === null
        ? call("vpc", "UnTagResources", {
            ...{ RegionId: region, ResourceType: "VPC", ResourceId: [vpc] },
            TagKey: ["registry-link"],
          })
        : call("vpc", "TagResources", {
            ...{ RegionId: region, ResourceType: "VPC", ResourceId: [vpc] },
            Tag: [{ Key: "registry-link", Value }],
          }),
    untilMoored,
    configured: (own) => settingsOf(options.createServiceLinkedRole, own),
    crowd(count) {
      for (let made = account.zones.size; made < count; made++)
        asAnybody(account, world).addZone({
          ...{ name: `crowd-${made}.example`, type: "AUTH_ZONE", proxyPattern: "ZONE", remark: "" },
          resourceGroupId: "",
        });
    },
    disperse() {
      for (const [id, { name }] of account.zones) if (name.startsWith("crowd-")) account.zones.delete(id);
    },
    async addRecord(zone, value) {
      const record = { ZoneId: zone, Rr: "theirs", Type: "A", Value: value };
      return String((await call("pvtz", "AddZoneRecord", record))["RecordId"]);
    },
    deleteRecord: (_, RecordId) => call("pvtz", "DeleteZoneRecord", { RecordId }),
    deleteZone: (zone) => deleteZone(drift, zone),
    remark: (ZoneId, Remark) => call("pvtz", "UpdateZoneRemark", { ZoneId, Remark }),
    async unlink(vpc) {
      for (const module of modules) await call("cr", "DeleteInstanceVpcEndpointLinkedVpc", linkOf(vpc, module));
      await world.clock.advance(200_000);
    },
    async relink(vpc) {
      await drift.unlink(vpc);
      await drift.link(vpc);
    },
    async link(vpc) {
      for (const module of modules) await call("cr", "CreateInstanceVpcEndpointLinkedVpc", linkOf(vpc, module));
      await world.clock.advance(10_000);
    },
  };
  await drift.makeZone("corp.example", "10.200.0.1", stranger, "wiki");
  await drift.makeZone(wiki, "10.200.0.2", hurt);
  return drift;
}

type AlibabaRow = DriftRow<AlibabaDrift>;

const layoutOf = ({ zoneLayout = "zone-per-name" }: Values) => zoneLayout;
const inLayouts =
  (...layouts: readonly SettingValue[]) =>
  (values: Values) =>
    layouts.includes(layoutOf(values));

/** Layouts whose zones people can write. */
const writable = inLayouts("zone-per-name", "parent-zone", "record-pattern");
const named = inLayouts("zone-per-name", "record-pattern");
const parents = inLayouts("parent-zone");
const products = inLayouts("product-zone");
const untold = ({ zoneConflict }: Values) => zoneConflict === "silent";

const update = (more: Row) => async (drift: AlibabaDrift) => {
  const { record, rr } = await drift.placeOf();
  await drift.call("pvtz", "UpdateZoneRecord", { RecordId: record, Rr: rr, Type: "A", Value: wrong, ...more });
};

function asAnybody(account: Account, { settings, clock, ids }: DirectStage["world"]): ZoneEditor {
  return zoneEditor({ account, settings, clock, ids }, { id: "somebody", subType: "SUB", ip: "192.0.2.1" });
}

/** Only the provider can write in a zone of its own; it is logged as everybody is. */
function asProvider({ account, stage: { world } }: AlibabaDrift): ZoneEditor {
  const { settings, clock, ids } = world;
  return zoneEditor({ account, settings, clock, ids }, registryService(settings));
}

async function ownZone(drift: AlibabaDrift) {
  const zone = drift.account.zones.get((await drift.placeOf()).zone);
  const [record] = zone?.records ?? [];
  if (zone === undefined || record === undefined) throw new Error("the zone is gone, or empty");
  return { zone, record };
}

/** What somebody did to the harmed network's zone that its owner takes back. */
const undo = new WeakMap<AlibabaDrift, () => Promise<unknown>>();
const takeBack = (drift: AlibabaDrift) => undo.get(drift)?.() ?? Promise.resolve();

async function deleteZone(drift: AlibabaDrift, ZoneId: string): Promise<void> {
  await drift.bind(ZoneId);
  await drift.call("pvtz", "DeleteZone", { ZoneId });
}

const service = (state: Account["privateZoneService"]) => async (drift: AlibabaDrift) => {
  const { record } = await drift.placeOf();
  await drift.call("pvtz", "SetZoneRecordStatus", { RecordId: record, Status: "DISABLE" });
  // Nobody closes it with a call.
  drift.account.privateZoneService = state;
};

async function openAgain({ account }: AlibabaDrift): Promise<void> {
  account.privateZoneService = "OPENED";
}

async function forward(drift: AlibabaDrift, ZoneName: string, network: string): Promise<void> {
  const { call } = drift;
  const { VpcId } = await call("vpc", "CreateVpc", { RegionId: region, CidrBlock: "172.16.0.0/16", VpcName: "out" });
  const IpConfig = [];
  for (const [index, zone] of ["h", "i"].entries()) {
    const ZoneId = `${region}-${zone}`;
    const CidrBlock = `172.16.${index}.0/24`;
    const { VSwitchId } = await call("vpc", "CreateVSwitch", { RegionId: region, VpcId, ZoneId, CidrBlock });
    IpConfig.push({ AzId: ZoneId, CidrBlock, VSwitchId });
  }
  const endpoint = { Name: "out", VpcId, VpcRegionId: region, SecurityGroupId: "sg-1", IpConfig };
  const { EndpointId } = await call("pvtz", "AddResolverEndpoint", endpoint);
  await drift.stage.world.clock.advance(5_000);
  const ForwardIp = [{ Ip: "10.0.0.53", Port: 53 }];
  const { RuleId } = await call("pvtz", "AddResolverRule", { Name: "rule", ZoneName, EndpointId, ForwardIp });
  await call("pvtz", "BindResolverRuleVpc", { RuleId, Vpc: [{ VpcId: network, RegionId: region }] });
  undo.set(drift, async () => {
    await call("pvtz", "BindResolverRuleVpc", { RuleId, Vpc: [] });
    await call("pvtz", "DeleteResolverRule", { RuleId });
  });
}

/** Where the vendor would put the names of a network. */
function placesFor({
  layout,
}: AlibabaDrift): readonly { readonly zone: string; readonly rr: string; readonly name: string }[] {
  if (layout !== "parent-zone") return [{ zone: names.registry, rr: "@", name: names.registry }];
  return [names.registry, names.chart].map((name) => ({ zone: parent, rr: name.slice(0, -parent.length - 1), name }));
}

/** A new network that has a zone of the vendor's name already, its names elsewhere. */
async function bindBeforeLink(drift: AlibabaDrift): Promise<string> {
  const vpc = await drift.network({});
  const [first, ...more] = placesFor(drift);
  const ZoneId = await drift.makeZone(first?.zone ?? "", wrong, vpc, first?.rr);
  for (const { rr: Rr } of more) await drift.call("pvtz", "AddZoneRecord", { ZoneId, Rr, Type: "A", Value: wrong });
  await drift.tag(vpc, "prod");
  return vpc;
}

async function answerRightly(drift: AlibabaDrift, vpc: string): Promise<void> {
  for (const { name, address: Value } of await drift.wanted(vpc)) {
    const { record: RecordId, rr: Rr } = await drift.placeOf(vpc, name);
    await drift.call("pvtz", "UpdateZoneRecord", { RecordId, Rr, Type: "A", Value });
  }
}

/** Everything that somebody can do to the names of a registry on Alibaba Cloud. */
export const alibabaRows: readonly AlibabaRow[] = [
  {
    code: "drifted/record-missing",
    mechanism: "zone",
    did: "deleted the record",
    on: writable,
    async harm(drift) {
      await drift.call("pvtz", "DeleteZoneRecord", { RecordId: (await drift.placeOf()).record });
    },
  },
  {
    code: "drifted/record-disabled",
    mechanism: "zone",
    did: "disabled the record",
    on: writable,
    async harm(drift) {
      const { record } = await drift.placeOf();
      await drift.call("pvtz", "SetZoneRecordStatus", { RecordId: record, Status: "DISABLE" });
    },
  },
  {
    code: "drifted/record-changed",
    mechanism: "zone",
    did: "changed the record's value",
    on: writable,
    harm: update({}),
  },
  {
    code: "drifted/record-type",
    mechanism: "zone",
    did: "made an alias of the record",
    on: writable,
    harm: update({ Type: "CNAME", Value: "other.example.com" }),
  },
  {
    code: "drifted/record-type",
    mechanism: "zone",
    did: "made an IPv6 record of it",
    on: writable,
    harm: update({ Type: "AAAA", Value: "fd00::9" }),
  },
  {
    code: "drifted/extra-value",
    mechanism: "zone",
    did: "added two other values",
    on: writable,
    async harm(drift) {
      const { zone: ZoneId, rr: Rr } = await drift.placeOf();
      for (const Value of [wrong, "10.9.9.8"])
        await drift.call("pvtz", "AddZoneRecord", { ZoneId, Rr, Type: "A", Value });
    },
  },
  {
    code: "drifted/ttl",
    mechanism: "zone",
    did: "raised the record's TTL",
    on: writable,
    silent: true,
    async harm(drift) {
      const [wanted] = await drift.wanted(drift.hurt);
      await update({ Value: wanted?.address, Ttl: 86_400 })(drift);
    },
  },
  {
    code: "drifted/fall-through",
    mechanism: "zone",
    did: "turned the zone's pattern round",
    on: writable,
    silent: true,
    async harm(drift) {
      const { zone: ZoneId } = await drift.placeOf();
      const pattern = drift.account.zones.get(ZoneId)?.proxyPattern;
      await drift.call("pvtz", "SetProxyPattern", { ZoneId, ProxyPattern: pattern === "ZONE" ? "RECORD" : "ZONE" });
    },
  },
  {
    code: "drifted/stale-address",
    mechanism: "zone",
    did: "made the link anew while the registry could not publish it",
    on: writable,
    leavesOthers: true,
    first: "held/address-changed",
    async harm(drift) {
      const { world } = drift.stage;
      const { unlinkedZone } = world.settings;
      const { roles } = drift.account;
      const before = [...roles];
      // The registry leaves its zone and, without its role, publishes nothing.
      world.set({ unlinkedZone: "left" });
      roles.clear();
      await drift.relink(drift.hurt);
      for (const [key, role] of before) roles.set(key, role);
      world.set({ unlinkedZone });
    },
  },
  {
    code: "drifted/zone-unbound",
    mechanism: "zone",
    did: "unbound the zone",
    on: writable,
    async harm(drift) {
      await drift.bind((await drift.placeOf()).zone);
    },
  },
  {
    code: "drifted/shared-zone-unbound",
    mechanism: "zone",
    did: "bound the zone to somebody else's network instead",
    on: writable,
    leavesOthers: true,
    async harm(drift) {
      const { zone } = await drift.placeOf();
      await drift.bind(zone, drift.stranger);
      undo.set(drift, () => drift.bind(zone, drift.hurt));
    },
    mend: takeBack,
  },
  {
    code: "drifted/shared-zone",
    mechanism: "zone",
    did: "bound the zone to somebody else's network as well, and changed its record",
    on: writable,
    async harm(drift) {
      const { zone } = await drift.placeOf();
      await drift.bind(zone, drift.hurt, drift.stranger);
      await update({})(drift);
      undo.set(drift, () => drift.bind(zone, drift.hurt));
    },
    mend: takeBack,
  },
  {
    code: "drifted/shadowed",
    mechanism: "zone",
    did: "put a zone of the name itself before the parent's",
    on: parents,
    async harm(drift) {
      const zone = await drift.makeZone(drift.name, wrong, drift.hurt);
      undo.set(drift, () => deleteZone(drift, zone));
    },
    mend: takeBack,
  },
  {
    code: "drifted/shadowed",
    mechanism: "zone",
    did: "put a zone of the same name in the place of ours",
    on: named,
    says: /it is not Mooring's to touch/,
    async harm(drift) {
      await drift.bind((await drift.placeOf()).zone);
      const zone = await drift.makeZone(drift.name, wrong, drift.hurt);
      undo.set(drift, () => deleteZone(drift, zone));
    },
    mend: takeBack,
  },
  {
    code: "drifted/product-zone",
    mechanism: "zone",
    did: "(the provider itself) changed the record",
    on: products,
    async harm(drift) {
      const { zone, record } = await ownZone(drift);
      asProvider(drift).changeRecord(zone, record, { value: wrong });
    },
    async mend(drift) {
      const { zone, record } = await ownZone(drift);
      const [wanted] = await drift.wanted(drift.hurt);
      asProvider(drift).changeRecord(zone, record, { value: wanted?.address ?? "" });
    },
  },
  {
    code: "drifted/product-zone",
    mechanism: "zone",
    did: "(the provider itself) unbound the zone",
    on: products,
    async harm(drift) {
      const { zone } = await ownZone(drift);
      const { bindings } = zone;
      asProvider(drift).bind(zone, []);
      undo.set(drift, async () => asProvider(drift).bind(zone, bindings));
    },
    mend: takeBack,
  },
  {
    code: "blocked/dns-closed",
    mechanism: "zone",
    did: "disabled the record and closed PrivateZone",
    on: writable,
    harm: service("CLOSED"),
    mend: openAgain,
  },
  ...(["IN_DEBT", "IN_DEBT_OVER_DUE"] as const).map(
    (state): AlibabaRow => ({
      code: "blocked/dns-in-debt",
      mechanism: "zone",
      did: `disabled the record and let PrivateZone come to ${state}`,
      on: writable,
      harm: service(state),
      mend: openAgain,
    }),
  ),
  {
    code: "blocked/zone-conflict",
    mechanism: "zone",
    did: "bound a zone of the same name before the network was linked",
    on: (values) => writable(values) && !untold(values),
    shows: 2,
    harm: (drift) => bindBeforeLink(drift),
    mend: answerRightly,
  },
  {
    code: "drifted/shadowed",
    mechanism: "zone",
    did: "bound a zone of the same name before the network was linked, and the registry says nothing of it",
    on: (values) => writable(values) && untold(values),
    shows: 12,
    harm: (drift) => bindBeforeLink(drift),
    mend: answerRightly,
  },
  {
    code: "drifted/shadowed",
    mechanism: "zone",
    did: "bound a zone of the same name before the network was linked, and has it answer the link's address beside its own",
    on: (values) => writable(values) && untold(values),
    shows: 12,
    says: /nothing is deleted in it: its owner must delete the other records/,
    async harm(drift) {
      const vpc = await bindBeforeLink(drift);
      await drift.minutes(3);
      const records: string[] = [];
      for (const { name, address: Value } of await drift.wanted(vpc)) {
        const { zone: ZoneId, record: RecordId, rr: Rr } = await drift.placeOf(vpc, name);
        await drift.call("pvtz", "AddZoneRecord", { ZoneId, Rr, Type: "A", Value });
        records.push(RecordId);
      }
      undo.set(drift, async () => {
        for (const RecordId of records) await drift.call("pvtz", "DeleteZoneRecord", { RecordId });
      });
      return vpc;
    },
    mend: takeBack,
  },
  {
    code: "blocked/dns-closed",
    mechanism: "zone",
    did: "linked the network while PrivateZone was closed",
    foreignLink: true,
    on: (values) => writable(values) && values["linkWithPrivateZoneClosed"] !== "makes-zones",
    takes: 3,
    async harm(drift) {
      const vpc = await drift.network({});
      drift.account.privateZoneService = "CLOSED";
      await drift.link(vpc);
      await drift.tag(vpc, "prod");
      return vpc;
    },
    async mend(drift, vpc) {
      await openAgain(drift);
      // What was linked before is not published by itself.
      await drift.relink(vpc);
    },
  },
  {
    code: "drifted/orphan-zone",
    mechanism: "zone",
    did: "untagged the network and deleted its link, and its zone stayed",
    on: writable,
    after: "forgotten",
    async harm(drift) {
      const { world } = drift.stage;
      const { unlinkedZone } = world.settings;
      const vpc = await drift.network({ "registry-link": "prod" });
      await drift.untilMoored(vpc);
      const { zone } = await drift.placeOf(vpc);
      world.set({ unlinkedZone: "left" });
      await drift.tag(vpc, null);
      await drift.unlink(vpc);
      // What one list leaves out is not believed to be gone.
      await drift.stage.pass();
      await drift.stage.world.clock.advance(10 * 60_000);
      world.set({ unlinkedZone });
      undo.set(drift, () => deleteZone(drift, zone));
      return vpc;
    },
    mend: takeBack,
  },
  {
    code: "blocked/no-zone-role",
    mechanism: "zone",
    did: "took the registry's role away before a network was linked",
    leavesOthers: true,
    takes: 3,
    async harm(drift) {
      // Nobody deletes it with one call while zones are made with it.
      drift.account.roles.clear();
      return drift.network({ "registry-link": "prod" });
    },
  },
  {
    code: "drifted/forwarded",
    mechanism: "network",
    did: "had a rule forward the name, which the parent's zone holds",
    on: parents,
    silent: true,
    async harm(drift) {
      await forward(drift, names.registry, drift.hurt);
    },
    mend: takeBack,
  },
  {
    code: "blocked/custom-resolvers",
    mechanism: "network",
    did: "gave the network resolvers of its own",
    silent: true,
    says: /10\.0\.0\.53/,
    async harm(drift) {
      const { call, hurt: VpcId } = drift;
      const at = { RegionId: region };
      const { DhcpOptionsSetId } = await call("vpc", "CreateDhcpOptionsSet", { ...at, DomainNameServers: "10.0.0.53" });
      await drift.stage.world.clock.advance(5_000);
      await call("vpc", "AttachDhcpOptionsSetToVpc", { ...at, DhcpOptionsSetId, VpcId });
      await drift.stage.world.clock.advance(5_000);
      undo.set(drift, async () => {
        await call("vpc", "DetachDhcpOptionsSetFromVpc", { ...at, DhcpOptionsSetId, VpcId });
        await drift.stage.world.clock.advance(5_000);
      });
    },
    mend: takeBack,
  },
  // The last: the names are answered from a zone of Mooring's own from then on.
  {
    code: "drifted/zone-missing",
    mechanism: "zone",
    did: "deleted the zone",
    leavesOthers: true,
    async harm(drift) {
      const { zone } = await drift.placeOf();
      if (drift.layout === "product-zone") asProvider(drift).removeZone((await ownZone(drift)).zone);
      else await deleteZone(drift, zone);
    },
  },
];

/** What somebody can do besides to a zone that Mooring made for a domain of the user's own. */
export const ownZoneRows: readonly AlibabaRow[] = [
  {
    code: "drifted/own-zone-missing",
    mechanism: "zone",
    did: "deleted the zone",
    leavesOthers: true,
    async harm(drift) {
      await deleteZone(drift, (await drift.placeOf()).zone);
    },
  },
  {
    code: "drifted/own-zone-taken",
    mechanism: "zone",
    did: "gave the zone a remark of theirs and wrote in it",
    async harm(drift) {
      const { zone } = await drift.placeOf();
      const remark = drift.account.zones.get(zone)?.remark ?? "";
      await drift.remark(zone, "team-x");
      await update({})(drift);
      undo.set(drift, () => drift.remark(zone, remark));
    },
    mend: takeBack,
  },
];
