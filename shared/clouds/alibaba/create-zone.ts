import * as v from "valibot";
import type { Clock } from "../../kernel/clock.ts";
import type { CreateZone, WriteResult } from "../../model/change.ts";
import { type CallContext, CloudError } from "../port.ts";
import { optionalText, read } from "../reading.ts";
import { settle } from "../settle.ts";
import { zoneToken } from "./client-token.ts";
import { proxyPattern } from "./fall-through.ts";
import type { CallOptions, Transport } from "./transport.ts";
import { wasDeleted } from "./zone-edits.ts";
import { foundZone, type ZoneInfo, zoneRecords, zonesNamed } from "./zones.ts";

/** A new zone may be unknown to other calls for a while; how long it is waited for, milliseconds. */
const waits = [0, 1_000, 2_000, 4_000];

const answer = v.looseObject({ ZoneId: v.pipe(v.string(), v.minLength(1)), RequestId: optionalText });

interface Made {
  readonly id: string;
  readonly requestId: string | null;
}

/**
 * AddZone, then UpdateZoneRemark: AddZone takes no remark. A zone of this name that holds the change's remark is
 * `already`. Between the two calls the zone is nobody's by its remark, so the token of AddZone stays the same for one
 * announcement: whoever asks again, after a lost answer or in a later pass, is answered with the same zone.
 *
 * The vendor may repeat that answer although the zone was deleted or taken into use since; then a new one is asked for.
 * https://www.alibabacloud.com/help/en/dns/api-pvtz-2018-01-01-addzone
 */
export async function createZone(
  transport: Transport,
  change: CreateZone,
  clock: Clock,
  context: CallContext,
): Promise<WriteResult> {
  const options = { region: change.region, context };
  const { zoneName, remark } = change;
  const marked = (await zonesNamed(transport, zoneName, null, options)).find((zone) => zone.remark === remark);
  if (marked !== undefined)
    return {
      result: "already",
      sentence: `Zone ${marked.id} (${zoneName}) holds the remark already.`,
      made: marked.id,
    };
  const asked = async (after: string) => {
    const made = await add(transport, change, after, options);
    return { ...made, zone: await shown(transport, made.id, clock, options) };
  };
  let made = await asked("");
  const old = made.zone === null ? await wasDeleted(transport, made.id, options) : !isOurs(made.zone, change);
  if (old) made = await asked(made.id);
  const { id, requestId, zone } = made;
  // It may only be late: to ask for another one now could make two.
  if (zone === null || !isOurs(zone, change)) throw notShown(id, zoneName);
  if (zone.remark !== remark) await mark(transport, change, id, options);
  return { result: "written", requestId, made: id };
}

async function add(transport: Transport, change: CreateZone, used: string, options: CallOptions): Promise<Made> {
  const { zoneName, fallsThrough } = change;
  const parameters = {
    ZoneName: zoneName,
    ProxyPattern: proxyPattern(fallsThrough),
    ClientToken: zoneToken(change, used),
  };
  const call = () => transport.call("pvtz", "AddZone", parameters, options);
  const body = await call().catch((error: unknown) => {
    const lost = error instanceof CloudError && error.failure.kind === "unavailable" && !options.context.signal.aborted;
    if (!lost) throw error;
    return call();
  });
  const { ZoneId, RequestId } = read("pvtz:AddZone", answer, body);
  return { id: ZoneId, requestId: RequestId === "" ? null : (RequestId ?? null) };
}

/** `null`: it does not show, which may be late or for ever. */
async function shown(transport: Transport, id: string, clock: Clock, options: CallOptions): Promise<ZoneInfo | null> {
  for (const wait of waits) {
    if (wait > 0) await clock.sleep(wait, options.context.signal);
    const zone = await foundZone(transport, id, options);
    if (zone !== null) return zone;
  }
  return null;
}

/** Marked, or as AddZone made it: a repeated answer may name a zone that somebody took into use since. */
function isOurs({ name, remark, bindings }: ZoneInfo, change: CreateZone): boolean {
  return name === change.zoneName && (remark === change.remark || (remark === "" && bindings.length === 0));
}

function notShown(id: string, zoneName: string): CloudError {
  return new CloudError({
    kind: "unavailable",
    call: "pvtz:AddZone",
    code: "ZoneNotShown",
    message: `zone ${id} (${zoneName}) was made and does not show yet; the next pass reads again`,
  });
}

/** A zone that can't be marked is taken away again: each pass would leave one more behind. */
async function mark(transport: Transport, { remark }: CreateZone, id: string, options: CallOptions): Promise<void> {
  try {
    await settle(
      () => transport.call("pvtz", "UpdateZoneRemark", { ZoneId: id, Remark: remark }, options),
      async () => (await foundZone(transport, id, options))?.remark === remark,
      options.context,
    );
  } catch (error) {
    if (error instanceof CloudError && (error.failure.kind === "denied" || error.failure.kind === "invalid"))
      await discard(transport, id, options).catch(() => undefined);
    throw error;
  }
}

async function discard(transport: Transport, id: string, options: CallOptions): Promise<void> {
  const zone = await foundZone(transport, id, options);
  if (zone === null || zone.bindings.length > 0 || zone.remark !== "") return;
  if ((await zoneRecords(transport, id, options)).length > 0) return;
  await transport.call("pvtz", "DeleteZone", { ZoneId: id }, options);
}
