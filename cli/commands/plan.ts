import type { Plan } from "../../shared/model/plan.ts";
import { guard } from "../../shared/plan/guard.ts";
import { plan as planOf } from "../../shared/plan/plan.ts";
import { previewPass } from "../../shared/reconcile/preview.ts";
import { renderPlanText } from "../../shared/report/plan.ts";
import { readEstate } from "../estate-file.ts";
import { exitCodeOf } from "../exit-code.ts";
import type { PassOptions } from "../options.ts";
import { type Drivers, terminalPass } from "../pass.ts";
import type { Terminal } from "../terminal.ts";

/** `mooring plan`: what a pass would do now, without doing it; from a saved estate, what one would have done then. */
export async function planCommand(
  drivers: Drivers,
  terminal: Terminal,
  options: PassOptions,
  file: string | null,
): Promise<number> {
  const { target, plan } =
    file === null ? await planNow(drivers, options) : { target: `file:${file}`, plan: await planThen(file, options) };
  if (options.json) terminal.json({ target, ...plan });
  else terminal.print(renderPlanText(plan, { target, color: terminal.color }));
  const { findings, notices, changes } = plan;
  return exitCodeOf({ findings, notices, changes: changes.length, outcomes: [] });
}

async function planNow(drivers: Drivers, options: PassOptions) {
  const trigger = { kind: "command", command: "plan", depth: "full", networks: null } as const;
  const pass = await terminalPass(drivers, options, trigger, false);
  const { plan } = await previewPass(pass);
  return { target: pass.target, plan: { ...plan, notices: [...pass.notices, ...plan.notices] } };
}

async function planThen(file: string, { mode }: PassOptions): Promise<Plan> {
  const estate = await readEstate(file);
  return guard(planOf(estate), estate, mode);
}
