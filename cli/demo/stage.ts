import type { Finding } from "../../shared/model/finding.ts";
import type { CloudName } from "../../shared/model/network.ts";
import type { Report } from "../../shared/model/report.ts";
import { beforeAndAfter } from "../../shared/reconcile/apply/words.ts";
import { listReports, readLatest, readReport } from "../../shared/store/objects/reports.ts";
import type { Emulated } from "../emulated.ts";
import type { Narrator } from "./narrator.ts";
import { resolve } from "./resolver.ts";
import type { DemoNetwork, DemoRepair, DemoResult } from "./result.ts";
import type { Side } from "./side.ts";

/** A network of the story and the cloud it is on. */
export interface Actor {
  readonly side: Side;
  readonly network: string;
}

/** What the networks are called in the story. */
export interface Labels {
  name(id: string, name: string): void;
  label(id: string): string;
}

export function createLabels(): Labels {
  const labels = new Map<string, string>();
  return { name: (id, name) => void labels.set(id, name), label: (id) => labels.get(id) ?? id };
}

/** Where the story takes place: time, what passes did in it, and what is checked. */
export function createStage(emulated: Emulated, narrator: Narrator, { label }: Labels) {
  const { clock } = emulated.emulator.world;
  const told = new Set<string>();
  const repairs: DemoRepair[] = [];
  const lastWord = new Map<string, string>();
  /** Ids as the names that the story gave them. */
  const named = (text: string) => text.replace(/\b(?:vpc|vsw|subnet)-[a-z0-9]+\b/g, label);

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
    const cloud = report.findings[0]?.cloud ?? report.outcomes[0]?.change.cloud ?? null;
    narrator.mooring(cloud, why, lines);
    for (const { result, change } of report.outcomes) {
      if (
        result !== "applied" ||
        change.kind === "attach" ||
        change.kind === "detach" ||
        change.kind === "create-role" ||
        ("first" in change && change.first)
      )
        continue;
      const { registry, network, name, kind } = change;
      repairs.push({ registry, vpcId: network, name, kind, ...beforeAndAfter(change) });
    }
  }

  async function finding({ side, network }: Actor): Promise<Finding | undefined> {
    const latest = await readLatest(emulated.store, side.registry);
    return latest?.findings.find((candidate) => candidate.network === network);
  }

  async function ask(network: string, name: string) {
    const served = (await emulated.networks()).find((candidate) => candidate.vpcId === network);
    if (served === undefined) throw new Error(`the emulated clouds have no resolver for ${label(network)}`);
    return resolve(served, name);
  }

  const stage = {
    async pass(seconds: number): Promise<void> {
      await clock.advance(seconds * 1_000);
      await tellPasses();
    },
    async expectCode(actor: Actor, code: string): Promise<void> {
      const found = await finding(actor);
      narrator.check(
        actor.side.cloud,
        found?.code === code,
        `${label(actor.network)} is reported as ${code}`,
        found === undefined ? "no finding" : `${found.code}: ${found.sentence}`,
      );
    },
    async expectLinked({ side, network }: Actor): Promise<void> {
      const state = await side.linkState(network);
      narrator.check(
        side.cloud,
        state !== null,
        `the registry lists a link for ${label(network)}: ${state}`,
        "no link",
      );
    },
    /** Lets minutes pass, one timer after the other, until all are moored or the minutes are over. */
    async untilMoored(actors: readonly Actor[], minutes: number): Promise<void> {
      for (let minute = 0; minute < minutes; minute++) {
        await stage.pass(60);
        const states = await Promise.all(actors.map(async (actor) => (await finding(actor))?.state));
        if (states.every((state) => state === "moored")) break;
      }
    },
    async expectAnswer({ side, network }: Actor, name: string, addresses: readonly string[]): Promise<void> {
      const { udp, tcp } = await ask(network, name);
      narrator.check(
        side.cloud,
        same(udp, addresses) && same(tcp, addresses),
        `inside ${label(network)}, ${name} answers ${addresses.join(", ") || "nothing"}`,
        `${udp.join(", ") || "nothing"} over UDP, ${tcp.join(", ") || "nothing"} over TCP`,
      );
    },
    /** The names that the network's finding lists. */
    async namesOf(actor: Actor): Promise<readonly string[]> {
      return (await finding(actor))?.parts.flatMap(({ names }) => names.map(({ name }) => name)) ?? [];
    },
    async expectNamesResolve(actor: Actor): Promise<void> {
      const found = await finding(actor);
      const names = found?.parts.flatMap((part) => part.names) ?? [];
      narrator.check(
        actor.side.cloud,
        found?.state === "moored" && names.length > 0,
        `${label(actor.network)} is moored`,
        found === undefined ? "no finding" : `${found.code}: ${found.sentence}`,
      );
      for (const { name, address } of names) await stage.expectAnswer(actor, name, address === null ? [] : [address]);
    },
    async result(actors: readonly Actor[]): Promise<DemoResult> {
      // Counted before the story asks anything more.
      const calls = ownCalls(emulated, [...new Set(actors.map(({ side }) => side))]);
      const networks: DemoNetwork[] = [];
      for (const actor of actors) networks.push(await atTheEnd(actor));
      const held = (network: DemoNetwork) =>
        network.state === "moored" && network.names.length > 0 && network.names.every((name) => name.ok);
      const repaired = (cloud: CloudName) =>
        repairs.some(({ vpcId }) => networks.some((network) => network.cloud === cloud && network.vpcId === vpcId));
      const ok = networks.every(held) && networks.every(({ cloud }) => repaired(cloud));
      return { ok, networks, repairs, calls };
    },
  };

  async function atTheEnd(actor: Actor): Promise<DemoNetwork> {
    const found = await finding(actor);
    if (found === undefined || found.registry === null) throw new Error(`no finding of ${label(actor.network)}`);
    const names: DemoNetwork["names"][number][] = [];
    for (const { name, part, address } of found.parts.flatMap((one) => one.names)) {
      const { udp, tcp } = await ask(actor.network, name);
      const ok = address !== null && same(udp, [address]) && same(tcp, [address]);
      names.push({ name, part, address, answer: udp[0] ?? null, ok });
    }
    const { cloud, account, region, registry, state } = found;
    const address = found.parts[0]?.address ?? null;
    return { cloud, account, region, vpcId: actor.network, registry, state, address, names };
  }

  return stage;
}

function ownCalls(emulated: Emulated, sides: readonly Side[]): Readonly<Record<string, number>> {
  const theirs = (name: string) => sides.reduce((sum, { calls }) => sum + (calls.get(name) ?? 0), 0);
  const counts = Object.entries(emulated.emulator.world.calls.counts()).map(
    ([name, count]) => [name, count - theirs(name)] as const,
  );
  return Object.fromEntries(counts.filter(([, count]) => count > 0));
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((value, index) => value === b[index]);
}
