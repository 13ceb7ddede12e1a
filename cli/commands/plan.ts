import { previewPass } from "../../shared/reconcile/preview.ts";
import { renderPlanText } from "../../shared/report/plan.ts";
import { exitCodeOf } from "../exit-code.ts";
import type { PassOptions } from "../options.ts";
import { type Drivers, terminalPass } from "../pass.ts";
import type { Terminal } from "../terminal.ts";

/** `mooring plan`: what a pass would do now, without doing it. */
export async function planCommand(drivers: Drivers, terminal: Terminal, options: PassOptions): Promise<number> {
  const trigger = { kind: "command", command: "plan", depth: "full", networks: null } as const;
  const pass = await terminalPass(drivers, options, trigger, false);
  const { plan } = await previewPass(pass);
  const { target } = pass;
  if (options.json) terminal.json({ target, ...plan });
  else terminal.print(renderPlanText(plan, { target, color: terminal.color }));
  const { findings, notices, changes } = plan;
  return exitCodeOf({ findings, notices, changes: changes.length, outcomes: [] });
}
