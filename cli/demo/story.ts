import type { Finding } from "../../shared/model/finding.ts";
import type { Report } from "../../shared/model/report.ts";
import { beforeAndAfter } from "../../shared/reconcile/words.ts";
import { listReports, readLatest, readReport } from "../../shared/store/objects/reports.ts";
import type { Emulated } from "../emulated.ts";
import type { Narrator } from "./narrator.ts";
import { resolve } from "./resolver.ts";
import type { Product, User } from "./user.ts";

const region = "cn-hangzhou";

/** What the demo shows at its end, the one document of `--json`. */
export interface DemoResult {
  readonly ok: boolean;
  readonly networks: readonly DemoNetwork[];
  readonly repairs: readonly DemoRepair[];
  /** Mooring's own vendor calls, by `product:Action`. */
  readonly calls: Readonly<Record<string, number>>;
}

interface DemoNetwork {
  readonly cloud: "alibaba";
  readonly account: string;
  readonly region: string;
  readonly vpcId: string;
  readonly registry: string;
  /** The worst part's. */
  readonly state: string;
  /** The first part's. */
  readonly address: string | null;
  readonly names: readonly {
    readonly name: string;
    readonly part: string;
    readonly address: string | null;
    readonly answer: string | null;
    readonly ok: boolean;
  }[];
}

interface DemoRepair {
  readonly registry: string;
  readonly vpcId: string;
  readonly name: string;
  readonly kind: string;
  readonly before: string;
  readonly after: string;
}

/** What came of the story, and what its networks are called in it. */
export interface Told {
  readonly result: DemoResult;
  label(vpc: string): string;
}

/** The main job, told as it happens. Every step checks what it says; the first that does not hold ends the story. */
export async function tell(emulated: Emulated, user: User, narrator: Narrator): Promise<Told> {
  const stage = createStage(emulated, user, narrator);

  narrator.chapter("A team makes a network and tags it");
  const first = await stage.createVpc("payments", "10.1.0.0/16", { "registry-link": "prod" });
  await stage.pass(10);
  await stage.expectCode(first, "pending/waiting-for-subnet");
  await stage.createVSwitch(first, "10.1.1.0/24");
  await stage.pass(10);
  await stage.expectLinked(first);

  narrator.chapter("The link becomes ready; every minute a pass looks again");
  await stage.untilMoored(first, 12);
  await stage.expectNamesResolve(first);

  narrator.chapter("Another team tags its network later, and the event is lost");
  const second = await stage.createVpc("analytics", "10.2.0.0/16", {});
  await stage.createVSwitch(second, "10.2.1.0/24");
  await stage.pass(10);
  await stage.loseNextEvents(1);
  await stage.tag(second, "prod");
  await stage.untilMoored(second, 12);
  await stage.expectNamesResolve(second);

  narrator.chapter("Somebody changes a record by hand");
  const changed = await stage.changeRecord(first, "10.9.9.9");
  await stage.expectAnswer(first, changed, ["10.9.9.9"]);
  await stage.pass(70);
  await stage.expectNamesResolve(first);

  narrator.chapter("Somebody disables another record, and unbinds a zone from its network");
  await stage.disableRecord(second);
  await stage.unbindZone(first);
  await stage.pass(70);
  await stage.expectNamesResolve(first);
  await stage.expectNamesResolve(second);

  narrator.chapter("At the end");
  return { result: await stage.result([first, second]), label: stage.label };
}

function createStage(emulated: Emulated, user: User, narrator: Narrator) {
  const { clock } = emulated.emulator.world;
  const told = new Set<string>();
  const repairs: DemoRepair[] = [];
  const labels = new Map<string, string>();
  const label = (vpc: string) => labels.get(vpc) ?? vpc;
  /** Ids as the names that the story gave them. */
  const named = (text: string) => text.replace(/\b(?:vpc|vsw)-[a-z0-9]+\b/g, label);
  const lastWord = new Map<string, string>();

  const call = async (product: Product, action: string, parameters: object, words: string) => {
    const answer = await user.call(product, action, parameters);
    narrator.user(`${action}: ${words}`);
    return answer;
  };

  /** Tells what the passes since the last look did. */
  async function tellPasses(): Promise<void> {
    for (const key of await listReports(emulated.store)) {
      if (told.has(key)) continue;
      told.add(key);
      const report = await readReport(emulated.store, key);
      if (report !== null) tellReport(report);
    }
  }

  function tellReport(report: Report): void {
    const why =
      report.trigger.kind === "event" ? "event" : `${report.trigger.depth === "full" ? "daily" : "minute"} timer`;
    const lines = report.outcomes.map((outcome) => named(outcome.sentence));
    for (const finding of report.findings) {
      const word = `${label(finding.network)} is ${finding.state}: ${named(finding.sentence)}`;
      // What the last pass said already is not worth a line, unless this one changed something there.
      if (lastWord.get(finding.network) === word) continue;
      lastWord.set(finding.network, word);
      lines.push(word);
    }
    narrator.mooring(why, lines);
    for (const outcome of report.outcomes) {
      if (outcome.result !== "applied" || outcome.change.kind === "attach") continue;
      const { registry, network, name, kind } = outcome.change;
      repairs.push({ registry, vpcId: network, name, kind, ...beforeAndAfter(outcome.change) });
    }
  }

  async function finding(vpc: string): Promise<Finding | undefined> {
    return (await readLatest(emulated.store, "prod"))?.findings.find((candidate) => candidate.network === vpc);
  }

  async function zonesOf(vpc: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
    const answer = await user.call("pvtz", "DescribeZones", { QueryVpcId: vpc, QueryRegionId: region, PageSize: 100 });
    return listAt(answer, "Zones", "Zone");
  }

  async function firstRecord(vpc: string) {
    const [zone] = await zonesOf(vpc);
    if (zone === undefined) throw new Error(`no zone is bound to ${label(vpc)}`);
    const answer = await user.call("pvtz", "DescribeZoneRecords", { ZoneId: zone["ZoneId"], PageSize: 100 });
    const [record] = listAt(answer, "Records", "Record");
    if (record === undefined) throw new Error(`zone ${String(zone["ZoneName"])} has no record`);
    const rr = String(record["Rr"]);
    return { zone, record, name: rr === "@" ? String(zone["ZoneName"]) : `${rr}.${String(zone["ZoneName"])}` };
  }

  async function ask(vpc: string, name: string) {
    const network = (await emulated.networks()).find((candidate) => candidate.vpcId === vpc);
    if (network === undefined) throw new Error(`the emulated cloud has no resolver for ${vpc}`);
    return resolve(network, name);
  }

  async function pass(seconds: number): Promise<void> {
    await clock.advance(seconds * 1_000);
    await tellPasses();
  }

  const stage = {
    pass,
    label,
    async createVpc(name: string, cidr: string, tags: Readonly<Record<string, string>>): Promise<string> {
      const Tag = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
      const answer = await call(
        "vpc",
        "CreateVpc",
        { RegionId: region, CidrBlock: cidr, VpcName: name, Tag },
        `"${name}", ${cidr}${Tag.length > 0 ? ", tagged registry-link=prod" : ", no tag"}`,
      );
      const id = String(answer["VpcId"]);
      labels.set(id, name);
      return id;
    },
    async createVSwitch(vpc: string, cidr: string): Promise<void> {
      const answer = await call(
        "vpc",
        "CreateVSwitch",
        { RegionId: region, VpcId: vpc, ZoneId: `${region}-h`, CidrBlock: cidr },
        `${cidr} in ${label(vpc)}`,
      );
      labels.set(String(answer["VSwitchId"]), cidr);
    },
    tag: (vpc: string, value: string) =>
      call(
        "vpc",
        "TagResources",
        { RegionId: region, ResourceType: "VPC", ResourceId: [vpc], Tag: [{ Key: "registry-link", Value: value }] },
        `registry-link=${value} on ${label(vpc)}`,
      ),
    async loseNextEvents(count: number): Promise<void> {
      emulated.emulator.platform.eventBridge.control({ lose: count });
      narrator.user("(the event of the next call is lost: only the timer can notice)");
    },
    async expectCode(vpc: string, code: string): Promise<void> {
      const found = await finding(vpc);
      narrator.check(
        found?.code === code,
        `${label(vpc)} is reported as ${code}`,
        found === undefined ? "no finding" : `${found.code}: ${found.sentence}`,
      );
    },
    async expectLinked(vpc: string): Promise<void> {
      const answer = await user.call("cr", "GetInstanceVpcEndpoint", {
        InstanceId: "cri-mooringdemo01",
        ModuleName: "Registry",
      });
      const links = list(answer["LinkedVpcs"]);
      const link = links.find((candidate) => candidate["VpcId"] === vpc);
      narrator.check(
        link !== undefined,
        `the registry lists a link for ${label(vpc)}: ${String(link?.["Status"])}`,
        "no link",
      );
    },
    /** Lets minutes pass, one timer after the other, until the network is moored or they are over. */
    async untilMoored(vpc: string, minutes: number): Promise<void> {
      for (let minute = 0; minute < minutes; minute++) {
        await pass(60);
        if ((await finding(vpc))?.state === "moored") break;
      }
    },
    async expectAnswer(vpc: string, name: string, addresses: readonly string[]): Promise<void> {
      const { udp, tcp } = await ask(vpc, name);
      const told = `${udp.join(", ") || "nothing"} over UDP, ${tcp.join(", ") || "nothing"} over TCP`;
      narrator.check(
        same(udp, addresses) && same(tcp, addresses),
        `inside ${label(vpc)}, ${name} answers ${addresses.join(", ")}`,
        told,
      );
    },
    async expectNamesResolve(vpc: string): Promise<void> {
      const found = await finding(vpc);
      const names = found?.parts.flatMap((part) => part.names) ?? [];
      narrator.check(
        found?.state === "moored" && names.length > 0,
        `${label(vpc)} is moored`,
        found === undefined ? "no finding" : `${found.code}: ${found.sentence}`,
      );
      for (const { name, address } of names) await stage.expectAnswer(vpc, name, address === null ? [] : [address]);
    },
    async changeRecord(vpc: string, value: string): Promise<string> {
      const { record, name } = await firstRecord(vpc);
      await call(
        "pvtz",
        "UpdateZoneRecord",
        { RecordId: record["RecordId"], Rr: record["Rr"], Type: "A", Value: value, Ttl: record["Ttl"] },
        `${name} in ${label(vpc)} now points to ${value}`,
      );
      return name;
    },
    async disableRecord(vpc: string): Promise<void> {
      const { record, name } = await firstRecord(vpc);
      await call(
        "pvtz",
        "SetZoneRecordStatus",
        { RecordId: record["RecordId"], Status: "DISABLE" },
        `${name} in ${label(vpc)} is disabled`,
      );
    },
    async unbindZone(vpc: string): Promise<void> {
      const { zone, name } = await firstRecord(vpc);
      await call(
        "pvtz",
        "BindZoneVpc",
        { ZoneId: zone["ZoneId"] },
        `the zone of ${name} is unbound from ${label(vpc)}`,
      );
    },
    async result(vpcs: readonly string[]): Promise<DemoResult> {
      // Counted before the story asks anything more.
      const calls = ownCalls(emulated, user);
      const networks: DemoNetwork[] = [];
      for (const vpc of vpcs) {
        const found = await finding(vpc);
        if (found === undefined) throw new Error(`no finding of ${vpc}`);
        const names: DemoNetwork["names"][number][] = [];
        for (const { name, part, address } of found.parts.flatMap((one) => one.names)) {
          const { udp, tcp } = await ask(vpc, name);
          const ok = address !== null && same(udp, [address]) && same(tcp, [address]);
          names.push({ name, part, address, answer: udp[0] ?? null, ok });
        }
        const { cloud, account, region: where, registry, state } = found;
        if (cloud !== "alibaba" || registry === null) throw new Error(`the finding of ${vpc} names no registry`);
        networks.push({
          cloud,
          account,
          region: where,
          vpcId: vpc,
          registry,
          state,
          address: found.parts[0]?.address ?? null,
          names,
        });
      }
      const ok =
        networks.every(
          (network) => network.state === "moored" && network.names.length > 0 && network.names.every((name) => name.ok),
        ) && repairs.length >= 3;
      return { ok, networks, repairs, calls };
    },
  };
  return stage;
}

function ownCalls(emulated: Emulated, user: User): Readonly<Record<string, number>> {
  const counts = Object.entries(emulated.emulator.world.calls.counts()).map(
    ([name, count]) => [name, count - (user.calls.get(name) ?? 0)] as const,
  );
  return Object.fromEntries(counts.filter(([, count]) => count > 0));
}

function listAt(
  body: Readonly<Record<string, unknown>>,
  outer: string,
  inner: string,
): readonly Readonly<Record<string, unknown>>[] {
  const wrapper = body[outer];
  return typeof wrapper === "object" && wrapper !== null
    ? list(Object.fromEntries(Object.entries(wrapper))[inner])
    : [];
}

function list(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value : [];
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((value, index) => value === b[index]);
}
