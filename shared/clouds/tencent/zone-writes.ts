import * as v from "valibot";
import type { Clock } from "../../kernel/clock.ts";
import type { CreateZone, DeleteZone, SetFallThrough, WriteResult } from "../../model/change.ts";
import { read } from "../reading.ts";
import { settle } from "../settle.ts";
import { names, sameSet, unbindZone } from "./bind-zone.ts";
import type { CallOptions, Transport } from "./transport.ts";
import { isAsRevised, listZones, zoneNow, zoneRecords } from "./zones.ts";

const madeAnswer = v.looseObject({ ZoneId: v.pipe(v.string(), v.minLength(1)) });

/**
 * CreatePrivateZone, with no network. The vendor takes several zones of one domain and no client token: the zones are
 * read first, and one of this domain with exactly this remark is `already`, from a try whose answer was lost.
 * https://cloud.tencent.com/document/api/1338/112346
 */
export async function createZone(
  transport: Transport,
  { zoneName, remark, fallsThrough }: CreateZone,
  options: CallOptions,
): Promise<WriteResult> {
  const existing = async () => {
    const zones = await listZones(transport, options);
    const [first] = zones
      .filter((zone) => zone.name === zoneName && zone.remark === remark)
      .map(({ id }) => id)
      .sort();
    return first;
  };
  const before = await existing();
  if (before !== undefined)
    return { result: "already", sentence: `Zone ${before} (${zoneName}) is there already.`, made: before };
  const parameters = { Domain: zoneName, Remark: remark, DnsForwardStatus: statusOf(fallsThrough) };
  let made: string | undefined;
  const create = async () => {
    const body = await transport.call("privatedns", "CreatePrivateZone", parameters, options);
    made = read("privatedns:CreatePrivateZone", madeAnswer, body).ZoneId;
    return body;
  };
  const holds = async () => {
    made = await existing();
    return made !== undefined;
  };
  const result = await settle(create, holds, options.context);
  return result.result === "moved" || made === undefined ? result : { ...result, made };
}

/**
 * ModifyPrivateZone with `DnsForwardStatus`, which the vendor calls the recursion of subdomains.
 * https://cloud.tencent.com/document/api/1338/112346
 */
export async function setFallThrough(
  transport: Transport,
  { zone, zoneName, want }: SetFallThrough,
  options: CallOptions,
): Promise<WriteResult> {
  const now = await zoneNow(transport, zone, options);
  if (now === null) return { result: "moved", sentence: `Zone ${zone} (${zoneName}) is gone.` };
  if (now.fallsThrough === want)
    return { result: "already", sentence: `Zone ${zoneName} ${want ? "falls" : "does not fall"} through already.` };
  // What a modification leaves out may fall back to its default.
  const kept = now.remark === "" ? {} : { Remark: now.remark };
  const parameters = { ZoneId: zone, DnsForwardStatus: statusOf(want), ...kept };
  return settle(
    () => transport.call("privatedns", "ModifyPrivateZone", parameters, options),
    async () => (await zoneNow(transport, zone, options))?.fallsThrough === want,
    options.context,
  );
}

/**
 * DeletePrivateZone, after the zone's bindings and then its records, in this order so that it never answers with less
 * than it held; one that is bound, or holds anything, otherwise than planned has moved.
 * https://cloud.tencent.com/document/api/1338/112346
 */
export async function deleteZone(
  transport: Transport,
  { zone, zoneName, have, revision }: DeleteZone,
  clock: Clock,
  options: CallOptions,
): Promise<WriteResult> {
  const now = await zoneNow(transport, zone, options);
  if (now === null) return { result: "already", sentence: `Zone ${zone} (${zoneName}) is gone already.` };
  if (!sameSet(now.bindings, have))
    return {
      result: "moved",
      sentence: `Zone ${zoneName} is bound to ${names(now.bindings)} by now, not to ${names(have)}.`,
    };
  const records = await zoneRecords(transport, zone, options);
  if (!isAsRevised(now, records, revision))
    return { result: "moved", sentence: `Zone ${zone} (${zoneName}) does not hold what the plan saw any more.` };
  await unbindZone(transport, zone, now.bindings, clock, options);
  if (records.length > 0) {
    const parameters = { ZoneId: zone, RecordIdSet: records.map(({ id }) => id) };
    await transport.call("privatedns", "DeletePrivateZoneRecord", parameters, options);
  }
  return settle(
    () => transport.call("privatedns", "DeletePrivateZone", { ZoneId: zone }, options),
    async () => (await zoneNow(transport, zone, options)) === null,
    options.context,
  );
}

function statusOf(fallsThrough: boolean): string {
  return fallsThrough ? "ENABLED" : "DISABLED";
}
