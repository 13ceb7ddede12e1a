import type { Detach, WriteResult } from "../model/change.ts";
import type { Link } from "../model/link.ts";

/** Why a link, as it was read right before the write, is not to be detached by `change`; `null`: it is the one. */
export function notAsPlanned(change: Detach, link: Link | undefined): WriteResult | null {
  const { network, instance, subnet, address } = change;
  if (link === undefined) return { result: "already", sentence: `${network} is not linked to ${instance} any more.` };
  if (link.subnet !== subnet)
    return moved(`The link of ${network} is in ${link.subnet || "no subnet that is told"} by now, not in ${subnet}.`);
  if (address === null) return null;
  if (!link.address.known) return moved(`The link of ${network} shows no address by now, not ${address}.`);
  if (link.address.value !== address)
    return moved(`The link of ${network} has the address ${link.address.value} by now, not ${address}.`);
  return null;
}

/** Whether a link that was as `before` is gone or going: what a delete whose answer was lost is known by. */
export function isGoing(before: Link, now: Link | undefined): boolean {
  return now === undefined || (before.state === "ready" && now.state !== "ready");
}

export function moved(sentence: string): WriteResult {
  return { result: "moved", sentence };
}
