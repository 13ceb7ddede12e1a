import { reconcile } from "../../shared/reconcile/reconcile.ts";
import { renderReportText } from "../../shared/report/report.ts";
import { exitCodeOf } from "../exit-code.ts";
import type { PassOptions } from "../options.ts";
import { type Drivers, terminalPass } from "../pass.ts";
import type { Terminal } from "../terminal.ts";

/** `mooring sweep`: one full pass from the terminal, writing what the modes allow. */
export async function sweepCommand(drivers: Drivers, terminal: Terminal, options: PassOptions): Promise<number> {
  const trigger = { kind: "command", command: "sweep", depth: "full", networks: null } as const;
  const report = await reconcile(await terminalPass(drivers, options, trigger, true));
  if (options.json) terminal.json(report);
  else terminal.print(renderReportText(report, { color: terminal.color }));
  const applied = report.outcomes.filter((outcome) => outcome.result === "applied").length;
  return exitCodeOf({ ...report, changes: applied });
}
