import { explain } from "../../shared/plan/explain/explain.ts";
import { withPauses } from "../../shared/plan/explain/explain-pauses.ts";
import { previewPass } from "../../shared/reconcile/preview.ts";
import { renderExplanation } from "../../shared/report/explain.ts";
import { exitCodeOf } from "../exit-code.ts";
import { Fault } from "../fault.ts";
import type { PassOptions } from "../options.ts";
import { type Drivers, terminalPass } from "../pass.ts";
import type { Terminal } from "../terminal.ts";
import { unreadRegions } from "../unread-regions.ts";

/** `mooring explain <vpc>`: the chain of one network, and which step is broken. */
export async function explainCommand(
  drivers: Drivers,
  terminal: Terminal,
  options: PassOptions,
  network: string,
): Promise<number> {
  const trigger = { kind: "command", command: "explain", depth: "full", networks: [network] } as const;
  const pass = await terminalPass(drivers, options, trigger, false);
  const { estate, plan } = await previewPass(pass);
  const explanations = explain(estate, plan, network).map((one) => withPauses(one, pass.notices));
  const { target } = pass;
  if (explanations.length === 0) {
    const unread = unreadRegions(estate);
    const regions = estate.regions.map(({ region }) => region).join(", ");
    throw new Fault(
      unread.length > 0
        ? `network ${network} was not found, and not every region could be read: ${unread.join("; ")}`
        : `network ${network} is in none of the configuration's regions (${regions})`,
    );
  }
  if (options.json) terminal.json({ target, explanations });
  else terminal.print(explanations.map((one) => renderExplanation(one, { target, color: terminal.color })).join("\n"));
  return exitCodeOf({
    findings: plan.findings.filter((finding) => finding.network === network),
    changes: plan.changes.filter((change) => change.network === network).length,
    outcomes: [],
    notices: plan.notices,
  });
}
