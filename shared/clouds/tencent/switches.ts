import type { SwitchChange, SwitchOff, SwitchOn, WriteResult } from "../../model/change.ts";
import type { NameSwitch } from "../../model/name.ts";
import { type CallContext, CloudError } from "../port.ts";
import { settle } from "../settle.ts";
import { readSwitch, switchParameters } from "./dns-status.ts";
import type { Registries } from "./registry.ts";
import type { CallOptions, Transport } from "./transport.ts";

/**
 * CreateInternalEndpointDns, after reading that the link still is ready with this address. The vendor's status may or may
 * not compare addresses, so "on" is proof enough only where the same address is restored; a name that is published for
 * the first time or moved to another address is always written, which replaces what is there: of two passes that publish
 * it side by side each may then say in the ledger what it answers with.
 *
 * Whether the vendor replaces or refuses is not documented: refused, the name is withdrawn and published anew, unless it
 * came on meanwhile, by an earlier try that was never answered.
 * https://cloud.tencent.com/document/api/1141/53131
 */
export async function switchOn(
  transport: Transport,
  registries: Registries,
  change: SwitchOn,
  context: CallContext,
): Promise<WriteResult> {
  const { instance, network, region, address, name } = change;
  const home = await registries.home(instance, region, context);
  const options = { region: home, context };
  const link = await registries.linkNow(instance, change, options);
  if (link === undefined) return moved(`${network} is not linked to ${instance} any more.`);
  if (link.state !== "ready" || !link.address.known)
    return moved(`The link of ${network} is ${link.vendorState || "not ready"} by now.`);
  if (link.address.value !== address)
    return moved(`The link of ${network} has the address ${link.address.value} by now, not ${address}.`);

  const { parameters, state } = switchOf(transport, change, region, options);
  const before = await state();
  if (before === "on" && !change.first && !change.repoints)
    return { result: "already", sentence: `${name} is published in ${network} already.` };
  const call = (action: string) => transport.call("tcr", action, parameters, options);
  const create = () => call("CreateInternalEndpointDns");
  // What was on before and is on after proves nothing of this write.
  const cameOn = async () => before !== "on" && (await state()) === "on";
  const replace = async () => {
    try {
      return await create();
    } catch (error) {
      if (!isRefusedAsThere(error) || (await cameOn())) throw error;
      await call("DeleteInternalEndpointDns").catch(ignoreAbsent);
      return create();
    }
  };
  return settle(replace, cameOn, context);
}

/**
 * DeleteInternalEndpointDns with the address the name was published with, under the region that the change names, which
 * is not the network's where somebody named none or a wrong one. Off by the vendor's word for this address is `already`, whether its status compares addresses or not: in neither case does the name answer with it.
 * https://cloud.tencent.com/document/api/1141/53130
 */
export async function switchOff(
  transport: Transport,
  registries: Registries,
  change: SwitchOff,
  context: CallContext,
): Promise<WriteResult> {
  const { instance, network, region, address, name } = change;
  const home = await registries.home(instance, region, context);
  const { parameters, state } = switchOf(transport, change, change.switchRegion, { region: home, context });
  const before = await state();
  if (before === "off")
    return { result: "already", sentence: `${name} is not published in ${network} with ${address} any more.` };
  if (before === "unclear") return moved(`The vendor does not say clearly whether ${name} is published in ${network}.`);
  return settle(
    () => transport.call("tcr", "DeleteInternalEndpointDns", parameters, { region: home, context }),
    async () => (await state()) === "off",
    context,
  );
}

function switchOf(transport: Transport, change: SwitchChange, region: string, options: CallOptions) {
  const { instance, network, address, nameKind: kind, name } = change;
  const away = region !== change.region;
  if (kind === "custom")
    throw new CloudError({
      kind: "invalid",
      call: "tcr:CreateInternalEndpointDns",
      code: "NoSuchSwitch",
      message: `${name} is a domain of the user's own, which the vendor has no switch for`,
    });
  const group = { instance, kind, region, away };
  const asked = { network, address };
  return {
    parameters: switchParameters(group, asked),
    async state(): Promise<NameSwitch["state"]> {
      try {
        return (await readSwitch(transport, group, asked, options)).state;
      } catch (error) {
        // Where a network may not even be asked about, nothing is on.
        if (away && error instanceof CloudError && error.failure.kind === "invalid") return "off";
        throw error;
      }
    },
  };
}

/** Refusals of a vendor that does not replace the record that is there. */
const refusedAsThere: readonly string[] = [
  "UnsupportedOperation.CreatePrivateZoneRecord",
  "InternalError.ErrorConflict",
  "InternalError.ErrConflict",
  "InvalidParameter.RecordExist",
];

function isRefusedAsThere(error: unknown): boolean {
  return error instanceof CloudError && refusedAsThere.includes(error.failure.code);
}

/** What was to be withdrawn was not there. */
function ignoreAbsent(error: unknown): void {
  const absent =
    error instanceof CloudError &&
    (error.failure.kind === "not-found" || error.failure.code === "UnsupportedOperation.DeletePrivateZoneRecord");
  if (!absent) throw error;
}

function moved(sentence: string): WriteResult {
  return { result: "moved", sentence };
}
