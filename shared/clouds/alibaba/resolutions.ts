import pLimit from "p-limit";
import type { ResolutionView } from "../../model/estate.ts";
import { instant, type Known, known, unknown } from "../../model/known.ts";
import type { Resolution } from "../../model/name.ts";
import type { Zone, ZoneRecord } from "../../model/zone.ts";
import { answersHost, hostIn } from "../host.ts";
import { CloudError, type NameTarget } from "../port.ts";
import { unlistedZones } from "../unlisted.ts";
import { type BoundRule, forwardingRules, ruleFor } from "./forwarding.ts";
import { relevantZones } from "./relevant-zones.ts";
import type { CallOptions, Transport } from "./transport.ts";
import {
  type FullRecord,
  foundZone,
  type ListedZone,
  listZones,
  revisionOf,
  type ZoneInfo,
  zoneInfo,
  zoneRecords,
} from "./zones.ts";

/** Zones that are read side by side. */
const concurrency = 5;

type ReadZone = Known<{ readonly info: ZoneInfo; readonly records: readonly FullRecord[]; readonly revision: string }>;

/**
 * What could answer each name in its network. The vendor does not document how its zones are laid out, so nothing is
 * assumed: every zone of the account whose name is the target or a parent of it is read, once, bound or not, unless
 * `relevantZones` knows better.
 *
 * A zone that could not be read makes unknown exactly the names it could answer.
 */
export async function resolutions(
  transport: Transport,
  targets: readonly NameTarget[],
  now: () => number,
  options: CallOptions,
): Promise<readonly ResolutionView[]> {
  if (targets.length === 0) return [];
  const [listed, rules] = await Promise.all([
    attempt(() => listZones(transport, options), now),
    attempt(() => forwardingRules(transport, options), now),
  ]);
  if (!listed.known) return targets.map((target) => view(target, listed));

  const doubtOf = await unlistedZones(
    targets,
    new Set(listed.value.map(({ id }) => id)),
    async (id) => (await foundZone(transport, id, options)) !== null,
  );
  const names = new Set(targets.map(({ name }) => name));
  const candidates = listed.value.filter((zone) => [...names].some((name) => hostIn(zone.name, name) !== null));
  const wanted = await relevantZones(transport, targets, candidates, options);
  const limit = pLimit(concurrency);
  const zones = new Map<string, ReadZone>();
  await limit.map(wanted, async (zone) => {
    zones.set(zone.id, await attempt(() => readZone(transport, zone, options), now));
  });
  return targets.map((target) =>
    view(target, doubtOf(target) ?? resolve(target, wanted, zones, rules, instant(now()))),
  );
}

function view({ network, part, name }: NameTarget, resolution: Known<Resolution>): ResolutionView {
  return { network, part, name, resolution };
}

async function readZone(transport: Transport, zone: ListedZone, options: CallOptions) {
  const info = await zoneInfo(transport, zone.id, options);
  const records = await zoneRecords(transport, zone.id, options);
  return { info, records, revision: revisionOf(info, records) };
}

function resolve(
  target: NameTarget,
  wanted: readonly ListedZone[],
  read: ReadonlyMap<string, ReadZone>,
  rules: Known<readonly BoundRule[]>,
  at: string,
): Known<Resolution> {
  const zones: Zone[] = [];
  for (const listed of wanted) {
    const host = hostIn(listed.name, target.name);
    const zone = read.get(listed.id);
    if (host === null || zone === undefined) continue;
    if (!zone.known) return unknown(`zone ${listed.id} (${listed.name}) could not be read: ${zone.reason}`, zone.cause);
    const { info, records, revision } = zone.value;
    const { id, name, origin, fallsThrough, bindings, remark } = info;
    // What else a zone of Mooring's own holds decides whether it may be taken away.
    const relevant = records
      .filter((record) => target.kind === "custom" || answersHost(record.host, host))
      .map(toRecord);
    zones.push({ id, name, origin, fallsThrough, bindings, records: relevant, remark, revision });
  }
  const { network, part, name } = target;
  return known({ network, part, name, switch: null, ...forwardingOf(rules, target), zones }, at);
}

/** Rules that could not be read make no name unknown: they are rare, and zones come before them. */
function forwardingOf(
  rules: Known<readonly BoundRule[]>,
  { network, name }: NameTarget,
): Pick<Resolution, "forwarding" | "forwardingUnread"> {
  if (rules.known) return { forwarding: ruleFor(rules.value, network, name) };
  return rules.cause === undefined ? { forwarding: null } : { forwarding: null, forwardingUnread: rules.cause };
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
