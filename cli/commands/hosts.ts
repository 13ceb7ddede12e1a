import type { Estate } from "../../shared/model/estate.ts";
import type { Finding, PartFinding } from "../../shared/model/finding.ts";
import type { Plan } from "../../shared/model/plan.ts";
import type { RegistrySettings } from "../../shared/model/settings.ts";
import { linksOf } from "../../shared/plan/link/links.ts";
import { ownEntry } from "../../shared/plan/link/ownership.ts";
import { addressedLinks, doubtOfAddress } from "../../shared/plan/name/repoint.ts";
import { previewPass } from "../../shared/reconcile/preview.ts";
import { type Hosts, hostsOf } from "../../shared/report/hosts.ts";
import { oneLine } from "../../shared/report/one-line.ts";
import { exitCodes } from "../exit-code.ts";
import { Fault } from "../fault.ts";
import type { PassOptions } from "../options.ts";
import { type Drivers, terminalPass } from "../pass.ts";
import type { Terminal } from "../terminal.ts";
import { unreadRegions } from "../unread-regions.ts";

export interface HostsOptions {
  readonly registry: string | undefined;
  readonly network: string | undefined;
}

/** Why no line is handed out. */
interface Refusal {
  readonly code: string;
  readonly sentence: string;
}

/**
 * `mooring hosts`: the lines for machines that no zone reaches, and shell texts that write and remove them. Reads only;
 * the machine is changed by whoever runs the text there. Exit code 0 only if the network is moored; an address that
 * Mooring itself would point no name at is not handed out.
 */
export async function hostsCommand(
  drivers: Drivers,
  terminal: Terminal,
  options: PassOptions,
  { registry: alias, network }: HostsOptions,
): Promise<number> {
  if (alias === undefined) throw new Fault("say with --registry which registry's names the machine needs");
  if (network === undefined) throw new Fault("say with --network in which network the machine is");
  const trigger = { kind: "command", command: "hosts", depth: "full", networks: [network] } as const;
  const pass = await terminalPass(drivers, options, trigger, false);
  const { registries } = pass.settings;
  const registry = registries.find((one) => one.alias === alias);
  if (registry === undefined)
    throw new Fault(
      `the configuration has no registry "${alias}"; it has ${registries.map((one) => one.alias).join(", ")}`,
    );
  const { estate, plan } = await previewPass(pass);
  const finding = plan.findings.find((one) => one.network === network && one.registry === alias);
  if (finding === undefined) throw withoutFinding(estate, alias, network);
  const hosts = hostsOf(finding);
  const refusal = refusalOf(estate, plan, registry, finding, hosts);
  const { state, code, sentence } = finding;
  const seen = { target: pass.target, registry: alias, network, state, code, sentence };
  if (refusal !== null) {
    if (options.json) terminal.json({ ok: false, ...seen, refused: refusal });
    terminal.complain(
      `mooring: no address of registry "${alias}" is handed out for network ${network}: ${refusal.code}: ${oneLine(refusal.sentence)}`,
    );
    return exitCodes.failing;
  }
  const ok = state === "moored";
  if (options.json) terminal.json({ ok, ...seen, ...hosts });
  else terminal.print(text(pass.target, finding, hosts));
  return ok ? exitCodes.nothing : exitCodes.failing;
}

function withoutFinding(estate: Estate, alias: string, network: string): Fault {
  const unread = unreadRegions(estate);
  return new Fault(
    unread.length > 0
      ? `network ${network} was not found, and not every region could be read: ${unread.join("; ")}`
      : `network ${network} has nothing to do with registry "${alias}"; mooring explain ${network}`,
  );
}

/** One doubtful part refuses all: a text without its lines would take those away that a machine has. */
function refusalOf(
  estate: Estate,
  plan: Plan,
  registry: RegistrySettings,
  finding: Finding,
  { lines }: Hosts,
): Refusal | null {
  for (const part of finding.parts) {
    const doubt = doubtAbout(estate, plan, registry, finding, part);
    if (doubt !== null) return doubt;
  }
  if (lines.length > 0) return null;
  return { code: finding.code, sentence: `no link of it is ready: ${finding.sentence}` };
}

function doubtAbout(
  estate: Estate,
  plan: Plan,
  registry: RegistrySettings,
  { network }: Finding,
  { part, names, state }: PartFinding,
): Refusal | null {
  // Where every name answers the link's address already, the zones say the same as the link.
  if (state === "moored") return null;
  const held = plan.held.filter(
    ({ change }) => change.registry === registry.alias && change.network === network && change.part === part,
  );
  const told = [...names, ...held].find(({ code }) => isDoubt(code));
  return told === undefined
    ? doubtAboutAddress(estate, registry, network, part)
    : { code: told.code, sentence: told.sentence };
}

/** So many links with new addresses at once are more likely a mistake than so many new links. */
function isDoubt(code: string): boolean {
  return code.startsWith("held/address-") || code === "held/correlated-drift";
}

/** The same doubt where a name has a worse finding, such as an account whose private DNS is closed. */
function doubtAboutAddress(
  estate: Estate,
  registry: RegistrySettings,
  network: string,
  part: PartFinding["part"],
): Refusal | null {
  const view = estate.registries.find(({ alias }) => alias === registry.alias);
  const link = view === undefined ? undefined : linksOf(view, network).find((one) => one.part === part);
  if (link === undefined || !link.address.known || !estate.ledger.known) return null;
  const { deployment, at } = estate;
  const entry = ownEntry(estate.ledger.value, { deployment, instance: registry.instance, network, part });
  const address = link.address.value;
  if (entry === null) return null;
  const subnets = estate.subnets.find((one) => one.cloud === registry.cloud && one.network === network);
  return doubtOfAddress({ entry, link, address, subnets, links: addressedLinks(estate, network), at });
}

function text(target: string, finding: Finding, { lines, write, remove }: Hosts): string {
  const { registry, network, state, code, sentence } = finding;
  // Text from outside must not end the comment it stands in.
  const warning = state === "moored" ? "" : `# WARNING: this network is not moored: ${code}: ${oneLine(sentence)}\n`;
  return `# target: ${target}
${warning}# For machines in network ${network} that ask no private zone: the names of registry "${registry}".
${lines.map(({ address, name }) => `#   ${address} ${name}`).join("\n")}
#
# The address is the link's: made again, the link has another one, and these lines are stale. Where the network's own
# resolvers can be used, they are the better way.
#
# As root on the machine, this writes the lines first in its hosts file, or replaces the ones that are there, each
# with a comment that says whose it is. It changes no other line, and nothing at all where that fails:

${write}
# and this takes them away again:

${remove}`;
}
