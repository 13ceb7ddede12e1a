import { type StartedEmulator, startEmulator } from "../../emulator/index.ts";
import type { SettingValue } from "../../emulator/settings.ts";
import type { WritingCloud } from "../../shared/clouds/port.ts";
import { parseConfiguration } from "../../shared/config/parse.ts";
import { silentLog } from "../../shared/kernel/log.ts";
import type { Change } from "../../shared/model/change.ts";
import type { CloudName } from "../../shared/model/network.ts";
import type { Report } from "../../shared/model/report.ts";
import type { OptIn } from "../../shared/model/settings.ts";
import { runPass } from "../../shared/reconcile/run.ts";
import { drivenClock, seededRandom } from "../e2e/direct-passes.ts";
import { createAlibabaDrift } from "../e2e/drift-alibaba.ts";
import { createTencentDrift } from "../e2e/drift-tencent.ts";
import { configurationText, names, quick } from "../e2e/stage.ts";
import { defaultName, tencentConfiguration, vpcName } from "../e2e/tencent-direct-stage.ts";
import { askBoth } from "../emulator/dns-client.ts";
import { createMemoryStore } from "../unit/store/memory-store.ts";
import { dishonest, lost, misled, rewritten, strayed } from "./estate-laws.ts";
import { createWatch, type Heard } from "./estate-watch.ts";

/** What one estate is made of. */
export interface EstatePlan {
  /** Of the emulated clouds. */
  readonly values: Readonly<Record<string, SettingValue>>;
  /** Moored networks on each cloud, 2 or 3. */
  readonly networks: number;
  /** Names of the user's own at both registries. */
  readonly domains: readonly string[];
  readonly optIn: readonly OptIn[];
  readonly createServiceLinkedRole: boolean;
  /** Lines of the configuration's limits. */
  readonly limits: { readonly repairsPerDay: number; readonly repointsPerHour: number };
}

/** A network that wishes to be moored, unless somebody released it. */
export interface Member {
  readonly cloud: CloudName;
  readonly id: string;
  /** The names that must resolve to its link. */
  readonly names: readonly string[];
  wishes: boolean;
}

/** Both emulated clouds, one ledger and one configuration for them, and passes that look at both at once. */
export async function createEstate(plan: EstatePlan) {
  const wall = Date.now();
  const started = await startEmulator({
    settings: { ...quick, tcrLinkReadyMs: 0, tcrLinkGoneMs: 0, linkQuotaRaised: 100, ...plan.values },
    // World time moves only when it is driven, so that a sequence that failed fails again.
    wall: () => wall,
  });
  try {
    return await estateIn(started, plan);
  } catch (error) {
    await started.close();
    throw error;
  }
}

async function estateIn(started: StartedEmulator, plan: EstatePlan) {
  const { world } = started.emulator;
  const store = createMemoryStore();
  const shared = { started, store };
  const alibaba = await createAlibabaDrift(plan.values, plan.domains, shared);
  const tencent = await createTencentDrift(plan.values, plan.domains, shared);
  const parsed = parseConfiguration(configurationOf(plan));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const { settings } = parsed;
  const clock = drivenClock(world);
  const random = seededRandom();
  const own: Readonly<Record<CloudName, readonly string[]>> = {
    alibaba: [names.registry, ...(plan.values["zoneLayout"] === "parent-zone" ? [names.chart] : []), ...plan.domains],
    tencent: [vpcName, defaultName, ...plan.domains],
  };
  const watch = createWatch({ world, alibaba, tencent, own });
  const members: Member[] = [];
  const labels = new Map<string, string>();
  const log: string[] = [];
  const touched = new Set<string>();
  /** Networks whose switches somebody turned: nobody tells with which address, so they are turned off before they are on. */
  const untold = new Set<string>();
  /** What was heard after the last pass; `null` since somebody broke something. */
  let left: Heard | null = null;

  /** A network whose link somebody else made is left alone by Mooring, and by these stories. */
  function join(cloud: CloudName, id: string): void {
    const isOthers = members.length >= 2 * plan.networks && watch.isLinked(id);
    labels.set(id, `${cloud}-${[...labels.values()].filter((label) => label.startsWith(cloud)).length + 1}`);
    if (!isOthers) members.push({ cloud, id, names: own[cloud], wishes: true });
  }

  /** Texts with the networks' short names, which the sequence is told with. */
  function told(text: string): string {
    return [...labels].reduce((all, [id, label]) => all.replaceAll(id, label), text);
  }

  /** One pass over both clouds, every write of which is held against what was heard before it. */
  async function pass(depth: "full" | "frequent"): Promise<Report> {
    const written = new Set<string>();
    const zonesBefore = watch.zones();
    const begun = watch.hear();
    const broken = left === null ? [] : [...lost(left, begun, "time, after a pass,", untold)];
    let last = begun;
    const around = (cloud: WritingCloud): WritingCloud => ({
      ...cloud,
      async write(change, context) {
        written.add(change.network);
        const isMember = members.some(({ id }) => id === change.network);
        if (isMember && !touched.has(change.network)) broken.push(`${wordsOf(change)}, which nobody harmed`);
        const listening = watch
          .zones()
          .filter(({ madeFor }) => change.cloud === "tencent" && madeFor === change.network)
          .flatMap(({ networks }) => networks);
        for (const network of listening) written.add(network);
        try {
          return await cloud.write(change, context);
        } finally {
          const heard = watch.hear();
          const by = wordsOf(change);
          broken.push(...lost(last, heard, by, untold), ...strayed(last, heard, by, written));
          // What else a switch's zone holds, and comes back with it, is the vendor's.
          if (!change.kind.startsWith("switch-")) broken.push(...misled(last, heard, by));
          last = heard;
        }
      },
    });
    const report = await runPass({
      deployment: "mooring",
      mode: "full",
      target: started.url,
      trigger: { kind: "timer", depth },
      settings,
      clouds: [alibaba.stage.cloud, tencent.stage.cloud].map((cloud) => {
        const one = around(cloud);
        return { read: one, write: one };
      }),
      store,
      clock,
      log: silentLog,
      waitMs: 0,
      budgetMs: 15 * 60_000,
      calls: () => ({}),
      random,
    });
    const did = report.outcomes.map(
      ({ change, result }) => `${wordsOf(change)}${result === "applied" ? "" : ` (${result})`}`,
    );
    log.push(`  ${depth} pass: ${did.length === 0 ? "nothing" : did.join(", ")}`);
    left = watch.hear();
    broken.push(...lost(begun, left, "the pass", untold), ...rewritten(zonesBefore, watch.zones(), touched, begun));
    // The vendor may call a switch on before resolvers follow.
    if (depth === "full" && !watch.isTurning()) broken.push(...dishonest(report, left));
    const [first] = broken;
    if (first !== undefined) throw new Error(first);
    return report;
  }

  function wordsOf(change: Change): string {
    const name = "name" in change ? ` ${change.name.replace(/\..*/, "")}` : "";
    return `${change.kind}${name} in ${change.network}`;
  }

  /** What is not answered rightly over real sockets in the networks that wish. */
  async function wrongOverSockets(): Promise<readonly string[]> {
    const resolvers = await started.networks();
    const wrong: string[] = [];
    for (const member of members.filter(({ wishes }) => wishes))
      for (const name of member.names) {
        const resolver = resolvers.find(({ vpcId }) => vpcId === member.id);
        const { udp, tcp } = resolver === undefined ? { udp: [], tcp: [] } : await askBoth(resolver, name);
        const want = watch.addressOf(member.id, name);
        if (want === null || udp.join() !== want || tcp.join() !== want)
          wrong.push(`${member.id} ${name} answers ${udp.join()} (${tcp.join()}), not ${want}`);
      }
    return wrong;
  }

  const estate = {
    plan,
    settings,
    world,
    started,
    alibaba,
    tencent,
    members,
    log,
    /** Networks that somebody harmed. */
    touched,
    untold,
    told,
    label: (id: string) => labels.get(id) ?? id,
    join,
    watch,
    pass,
    wrongOverSockets,
    wait: (milliseconds: number) => world.clock.advance(milliseconds),
    /** Something is broken, or taken back: what is answered next is nobody's fault. */
    async disturb(work: () => Promise<void>): Promise<void> {
      // The vendor counts calls in seconds of its own.
      await world.clock.advance(2_000);
      left = null;
      try {
        await work();
      } finally {
        await world.clock.advance(10_000 + world.settings.dnsPropagationMs);
      }
    },
    /** So many minutes with a frequent pass in each; the last report. */
    async minute(): Promise<Report> {
      await world.clock.advance(60_000);
      return pass("frequent");
    },
    stop: () => started.close(),
  };

  for (const id of [alibaba.other, alibaba.hurt]) join("alibaba", id);
  for (const id of [tencent.other, tencent.hurt]) join("tencent", id);
  labels.set(alibaba.stranger, "alibaba-stranger").set(tencent.stranger, "tencent-stranger");
  for (let made = 2; made < plan.networks; made++) {
    join("alibaba", await alibaba.network({ "registry-link": "prod" }));
    join("tencent", await tencent.stage.createNetwork());
  }
  for (const { id } of members) touched.add(id);
  for (let minute = 0; ; minute++) {
    const report = await estate.minute();
    if (report.findings.every(({ state }) => state === "moored")) break;
    if (minute > 15) throw new Error(`not moored: ${JSON.stringify(report.findings)}`);
  }
  // A daily pass counts what the lists hold.
  await pass("full");
  touched.clear();
  log.length = 0;
  return estate;
}

export type Estate = Awaited<ReturnType<typeof createEstate>>;

function configurationOf({ values, domains, optIn, createServiceLinkedRole, limits }: EstatePlan): string {
  const parts = values["zoneLayout"] === "parent-zone" ? "[registry, chart]" : "[registry]";
  const lines = [
    ...(domains.length === 0 ? [] : [`customDomains: [${domains.join(", ")}]`]),
    ...(optIn.length === 0 ? [] : [`optIn: [${optIn.join(", ")}]`]),
  ];
  const prod = configurationText({
    parts,
    extra: [...lines, `createServiceLinkedRole: ${createServiceLinkedRole}`].map((line) => `    ${line}\n`).join(""),
  });
  const harbor = tencentConfiguration(["names: [vpc, default]", ...lines]).replace(/^version: 1\nregistries:\n/, "");
  const { repairsPerDay, repointsPerHour } = limits;
  return `${prod}${harbor}limits: { repairsPerDay: ${repairsPerDay}, repointsPerHour: ${repointsPerHour}, inTransition: 20 }\n`;
}
