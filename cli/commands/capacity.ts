import { previewPass } from "../../shared/reconcile/preview.ts";
import { renderCapacityText } from "../../shared/report/capacity.ts";
import { exitCodeOf, exitCodes } from "../exit-code.ts";
import type { PassOptions } from "../options.ts";
import { type Drivers, terminalPass } from "../pass.ts";
import type { Terminal } from "../terminal.ts";

/**
 * `mooring capacity`: what each registry can still take, and who waits for a link in which order. Ends with 3 where a
 * network waits, or where what there is could not be read: unknown is not enough.
 */
export async function capacityCommand(drivers: Drivers, terminal: Terminal, options: PassOptions): Promise<number> {
  const trigger = { kind: "command", command: "capacity", depth: "full", networks: null } as const;
  const pass = await terminalPass(drivers, options, trigger, false);
  const { plan } = await previewPass(pass);
  const { at, settings, capacity, notices } = plan;
  const page = { target: pass.target, at, settings, capacity, notices: [...pass.notices, ...notices] };
  if (options.json) terminal.json(page);
  else terminal.print(renderCapacityText(page, { color: terminal.color }));
  if (capacity.some(({ waiting, unapproved, links }) => waiting.length + unapproved.length > 0 || links === null))
    return exitCodes.failing;
  return exitCodeOf({ findings: [], notices, changes: 0, outcomes: [] });
}
