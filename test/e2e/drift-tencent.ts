import type { SettingValue } from "../../emulator/settings.ts";
import { parseConfiguration } from "../../shared/config/parse.ts";
import type { BothAnswers } from "../emulator/dns-client.ts";
import type { DomainStage, DriftRow, Values } from "./drift-rows.ts";
import {
  createTencentStage,
  defaultName,
  registryId,
  registryWith,
  type TencentStage,
  type TencentStageOptions,
  tencentConfiguration,
  tencentRegion,
  vpcName,
} from "./tencent-direct-stage.ts";

/** Another writer's address. */
const wrong = "10.9.9.9";
const wiki = "wiki.else-mooring.com";
export const registryDomain = "tencentcloudcr.com";
/** Where the registry has a replica in the worlds that need another region. */
const replicaRegion = "ap-shanghai";

/** Two moored networks and one of a stranger's. */
export interface TencentDrift extends DomainStage {
  readonly stage: TencentStage;
  /** The configuration in force. */
  readonly text: string;
  readonly user: TencentStage["user"];
  /** The first of the user's own domains, whose zone is harmed. */
  readonly name: string;
  /** The record of a switch in the zone that the account sees. */
  placeOf(name?: string, network?: string): Promise<TencentPlace>;
  /** The whole set of networks of a zone. */
  bind(zone: string, ...vpcs: readonly string[]): Promise<void>;
}

interface TencentPlace {
  readonly zone: string;
  readonly zoneName: string;
  readonly record: string;
  readonly host: string;
}

const limits = "limits: { repairsPerDay: 1000, repointsPerHour: 1000, inTransition: 20 }\n";

export async function createTencentDrift(
  values: Values = {},
  domains: readonly string[] = [],
  more: Pick<TencentStageOptions, "store" | "started" | "tencentAccounts"> = {},
): Promise<TencentDrift> {
  const domainsLine = (own: readonly string[]) => (own.length === 0 ? [] : [`customDomains: [${own.join(", ")}]`]);
  const names = ["names: [vpc, default]", ...(away(values) ? [`replicas: [${replicaRegion}]`] : [])];
  const configured = (...more: readonly string[]) =>
    `${tencentConfiguration([...names, ...domainsLine(domains), ...more])}${limits}`;
  const configuration = configured();
  const stage = await createTencentStage({
    settings: { tcrLinkReadyMs: 0, tcrLinkGoneMs: 0, linkQuotaRaised: 100, ...values },
    configuration,
    ...(away(values) && { tencentAccounts: registryWith({ replicas: [replicaRegion] }) }),
    ...more,
  });
  const settingsOf = (text: string) => {
    const parsed = parseConfiguration(text);
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    return parsed.settings;
  };
  const { account, user, world } = stage;
  const other = await stage.createNetwork();
  const hurt = await stage.createNetwork();
  const stranger = await stage.createNetwork(null);
  await stage.untilMoored([other, hurt]);
  const setOf = (...vpcs: readonly string[]) => vpcs.map((UniqVpcId) => ({ UniqVpcId, Region: tencentRegion }));

  const drift: TencentDrift = {
    stage,
    text: configuration,
    user,
    hurt,
    other,
    stranger,
    pass: stage.pass,
    minutes: stage.minutes,
    ask: stage.ask,
    wait: (milliseconds) => world.clock.advance(milliseconds),
    lag: world.settings.dnsPropagationMs + (world.settings.tencentResolverKeeps ? 601_000 : 0),
    name: domains[0] ?? vpcName,
    allowing: (option) =>
      settingsOf(
        configured(...(option === null || option === "createServiceLinkedRole" ? [] : [`optIn: [${option}]`])),
      ),
    rest: () => world.clock.advance(6 * 60_000),
    async wanted(vpc) {
      const { AccessIp: address = "" } = await stage.linkOf(vpc);
      return [vpcName, defaultName, ...domains].map((name) => ({ name, address }));
    },
    async answers() {
      const all: Record<string, BothAnswers> = {};
      for (const vpc of account.vpcs.keys())
        for (const name of [vpcName, defaultName, ...domains, wiki]) all[`${vpc} ${name}`] = await stage.ask(vpc, name);
      return all;
    },
    zones: () =>
      [...account.zones.values()].map(({ id, domain, managed, remark, dnsForward, bindings, records }) => {
        const networks = bindings.map(({ vpcId }) => vpcId).sort();
        const held = records.map((one) => [one.subDomain, one.type, one.value, one.ttl, one.enabled].join(" ")).sort();
        // A zone of the switches may come and go with them.
        const name = managed ? "managed" : id;
        return { id, networks, remark, text: JSON.stringify([name, domain, remark, dnsForward, networks, held]) };
      }),
    writes: stage.writes,
    async makeZone(Domain, RecordValue, vpc) {
      const { ZoneId = "" } = await user.privatedns.CreatePrivateZone({ Domain });
      await user.privatedns.CreatePrivateZoneRecord({ ZoneId, SubDomain: "@", RecordType: "A", RecordValue });
      await drift.bind(ZoneId, vpc);
      return ZoneId;
    },
    async deleteZone(ZoneId) {
      await drift.bind(ZoneId);
      const { RecordSet } = await user.privatedns.DescribePrivateZoneRecordList({ ZoneId });
      for (const { RecordId = "" } of RecordSet ?? [])
        await user.privatedns.DeletePrivateZoneRecord({ ZoneId, RecordId });
      await user.privatedns.DeletePrivateZone({ ZoneId });
    },
    remark: (ZoneId, Remark) => user.privatedns.ModifyPrivateZone({ ZoneId, Remark }),
    async bind(ZoneId, ...vpcs) {
      const { PrivateZone } = await user.privatedns.DescribePrivateZone({ ZoneId });
      const bound = (PrivateZone?.VpcSet ?? []).map(({ UniqVpcId = "" }) => UniqVpcId);
      const gone = bound.filter((vpc) => !vpcs.includes(vpc));
      const come = vpcs.filter((vpc) => !bound.includes(vpc));
      // Two calls a second at most.
      await world.clock.advance(1_000);
      if (gone.length > 0)
        await user.privatedns.DeleteSpecifyPrivateZoneVpc({ ZoneId, VpcSet: setOf(...gone), Sync: true });
      if (come.length > 0)
        await user.privatedns.AddSpecifyPrivateZoneVpc({ ZoneId, VpcSet: setOf(...come), Sync: true });
    },
    async placeOf(name = drift.name, network = hurt) {
      const { PrivateZoneSet } = await user.privatedns.DescribePrivateZoneList({ Limit: 100 });
      for (const { ZoneId = "", Domain, VpcSet } of PrivateZoneSet ?? []) {
        if (VpcSet?.some(({ UniqVpcId }) => UniqVpcId === network) !== true) continue;
        const { RecordSet } = await user.privatedns.DescribePrivateZoneRecordList({ ZoneId });
        const record = RecordSet?.find(
          ({ SubDomain }) => (SubDomain === "@" ? Domain : `${SubDomain}.${Domain}`) === name,
        );
        if (record !== undefined)
          return {
            zone: ZoneId,
            zoneName: Domain ?? "",
            record: record.RecordId ?? "",
            host: record.SubDomain ?? "",
          };
      }
      throw new Error(`no zone bound to ${network} that the account sees has a record of ${name}`);
    },
    configured: (own) => settingsOf(`${tencentConfiguration(["names: [vpc, default]", ...domainsLine(own)])}${limits}`),
    crowd(count) {
      // Nobody sees the zones of the switches.
      for (let made = drift.zones().filter(({ text }) => !text.startsWith('["managed"')).length; made < count; made++) {
        const id = `zone-crowd${made}`;
        account.zones.set(id, {
          ...{ id, domain: `crowd-${made}.com`, managed: false, managedFor: null, remark: "", tags: new Map() },
          ...{
            createdAt: 0,
            updatedAt: 0,
            dnsForward: "DISABLED",
            cnameSpeedup: "DISABLED",
            records: [],
            bindings: [],
          },
        });
      }
    },
    disperse() {
      for (const [id, { domain }] of account.zones) if (domain.startsWith("crowd-")) account.zones.delete(id);
    },
    async addRecord(ZoneId, RecordValue) {
      const record = { ZoneId, SubDomain: "theirs", RecordType: "A", RecordValue };
      return (await user.privatedns.CreatePrivateZoneRecord(record)).RecordId ?? "";
    },
    deleteRecord: (ZoneId, RecordId) => user.privatedns.DeletePrivateZoneRecord({ ZoneId, RecordId }),
    tag: (vpc, value) => stage.tag(vpc, value ?? "off"),
    untilMoored: (...vpcs) => stage.untilMoored(vpcs),
    async unlink(vpc) {
      const { linkDeleteWithDnsOn } = world.settings;
      world.set({ linkDeleteWithDnsOn: "stale-record" });
      await stage.unlink(vpc);
      world.set({ linkDeleteWithDnsOn });
    },
  };
  await drift.makeZone(wiki, "10.200.0.2", hurt);
  await drift.makeZone("wiki.third-mooring.com", "10.200.0.1", stranger);
  return drift;
}

type TencentRow = DriftRow<TencentDrift>;

/** Names can be published under a region that is not their network's. */
const away = ({ dnsOtherRegion }: Values) => dnsOtherRegion === "published";

const visible = ({ managedZoneVisibility }: Values) => managedZoneVisibility === "visible";

/** The zones of the switches can be seen, and written by hand. */
const writable = (values: Values) => visible(values) && values["managedZoneWrites"] !== "OperationDenied";

/** A customer may have a zone of the registry's domain, also beside a hidden one of the switches. */
const besideHidden = (values: Values) =>
  values["registryDomainReserved"] !== true && values["bindBesideHiddenZone"] !== "refused";

/** What somebody did that its owner takes back. */
const undo = new WeakMap<TencentDrift, () => Promise<unknown>>();
const takeBack = (drift: TencentDrift) => undo.get(drift)?.() ?? Promise.resolve();

const pause = (dnsStatusBrokenZone: SettingValue) => async (drift: TencentDrift) => {
  const { world } = drift.stage;
  const { dnsStatusBrokenZone: before } = world.settings;
  world.set({ dnsStatusBrokenZone });
  const { zone: ZoneId, record } = await drift.placeOf();
  const turn = (Status: string) =>
    drift.user.privatedns.ModifyRecordsStatus({ ZoneId, RecordIds: [Number(record)], Status });
  await turn("disabled");
  undo.set(drift, async () => {
    await turn("enabled");
    world.set({ dnsStatusBrokenZone: before });
  });
};

async function mooredAway({ stage }: TencentDrift): Promise<string> {
  const vpc = await stage.createNetwork("harbor", { region: replicaRegion });
  await stage.untilMoored([vpc]);
  return vpc;
}

/** The one name; under the registry's own region where none is said. */
async function publishUnder({ stage, user }: TencentDrift, VpcId: string, RegionName?: string): Promise<void> {
  const { AccessIp: EniLBIp = "" } = await stage.linkOf(VpcId);
  const asked = { InstanceId: registryId, VpcId, EniLBIp };
  await user.tcr.CreateInternalEndpointDns({ ...asked, ...(RegionName !== undefined && { RegionName }) });
}

const unbind = (dnsStatusBrokenZone: SettingValue) => async (drift: TencentDrift) => {
  const { world } = drift.stage;
  const { dnsStatusBrokenZone: before } = world.settings;
  world.set({ dnsStatusBrokenZone });
  const { zone } = await drift.placeOf();
  await drift.bind(zone);
  undo.set(drift, async () => {
    await drift.bind(zone, drift.hurt);
    world.set({ dnsStatusBrokenZone: before });
  });
};

async function rewrite(drift: TencentDrift): Promise<void> {
  const { zone: ZoneId, record: RecordId, host: SubDomain } = await drift.placeOf();
  const TTL = drift.stage.world.settings.managedRecordTtl;
  const written = (RecordValue: string) =>
    drift.user.privatedns.ModifyPrivateZoneRecord({ ZoneId, RecordId, SubDomain, RecordType: "A", RecordValue, TTL });
  await written(wrong);
  const [wanted] = await drift.wanted(drift.hurt);
  undo.set(drift, () => written(wanted?.address ?? ""));
}

/** Everything that somebody can do to the names of a registry on Tencent Cloud. */
export const tencentRows: readonly TencentRow[] = [
  {
    code: "drifted/switch-off",
    mechanism: "switch",
    did: "turned the private resolution off",
    harm: ({ stage, hurt }) => stage.turn(hurt, "off"),
  },
  {
    code: "drifted/switch-off",
    mechanism: "switch",
    did: "turned both names' private resolution off",
    async harm({ stage, hurt }) {
      for (const name of [vpcName, defaultName]) await stage.turn(hurt, "off", { name });
    },
  },
  {
    code: "drifted/switch-off",
    mechanism: "switch",
    did: "changed the switch's own record, and the vendor compares addresses",
    // Where a switch with a record cannot be turned on, nothing that Mooring knows turns this one off.
    on: (values) =>
      writable(values) &&
      values["dnsStatusComparesIp"] !== false &&
      (values["dnsCreateRepeated"] ?? "upsert") === "upsert",
    harm: rewrite,
  },
  {
    code: "drifted/shadowed",
    mechanism: "switch",
    did: "changed the switch's own record, and the vendor does not compare addresses",
    on: (values) => writable(values) && values["dnsStatusComparesIp"] === false,
    harm: rewrite,
    mend: takeBack,
  },
  {
    code: "drifted/stale-address",
    mechanism: "switch",
    did: "made the link anew, at another address",
    first: "held/address-changed",
    leavesOthers: true,
    async harm(drift) {
      const { SubnetId = "" } = await drift.stage.linkOf(drift.hurt);
      await drift.unlink(drift.hurt);
      await drift.stage.link(drift.hurt, SubnetId);
    },
  },
  {
    code: "drifted/switch-orphan",
    mechanism: "switch",
    did: "released the network and deleted its link, its private resolution still on",
    leavesOthers: true,
    after: "forgotten",
    async harm(drift) {
      const vpc = await drift.stage.createNetwork();
      await drift.stage.untilMoored([vpc]);
      // A full pass has counted the lists: what is gone of them later is believed to be.
      await drift.stage.pass();
      await drift.stage.tag(vpc, "off");
      await drift.unlink(vpc);
      // What one list leaves out is not believed to be gone.
      await drift.stage.pass();
      await drift.stage.world.clock.advance(10 * 60_000);
      return vpc;
    },
  },
  {
    code: "drifted/switch-region",
    mechanism: "switch",
    did: "turned the name of a network in a replica's region off, and on again without saying the region",
    on: away,
    takes: 2,
    leavesOthers: true,
    async harm(drift) {
      const vpc = await mooredAway(drift);
      await drift.stage.turn(vpc, "off");
      await publishUnder(drift, vpc);
      return vpc;
    },
  },
  {
    code: "drifted/switch-region",
    mechanism: "switch",
    did: "published the name of a network in a replica's region again without saying the region",
    // Where a zone is seen to answer rightly, that is enough.
    on: (values) => away(values) && !visible(values),
    leavesOthers: true,
    async harm(drift) {
      const vpc = await mooredAway(drift);
      await publishUnder(drift, vpc);
      return vpc;
    },
  },
  {
    code: "drifted/switch-off",
    mechanism: "switch",
    did: "turned the name off, and on again under a replica's region, which nobody can see",
    on: away,
    leavesOthers: true,
    async harm(drift) {
      await drift.stage.turn(drift.hurt, "off");
      await publishUnder(drift, drift.hurt, replicaRegion);
    },
  },
  {
    code: "drifted/switch-error",
    mechanism: "switch",
    did: "paused the switch's record, which the vendor calls an error",
    on: writable,
    harm: pause("ERROR"),
    mend: takeBack,
  },
  {
    code: "drifted/record-disabled",
    mechanism: "switch",
    did: "paused the switch's record, which the vendor says nothing of",
    on: writable,
    harm: pause("ENABLED"),
    mend: takeBack,
  },
  {
    code: "unknown/unpublished-address",
    mechanism: "switch",
    did: "turned the private resolution on before Mooring did",
    // Where its zone is seen, so is what it answers.
    on: (values) => !visible(values),
    async harm(drift) {
      const { stage } = drift;
      const { world } = stage;
      const { tcrLinkReadyMs } = world.settings;
      world.set({ tcrLinkReadyMs: 60_000 });
      const vpc = await stage.createNetwork();
      await stage.minutes(1);
      await world.clock.advance(61_000);
      for (const name of [vpcName, defaultName]) await stage.turn(vpc, "on", { name });
      world.set({ tcrLinkReadyMs });
      undo.set(drift, async () => {
        for (const name of [vpcName, defaultName]) await stage.turn(vpc, "off", { name });
      });
      return vpc;
    },
    mend: takeBack,
  },
  {
    code: "drifted/shadowed",
    mechanism: "switch",
    did: "bound a zone of the name itself",
    // A second zone of one name is refused where the first can be seen.
    on: (values) => besideHidden(values) && (!visible(values) || values["tcrZoneLayout"] !== "perInstance"),
    async harm(drift) {
      const zone = await drift.makeZone(vpcName, wrong, drift.hurt);
      undo.set(drift, () => drift.deleteZone(zone));
    },
    mend: takeBack,
  },
  {
    code: "drifted/shadowed",
    mechanism: "switch",
    did: "bound a zone of the registry's domain that holds nothing and passes everything on",
    // Where the switch's zone is seen, it is bound beside no other of its name, or goes before a wider one.
    on: (values) => besideHidden(values) && !visible(values),
    silent: true,
    says: /holds no record of harbor-vpc/,
    async harm(drift) {
      const made = { Domain: registryDomain, DnsForwardStatus: "ENABLED" };
      const { ZoneId = "" } = await drift.user.privatedns.CreatePrivateZone(made);
      await drift.bind(ZoneId, drift.hurt);
      undo.set(drift, () => drift.deleteZone(ZoneId));
    },
    mend: takeBack,
  },
  {
    code: "drifted/zone-unbound",
    mechanism: "switch",
    did: "unbound the switch's zone, which the vendor says nothing of",
    on: writable,
    harm: unbind("ENABLED"),
    mend: takeBack,
  },
  {
    code: "drifted/switch-error",
    mechanism: "switch",
    did: "unbound the switch's zone, which the vendor calls an error",
    on: writable,
    harm: unbind("ERROR"),
    mend: takeBack,
  },
  {
    code: "drifted/switch-off",
    mechanism: "switch",
    did: "unbound the switch's zone, which the vendor calls off",
    on: writable,
    harm: unbind("DISABLED"),
  },
  {
    code: "blocked/dns-closed",
    mechanism: "zone",
    did: "turned the private resolution off and let Private DNS be closed",
    async harm(drift) {
      await drift.stage.turn(drift.hurt, "off");
      drift.stage.account.dnsService = "DISABLED";
    },
    async mend({ stage }) {
      stage.account.dnsService = "ENABLED";
    },
  },
  {
    code: "drifted/forwarded",
    mechanism: "network",
    did: "had a zone of the registry's domain forward its names",
    // Where the switch's zone is seen, it is bound beside no other of its name, or goes before a wider one.
    on: (values) => besideHidden(values) && !visible(values),
    silent: true,
    async harm(drift) {
      const { user, hurt } = drift;
      const { ZoneId = "" } = await user.privatedns.CreatePrivateZone({
        Domain: registryDomain,
        DnsForwardStatus: "ENABLED",
      });
      const made = await user.privatedns.request("CreateExtendEndpoint", {
        EndpointName: "out",
        EndpointRegion: tencentRegion,
        ForwardIp: { AccessType: "CLB", Host: "10.0.0.53", Port: 53, IpNum: 1, VpcId: drift.stranger },
      });
      const { RuleId = "" } = await user.privatedns.CreateForwardRule({
        ...{ RuleName: "rule", RuleType: "DOWN", ZoneId },
        EndPointId: String((made as { readonly EndpointId: string }).EndpointId),
      });
      const VpcSet = [{ UniqVpcId: hurt, Region: tencentRegion }];
      await user.privatedns.AddSpecifyPrivateZoneVpc({ ZoneId, VpcSet, Sync: true });
      undo.set(drift, async () => {
        await user.privatedns.DeleteForwardRule({ RuleIdSet: [RuleId] });
        await drift.deleteZone(ZoneId);
      });
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
      const { user, hurt: VpcId } = drift;
      await user.vpc.ModifyVpcAttribute({ VpcId, DnsServers: ["10.0.0.53"] });
      undo.set(drift, () => user.vpc.ModifyVpcAttribute({ VpcId, DnsServers: ["183.60.83.19", "183.60.82.98"] }));
    },
    mend: takeBack,
  },
];

const write = (more: Readonly<Record<string, unknown>>) => async (drift: TencentDrift) => {
  const { zone: ZoneId, record: RecordId, host: SubDomain } = await drift.placeOf();
  const record = { ZoneId, RecordId, SubDomain, RecordType: "A", RecordValue: wrong };
  await drift.user.privatedns.ModifyPrivateZoneRecord({ ...record, ...more });
};

/** Everything that somebody can do to the zone that Mooring made for domains of the user's own. */
export const ownZoneRows: readonly TencentRow[] = [
  {
    code: "drifted/own-zone-missing",
    mechanism: "zone",
    did: "deleted the zone",
    leavesOthers: true,
    takes: 2,
    async harm(drift) {
      await drift.deleteZone((await drift.placeOf()).zone);
    },
  },
  {
    code: "drifted/own-zone-taken",
    mechanism: "zone",
    did: "gave the zone a remark of theirs and wrote in it",
    async harm(drift) {
      const { zone } = await drift.placeOf();
      const remark = drift.stage.account.zones.get(zone)?.remark ?? "";
      await drift.remark(zone, "team-x");
      await write({})(drift);
      undo.set(drift, () => drift.remark(zone, remark));
    },
    mend: takeBack,
  },
  {
    code: "drifted/record-missing",
    mechanism: "zone",
    did: "deleted the record",
    async harm(drift) {
      const { zone: ZoneId, record: RecordId } = await drift.placeOf();
      await drift.user.privatedns.DeletePrivateZoneRecord({ ZoneId, RecordId });
    },
  },
  {
    code: "drifted/record-disabled",
    mechanism: "zone",
    did: "paused the record",
    async harm(drift) {
      const { zone: ZoneId, record } = await drift.placeOf();
      const paused = { ZoneId, RecordIds: [Number(record)], Status: "disabled" };
      await drift.user.privatedns.ModifyRecordsStatus(paused);
    },
  },
  { code: "drifted/record-changed", mechanism: "zone", did: "changed the record's value", harm: write({}) },
  {
    code: "drifted/record-type",
    mechanism: "zone",
    did: "made an alias of the record",
    harm: write({ RecordType: "CNAME", RecordValue: "other.example.com" }),
  },
  {
    code: "drifted/extra-value",
    mechanism: "zone",
    did: "added another value",
    async harm(drift) {
      const { zone: ZoneId, host: SubDomain } = await drift.placeOf();
      const record = { ZoneId, SubDomain, RecordType: "A", RecordValue: wrong };
      await drift.user.privatedns.CreatePrivateZoneRecord(record);
    },
  },
  {
    code: "drifted/ttl",
    mechanism: "zone",
    did: "raised the record's TTL",
    silent: true,
    async harm(drift) {
      const [wanted] = await drift.wanted(drift.hurt);
      await write({ RecordValue: wanted?.address, TTL: 86_400 })(drift);
    },
  },
  {
    code: "drifted/fall-through",
    mechanism: "zone",
    did: "let the zone pass no names on",
    silent: true,
    async harm(drift) {
      const { zone: ZoneId } = await drift.placeOf();
      await drift.user.privatedns.ModifyPrivateZone({ ZoneId, DnsForwardStatus: "DISABLED" });
    },
  },
  {
    code: "drifted/zone-unbound",
    mechanism: "zone",
    did: "unbound the zone",
    async harm(drift) {
      await drift.bind((await drift.placeOf()).zone);
    },
  },
  {
    code: "drifted/shared-zone-unbound",
    mechanism: "zone",
    did: "bound the zone to somebody else's network instead",
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
    async harm(drift) {
      const { zone } = await drift.placeOf();
      await drift.bind(zone, drift.hurt, drift.stranger);
      await write({})(drift);
      undo.set(drift, () => drift.bind(zone, drift.hurt));
    },
    mend: takeBack,
  },
  {
    code: "drifted/stale-address",
    mechanism: "zone",
    did: "made the link anew, at another address",
    first: "held/address-changed",
    leavesOthers: true,
    async harm(drift) {
      const { SubnetId = "" } = await drift.stage.linkOf(drift.hurt);
      await drift.unlink(drift.hurt);
      await drift.stage.link(drift.hurt, SubnetId);
    },
  },
  {
    code: "blocked/main-domain-bound",
    mechanism: "zone",
    did: "put a zone of the main domain in the place of ours",
    says: /which is not Mooring's/,
    async harm(drift) {
      const { zone, zoneName } = await drift.placeOf();
      await drift.bind(zone);
      const theirs = await drift.makeZone(zoneName, wrong, drift.hurt);
      undo.set(drift, () => drift.deleteZone(theirs));
    },
    mend: takeBack,
  },
  {
    code: "drifted/shadowed",
    mechanism: "zone",
    did: "put a zone of the name itself before ours",
    on: ({ sameMainDomain }) => sameMainDomain !== "registrable",
    async harm(drift) {
      const theirs = await drift.makeZone(drift.name, wrong, drift.hurt);
      undo.set(drift, () => drift.deleteZone(theirs));
    },
    mend: takeBack,
  },
  {
    code: "blocked/dns-closed",
    mechanism: "zone",
    did: "paused the record and let Private DNS be closed",
    async harm(drift) {
      const { zone: ZoneId, record } = await drift.placeOf();
      const paused = { ZoneId, RecordIds: [Number(record)], Status: "disabled" };
      await drift.user.privatedns.ModifyRecordsStatus(paused);
      drift.stage.account.dnsService = "DISABLED";
    },
    async mend({ stage }) {
      stage.account.dnsService = "ENABLED";
    },
  },
];
