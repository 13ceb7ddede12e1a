import type { TencentCall } from "../../action.ts";
import type { TencentBindTask, TencentZone, TencentZoneBinding } from "../../state.ts";
import { isBound } from "./bindings.ts";

/** What a task needs that is done later. */
type BindContext = Pick<TencentCall, "account" | "settings" | "clock" | "changed">;

/** Adds or removes the bindings now. */
export function changeBindings(
  { clock }: Pick<TencentCall, "clock">,
  zone: TencentZone,
  operation: TencentBindTask["operation"],
  bindings: readonly TencentZoneBinding[],
): void {
  zone.bindings =
    operation === "add"
      ? [...zone.bindings, ...bindings.filter((binding) => !isBound(zone, binding))]
      : zone.bindings.filter(({ vpcId }) => !bindings.some((binding) => binding.vpcId === vpcId));
  zone.updatedAt = clock.now();
}

/** Starts what `QueryAsyncBindVpcStatus` tells about. */
export function startBindTask(
  call: TencentCall,
  zone: TencentZone,
  operation: TencentBindTask["operation"],
  bindings: readonly TencentZoneBinding[],
): TencentBindTask {
  const task: TencentBindTask = {
    id: call.ids.letters(32),
    zoneId: zone.id,
    operation,
    bindings,
    dueAt: call.clock.now() + call.settings.bindTaskMs,
    status: "processing",
  };
  call.account.bindTasks.set(task.id, task);
  if (call.settings.bindTaskMs === 0) finish(call, task);
  else continueBindTask(call, task);
  return task;
}

export function continueBindTask(context: BindContext, task: TencentBindTask): void {
  if (task.status !== "processing") return;
  context.clock.at(task.dueAt, () => {
    finish(context, task);
    context.changed();
  });
}

function finish(context: BindContext, task: TencentBindTask): void {
  const zone = context.account.zones.get(task.zoneId);
  task.status = zone === undefined ? "failed" : context.settings.bindTaskOutcome;
  if (zone !== undefined && task.status === "success") changeBindings(context, zone, task.operation, task.bindings);
}
