import type { ActionCall } from "../../../action.ts";
import type { Account, DhcpOptionsSet } from "../../../state.ts";

type Steps = Pick<ActionCall, "account" | "settings" | "clock" | "changed">;

/** Starts what making or deleting a set takes: it stays Pending or Deleting for a while. */
export function startSet(steps: Steps, set: DhcpOptionsSet, status: "Pending" | "Deleting"): void {
  set.status = status;
  if (steps.settings.resolverChangeMs === 0) finish(steps.account, set);
  else continueSet(steps, set);
}

/** Lets a set that is being made or deleted come to its end. */
export function continueSet({ account, settings, clock, changed }: Steps, set: DhcpOptionsSet): void {
  if (set.status === "Available") return;
  clock.after(settings.resolverChangeMs, () => {
    finish(account, set);
    changed();
  });
}

function finish({ dhcpOptionsSets }: Account, set: DhcpOptionsSet): void {
  if (set.status === "Deleting") dhcpOptionsSets.delete(set.id);
  else set.status = "Available";
}
