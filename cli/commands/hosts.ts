import type { Finding } from "../../shared/model/finding.ts";
import { previewPass } from "../../shared/reconcile/preview.ts";
import { type Hosts, hostsOf } from "../../shared/report/hosts.ts";
import { exitCodes } from "../exit-code.ts";
import { Fault } from "../fault.ts";
import type { PassOptions } from "../options.ts";
import { type Drivers, terminalPass } from "../pass.ts";
import type { Terminal } from "../terminal.ts";

export interface HostsOptions {
  readonly registry: string | undefined;
  readonly network: string | undefined;
}

/**
 * `mooring hosts`: the lines for machines that no zone reaches, and shell texts that write and remove them. Reads only;
 * the machine is changed by whoever runs the text there.
 */
export async function hostsCommand(
  drivers: Drivers,
  terminal: Terminal,
  options: PassOptions,
  { registry, network }: HostsOptions,
): Promise<number> {
  if (registry === undefined) throw new Fault("say with --registry which registry's names the machine needs");
  if (network === undefined) throw new Fault("say with --network in which network the machine is");
  const trigger = { kind: "command", command: "hosts", depth: "full", networks: [network] } as const;
  const pass = await terminalPass(drivers, options, trigger, false);
  if (!pass.settings.registries.some(({ alias }) => alias === registry))
    throw new Fault(
      `the configuration has no registry "${registry}"; it has ${pass.settings.registries.map(({ alias }) => alias).join(", ")}`,
    );
  const { plan } = await previewPass(pass);
  const finding = plan.findings.find((one) => one.network === network && one.registry === registry);
  if (finding === undefined)
    throw new Fault(`network ${network} has nothing to do with registry "${registry}"; mooring explain ${network}`);
  const hosts = hostsOf(finding);
  if (hosts.lines.length === 0)
    throw new Fault(`registry "${registry}" has no ready link for network ${network}: ${finding.sentence}`);
  if (options.json) terminal.json({ target: pass.target, registry, network, state: finding.state, ...hosts });
  else terminal.print(text(pass.target, finding, hosts));
  return exitCodes.nothing;
}

function text(target: string, { registry, network }: Finding, { lines, write, remove }: Hosts): string {
  return `# target: ${target}
# For machines in network ${network} that ask no private zone: the names of registry "${registry}".
${lines.map(({ address, name }) => `#   ${address} ${name}`).join("\n")}
#
# The address is the link's: made again, the link has another one, and these lines are stale. Where the network's own
# resolvers can be used, they are the better way.
#
# As root on the machine, this writes the lines, or replaces the ones that are there:

${write}
# and this takes them away again:

${remove}`;
}
