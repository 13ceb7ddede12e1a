import type { TencentCall } from "../../action.ts";
import type { TencentRegistry, TencentReplica } from "../../state.ts";
import { continueTencentLink, giveBackAddresses, type LinkContext } from "./links.ts";

/** How long the public entry takes to open, in world time. */
const entryOpensMs = 5_000;

/** Goes on with whatever is under way in an instance: its own making or end, replicas, the public entry, links. */
export function continueTencentRegistry(context: LinkContext, registry: TencentRegistry): void {
  continueInstance(context, registry);
  for (const replica of registry.replicas) continueReplica(context, registry, replica);
  continuePublicEntry(context, registry);
  for (const link of registry.links) continueTencentLink(context, registry, link);
}

/** A new instance becomes ready, a deleted one disappears with its links. */
export function continueInstance(context: LinkContext, registry: TencentRegistry): void {
  const { settings, account } = context;
  const isNew = registry.status === "Pending" || registry.status === "Deploying";
  if (!isNew && registry.status !== "Deleting") return;
  later(context, settings.instanceReadyMs, () => {
    if (registry.status === "Deleting") {
      for (const link of registry.links) giveBackAddresses(context, registry, link);
      account.registries.delete(registry.id);
    } else registry.status = "Running";
  });
}

export function continueReplica(context: LinkContext, registry: TencentRegistry, replica: TencentReplica): void {
  if (replica.status === "Running") return;
  later(context, context.settings.instanceReadyMs, () => {
    if (replica.status === "Deploying") replica.status = "Running";
    else registry.replicas.splice(registry.replicas.indexOf(replica), 1);
  });
}

export function continuePublicEntry(context: LinkContext, registry: TencentRegistry): void {
  if (registry.publicEntry !== "Opening") return;
  later(context, entryOpensMs, () => {
    if (registry.publicEntry === "Opening") registry.publicEntry = "Opened";
  });
}

function later({ clock, changed }: Pick<TencentCall, "clock" | "changed">, milliseconds: number, step: () => void) {
  if (milliseconds === 0) step();
  else
    clock.after(milliseconds, () => {
      step();
      changed();
    });
}
