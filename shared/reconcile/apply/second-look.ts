import { CloudError } from "../../clouds/port.ts";
import type { ZoneChange } from "../../model/change.ts";
import type { Estate } from "../../model/estate.ts";
import { linksOf } from "../../plan/link/links.ts";
import { isProven } from "../../plan/name/repoint.ts";
import { cloudOf, type Running } from "../pass.ts";

/**
 * Reads a link again right before its address is written into a zone for the first time: what one reading told, another
 * link's or one from before the link was made again, must not reach it. Switches are turned with a look of the driver's
 * own.
 * @returns why the change is not made; `null` when the link still says the same.
 */
export async function secondLook(running: Running, estate: Estate, change: ZoneChange): Promise<string | null> {
  const { registry: alias, instance, network, part, name } = change;
  const view = estate.registries.find((one) => one.alias === alias);
  const planned = view === undefined ? undefined : linksOf(view, network).find((link) => link.part === part)?.address;
  const entry = estate.ledger.known
    ? estate.ledger.value.find((one) => one.registry === instance && one.network === network && one.part === part)
    : undefined;
  if (planned?.known !== true || (entry !== undefined && isProven(entry, planned.value))) return null;
  const cloud = cloudOf(running.pass, change.cloud)?.read;
  const region = estate.settings.registries.find((one) => one.alias === alias)?.region;
  if (cloud === undefined || region === undefined) return null;
  try {
    const { links } = await cloud.part({ alias, instance, region }, part, running.context);
    const now = links.find((link) => link.network === network)?.address;
    if (now?.known === true && now.value === planned.value) return null;
    return `the link of ${network} has ${now?.known === true ? now.value : "no address"} by now, and ${planned.value} a moment ago, so ${name} is not written with it`;
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    return `the link of ${network} could not be read a second time before ${name} is written with ${planned.value}: ${error.message}`;
  }
}
