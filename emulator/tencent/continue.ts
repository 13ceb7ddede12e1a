import type { TencentCall } from "./action.ts";
import { continueBindTask } from "./actions/privatedns/bind-tasks.ts";
import { continueTencentRegistry } from "./actions/tcr/instances.ts";
import { continueDnsChange } from "./zones/switches.ts";

/** Goes on with everything that is under way in an account of a world that was saved: registries, links, switches, bindings. */
export function continueTencentAccount(
  context: Pick<TencentCall, "account" | "settings" | "clock" | "ids" | "changed">,
): void {
  const { registries, dnsChanges, bindTasks } = context.account;
  for (const registry of registries.values()) continueTencentRegistry(context, registry);
  for (const change of dnsChanges) continueDnsChange(context, change);
  for (const task of bindTasks.values()) continueBindTask(context, task);
}
