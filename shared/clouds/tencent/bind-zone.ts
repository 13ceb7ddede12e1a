import * as v from "valibot";
import type { Clock } from "../../kernel/clock.ts";
import type { BindZone, WriteResult } from "../../model/change.ts";
import type { ZoneBinding } from "../../model/zone.ts";
import { hostIn } from "../host.ts";
import { CloudError } from "../port.ts";
import { type Body, optionalText, read } from "../reading.ts";
import { settle } from "../settle.ts";
import type { CallOptions, Transport } from "./transport.ts";
import { type ListedZone, listZones, zoneNow } from "./zones.ts";

/** The two calls that change a set by what they name; ModifyPrivateZoneVpc, which replaces it, is never used. */
type Specify = "AddSpecifyPrivateZoneVpc" | "DeleteSpecifyPrivateZoneVpc";

/** How often a binding that is still being made is asked for, a second apart; the next pass sees the rest. */
const polls = 5;

const accepted = v.looseObject({ UniqId: optionalText });
const progress = v.looseObject({ Status: v.string(), ErrorMsg: optionalText });

/**
 * AddSpecifyPrivateZoneVpc and then DeleteSpecifyPrivateZoneVpc, for the difference of `have` and `want`, after reading
 * that the zone is bound as planned: a network that somebody binds meanwhile is not lost.
 *
 * Refused before anything is sent: an empty set, which would unbind the zone from every network.
 * https://cloud.tencent.com/document/api/1338/112346
 */
export async function bindZone(
  transport: Transport,
  change: BindZone,
  clock: Clock,
  options: CallOptions,
): Promise<WriteResult> {
  const { zone, zoneName, have, want } = change;
  if (want.length === 0)
    throw new CloudError({
      kind: "invalid",
      call: "privatedns:DeleteSpecifyPrivateZoneVpc",
      code: "EmptyBinding",
      message: `an empty set would unbind zone ${zone} (${zoneName}) from every network`,
    });
  const before = await zoneNow(transport, zone, options);
  if (before === null) return moved(`Zone ${zone} (${zoneName}) is gone.`);
  if (sameSet(before.bindings, want))
    return { result: "already", sentence: `Zone ${zoneName} is bound to ${names(want)} already.` };
  if (!sameSet(before.bindings, have))
    return moved(`Zone ${zoneName} is bound to ${names(before.bindings)} by now, not to ${names(have)}.`);

  const added = without(want, have);
  const write = async () => {
    const steps: Body[] = [];
    if (added.length > 0) steps.push(await specify(transport, "AddSpecifyPrivateZoneVpc", zone, added, clock, options));
    const removed = without(have, want);
    if (removed.length > 0)
      steps.push(await specify(transport, "DeleteSpecifyPrivateZoneVpc", zone, removed, clock, options));
    return steps.at(-1) ?? {};
  };
  const holds = async () => sameSet((await zoneNow(transport, zone, options))?.bindings ?? [], want);
  try {
    return await settle(write, holds, options.context);
  } catch (error) {
    throw await named(transport, error, before, added, options);
  }
}

/** Takes a zone from every network in `bindings`; none is nothing to do. */
export async function unbindZone(
  transport: Transport,
  zone: string,
  bindings: readonly ZoneBinding[],
  clock: Clock,
  options: CallOptions,
): Promise<void> {
  if (bindings.length > 0) await specify(transport, "DeleteSpecifyPrivateZoneVpc", zone, bindings, clock, options);
}

/** Whether two sets name the same networks, whose ids are unique over all regions and accounts. */
export function sameSet(a: readonly ZoneBinding[], b: readonly ZoneBinding[]): boolean {
  return without(a, b).length === 0 && without(b, a).length === 0;
}

/** The networks of a set, for people. */
export function names(set: readonly ZoneBinding[]): string {
  return set.length === 0 ? "no network" : set.map(({ network }) => network).join(", ");
}

function without(a: readonly ZoneBinding[], b: readonly ZoneBinding[]): readonly ZoneBinding[] {
  return a.filter(({ network }) => !b.some((other) => other.network === network));
}

async function specify(
  transport: Transport,
  action: Specify,
  zone: string,
  bindings: readonly ZoneBinding[],
  clock: Clock,
  options: CallOptions,
): Promise<Body> {
  const own = bindings.filter(({ account }) => account === null);
  const others = bindings.filter(({ account }) => account !== null);
  const place = ({ network, region }: ZoneBinding) => ({ UniqVpcId: network, Region: region });
  const parameters = {
    ZoneId: zone,
    ...(own.length === 0 ? {} : { VpcSet: own.map(place) }),
    ...(others.length === 0
      ? {}
      : { AccountVpcSet: others.map((one) => ({ ...place(one), Uin: one.account, VpcName: one.network })) }),
    Sync: true,
  };
  const body = await transport.call("privatedns", action, parameters, options);
  const { UniqId } = read(`privatedns:${action}`, accepted, body);
  // Asked to answer when it is done, the vendor has no task to name; an answer that names one is not done yet.
  if (UniqId !== "") await settled(transport, UniqId, clock, options);
  return body;
}

async function settled(transport: Transport, task: string, clock: Clock, options: CallOptions): Promise<void> {
  const call = "privatedns:QueryAsyncBindVpcStatus";
  for (let poll = 0; poll < polls; poll++) {
    const body = await transport.call("privatedns", "QueryAsyncBindVpcStatus", { UniqId: task }, options);
    const { Status, ErrorMsg } = read(call, progress, body);
    if (/^success/i.test(Status)) return;
    if (/^fail/i.test(Status))
      throw new CloudError({
        kind: "conflict",
        call,
        code: "BindingFailed",
        message: ErrorMsg || "no reason is given",
      });
    await clock.sleep(1_000, options.context.signal);
  }
}

const taken: readonly string[] = [
  "InvalidParameter.VpcBindedMainDomain",
  "InvalidParameter.VpcBinded",
  "BindingFailed",
];

/** A refusal because a network has a zone of that domain, with the zone's name. */
async function named(
  transport: Transport,
  error: unknown,
  zone: ListedZone,
  added: readonly ZoneBinding[],
  options: CallOptions,
): Promise<unknown> {
  if (!(error instanceof CloudError) || !taken.includes(error.failure.code)) return error;
  const all = await listZones(transport, options).catch(() => []);
  const others = all.filter(
    (other) => other.id !== zone.id && isRelated(other.name, zone.name) && bindsAny(other, added),
  );
  const { failure } = error;
  const who =
    others.length === 0
      ? "this account sees no such zone"
      : others
          .map(({ id, name, remark }) => `${id} (${name}${remark === "" ? "" : `, remark "${remark}"`})`)
          .join(", ");
  const message = `${names(added)} takes one zone of a main domain and has another that ${zone.name} would meet: ${who} (${failure.message})`;
  return new CloudError({ ...failure, message }, { cause: error });
}

function bindsAny({ bindings }: ListedZone, added: readonly ZoneBinding[]): boolean {
  return bindings.some(({ network }) => added.some((one) => one.network === network));
}

// What counts as a main domain is the vendor's to say: zones above, below and beside are named.
function isRelated(a: string, b: string): boolean {
  const end = (name: string) => name.split(".").slice(-2).join(".");
  return hostIn(a, b) !== null || hostIn(b, a) !== null || end(a) === end(b);
}

function moved(sentence: string): WriteResult {
  return { result: "moved", sentence };
}
