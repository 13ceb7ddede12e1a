import type { Report } from "../../shared/model/report.ts";
import { registryDomain } from "../e2e/drift-tencent.ts";
import type { EstateZone, Heard } from "./estate-watch.ts";

/** Whether a name is answered with the address of its network's link. */
export function isRight({ answers, links }: Heard, network: string, name: string): boolean {
  const key = `${network} ${name}`;
  return links.has(key) && answers.get(key) === links.get(key);
}

/**
 * What was answered rightly and is not any more, though the link is where it was.
 * @param untold networks whose switches somebody else turned: the vendor tells nobody with which address, so there a
 * name of the vendor's is turned off before it is turned on
 */
export function lost(before: Heard, after: Heard, by: string, untold: ReadonlySet<string>): readonly string[] {
  return [...before.links]
    .filter(([key, address]) => before.answers.get(key) === address && after.links.get(key) === address)
    .filter(([key, address]) => after.answers.get(key) !== address)
    .filter(([key]) => !(untold.has(networkIn(key)) && key.endsWith(`.${registryDomain}`)))
    .map(([key, address]) => `${by} took the right answer of ${key} away: ${address}, then ${after.answers.get(key)}`);
}

/** What nobody answered, and is answered with an address that is not the link's now. */
export function misled(before: Heard, after: Heard, by: string): readonly string[] {
  const isAddress = (answer: string | undefined) => answer !== undefined && /^[\d. ]+$/.test(answer);
  return [...after.links]
    .filter(([key, address]) => isAddress(after.answers.get(key)) && after.answers.get(key) !== address)
    .filter(([key]) => !isAddress(before.answers.get(key)))
    .map(([key, address]) => `${by} had ${key} answered with ${after.answers.get(key)}, and its link has ${address}`);
}

/**
 * What is answered otherwise in a network that nothing was written for.
 * @param written the networks that something was written for, and those that their switches' zones are bound to: whoever
 * bound one of those elsewhere hears the switch being turned
 */
export function strayed(before: Heard, after: Heard, by: string, written: ReadonlySet<string>): readonly string[] {
  return [...before.answers]
    .filter(([key, answer]) => !written.has(networkIn(key)) && after.answers.get(key) !== answer)
    .map(([key, answer]) => `${by} changed what ${key} is answered: ${answer}, then ${after.answers.get(key)}`);
}

/**
 * Zones of others, and zones of the vendor's for a network that nobody harmed, that are not as they were. A zone that
 * holds the link's address may be the registry's own, made anew, unless the registry itself says that it is not.
 */
export function rewritten(
  before: readonly EstateZone[],
  after: readonly EstateZone[],
  touched: ReadonlySet<string>,
  { links }: Heard,
): readonly string[] {
  const now = new Map(after.map(({ id, text }) => [id, text]));
  const isTaken = ({ isConflicting, networks, text }: EstateZone) =>
    !isConflicting && [...links].some(([key, at]) => networks.includes(networkIn(key)) && text.includes(` A ${at} `));
  return before
    .filter((zone) =>
      zone.by === "hand" ? !isTaken(zone) : zone.by === "vendor" && zone.madeFor !== null && !touched.has(zone.madeFor),
    )
    .filter(({ id, text }) => now.get(id) !== text)
    .map(({ id, text }) => `a zone that is not Mooring's to write was ${text} and is ${now.get(id)}`);
}

/**
 * Names that a pass which read everything calls moored, and that are not. Whether zones answer while their service is
 * closed is not documented: then a notice must say so.
 */
export function dishonest({ findings, notices }: Report, heard: Heard): readonly string[] {
  if (notices.some(({ code }) => ["blocked/dns-closed", "blocked/dns-in-debt"].includes(code))) return [];
  return findings.flatMap(({ network, parts }) =>
    parts
      .flatMap((part) => part.names)
      .filter(({ state, name }) => state === "moored" && !isRight(heard, network, name))
      .map(({ name, code }) => `${network} ${name} is called ${code}: ${heard.answers.get(`${network} ${name}`)}`),
  );
}

function networkIn(key: string): string {
  return key.slice(0, key.indexOf(" "));
}
