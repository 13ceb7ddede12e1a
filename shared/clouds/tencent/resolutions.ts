import pLimit from "p-limit";
import { instant, type Known, known, unknown } from "../../model/known.ts";
import type { NameSwitch, Resolution } from "../../model/name.ts";
import type { ForwardingRule, Zone, ZoneRecord } from "../../model/zone.ts";
import { answersHost, hostIn } from "../host.ts";
import { type CallContext, CloudError, type NameReading, type NameTarget } from "../port.ts";
import { unlistedZones } from "../unlisted.ts";
import { readSwitches, type SwitchAnswer, type SwitchGroup } from "./dns-status.ts";
import { forwardingRules, ruleFor } from "./forwarding.ts";
import { markOf } from "./mark.ts";
import type { Transport } from "./transport.ts";
import { type FullRecord, type ListedZone, listZones, revisionOf, zoneNow, zoneRecords } from "./zones.ts";

/** Reads that are made side by side. */
const concurrency = 5;

type Records = Known<readonly FullRecord[]>;
type Switches = ReadonlyMap<NameTarget, SwitchAnswer>;

/**
 * What could answer each name in its network: the registry's own switch, every private zone bound to the network
 * whose name is the target or a parent of it, and the forwarding rules of those zones. The vendor does not say whether
 * the zones behind its switches are among those that the account sees, so both are read and neither is concluded from
 * the other.
 *
 * Each kind of failure makes unknown exactly the names it leaves in doubt: a switch that could not be read its own name,
 * a zone the names it could answer, and the list of zones all of them, because any of its zones might shadow any name.
 * An account that never opened the private DNS service has no zones, and that is known.
 *
 * Of a name whose switch and zones show what they showed before (`seen`), no record is read.
 */
export async function resolutions(
  transport: Transport,
  targets: readonly NameTarget[],
  now: () => number,
  region: string,
  context: CallContext,
): Promise<readonly NameReading[]> {
  if (targets.length === 0) return [];
  const options = { region, context };
  const [switches, listed] = await Promise.all([
    switchesOf(transport, targets, context),
    attempt(() => listZones(transport, options), now),
  ]);
  const doubtOf = listed.known
    ? await unlistedZones(
        targets,
        new Set(listed.value.map(({ id }) => id)),
        async (id) => (await zoneNow(transport, id, options)) !== null,
      )
    : () => undefined;
  const marks = new Map<NameTarget, string>();
  for (const target of targets) {
    const answer = switches.get(target) ?? null;
    if (!listed.known || answer instanceof CloudError || doubtOf(target) !== undefined) continue;
    marks.set(
      target,
      markOf(
        answer,
        listed.value.filter((zone) => bears(zone, target)),
      ),
    );
  }
  const unchanged = (target: NameTarget) => target.seen !== undefined && target.seen === marks.get(target);
  const doubted = targets.filter((target) => !unchanged(target));
  const wanted = listed.known ? listed.value.filter((zone) => doubted.some((target) => bears(zone, target))) : [];
  const limit = pLimit(concurrency);
  const records = new Map<string, Records>();
  const [rules] = await Promise.all([
    forwardingRules(
      transport,
      wanted.filter((zone) => doubted.some((target) => answers(zone, target))),
      options,
    ),
    limit.map(wanted, async ({ id }) => {
      records.set(id, await attempt(() => zoneRecords(transport, id, options), now));
    }),
  ]);
  const zones = listed.known ? { ...listed, value: wanted } : listed;
  return targets.map((target): NameReading => {
    const { network, part, name } = target;
    const mark = marks.get(target);
    const read = { network, part, name, ...(mark === undefined ? {} : { mark }) };
    if (unchanged(target))
      return { ...read, resolution: unknown("the lists show no change since it was last read"), unchanged: true };
    const doubt = doubtOf(target);
    if (doubt !== undefined) return { ...read, resolution: doubt };
    const rule = ruleFor(rules, name, network);
    return { ...read, resolution: resolve(target, switches.get(target), zones, records, rule, instant(now())) };
  });
}

/** Only a zone that is bound to the network has a say in it. */
function answers(zone: ListedZone, { network, name }: NameTarget): boolean {
  return hostIn(zone.name, name) !== null && zone.bindings.some((binding) => binding.network === network);
}

/**
 * Whether a zone is evidence of a name. One that no network asks may have lost its binding, or not have it yet; so may a
 * zone of Mooring's for a domain of the user's own, whose remark names the network.
 */
function bears(zone: ListedZone, target: NameTarget): boolean {
  if (answers(zone, target)) return true;
  if (hostIn(zone.name, target.name) === null) return false;
  return zone.bindings.length === 0 || (target.kind === "custom" && zone.remark.includes(target.network));
}

/** An unbound zone says nothing of a switch unless it holds what the switch publishes: it may be anybody's. */
function isForeign(zone: ListedZone, target: NameTarget, host: string, records: Records): boolean {
  if (target.kind === "custom" || answers(zone, target)) return false;
  return !records.known || !records.value.some((one) => one.host === host && one.value === target.address);
}

/** A name of the user's own has no switch; one in a replica's region may have been turned on under the registry's. */
async function switchesOf(
  transport: Transport,
  targets: readonly NameTarget[],
  context: CallContext,
): Promise<Switches> {
  const groups = new Map<
    string,
    { readonly group: SwitchGroup; readonly home: string; readonly members: NameTarget[] }
  >();
  for (const target of targets) {
    const { kind, region, registry } = target;
    if (kind === "custom") continue;
    const key = `${registry.instance}/${kind}/${region}`;
    const group = { instance: registry.instance, kind, region, away: false };
    const found = groups.get(key) ?? { group, home: registry.region, members: [] };
    groups.set(key, found);
    found.members.push(target);
  }
  const switches = new Map<NameTarget, SwitchAnswer>();
  const limit = pLimit(concurrency);
  await limit.map(groups.values(), async ({ group, home, members }) => {
    const options = { region: home, context };
    const found = await readSwitches(transport, group, members, options);
    const away = { ...group, region: home, away: true };
    const under = group.region === home ? null : await readSwitches(transport, away, members, options);
    for (const member of members) {
      const answer = found.get(member.network);
      if (answer === undefined) continue;
      // What is wrong there and could not be read is looked for again in the next pass.
      const other = under?.get(member.network);
      const elsewhere = other === undefined || other instanceof CloudError || other.state !== "on" ? null : home;
      switches.set(member, answer instanceof CloudError ? answer : { ...answer, elsewhere });
    }
  });
  return switches;
}

function resolve(
  target: NameTarget,
  answer: SwitchAnswer | undefined,
  listed: Known<readonly ListedZone[]>,
  read: ReadonlyMap<string, Records>,
  forwarding: ForwardingRule | null,
  at: string,
): Known<Resolution> {
  if (answer instanceof CloudError) return unknown(answer.message, answer.failure);
  if (!listed.known) return listed;
  const zones: Zone[] = [];
  for (const zone of listed.value) {
    const host = hostIn(zone.name, target.name);
    const records = read.get(zone.id);
    if (host === null || records === undefined || !bears(zone, target)) continue;
    if (isForeign(zone, target, host, records)) continue;
    if (!records.known)
      return unknown(`zone ${zone.id} (${zone.name}) could not be read: ${records.reason}`, records.cause);
    const { updated: _, recordCount: __, rule: ___, ...own } = zone;
    // What else a zone of Mooring's own holds decides whether it may be taken away.
    const relevant = records.value
      .filter((record) => target.kind === "custom" || answersHost(record.host, host))
      .map(toRecord);
    zones.push({ ...own, records: relevant, revision: revisionOf(zone, records.value) });
  }
  const own: NameSwitch | null = answer ?? null;
  return known({ network: target.network, part: target.part, name: target.name, switch: own, forwarding, zones }, at);
}

function toRecord({ id, host, type, value, ttl, enabled, remark }: FullRecord): ZoneRecord {
  return { id, host, type, value, ttl, enabled, remark };
}

async function attempt<T>(task: () => Promise<T>, now: () => number): Promise<Known<T>> {
  try {
    return known(await task(), instant(now()));
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    return unknown(error.message, error.failure);
  }
}
