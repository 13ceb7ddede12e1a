import { readOnly } from "../clouds/read-only.ts";
import { lowerMode, type Mode, type RegistrySettings, type Settings } from "../model/settings.ts";
import type { CloudAccess } from "./pass.ts";

/** Whether nothing may be written for a registry: its own mode, or the ceiling chosen at deployment, is `observe`. */
export function isObserved({ mode }: RegistrySettings, ceiling: Mode): boolean {
  return lowerMode(ceiling, mode) === "observe";
}

/** The clouds as a pass may use them: one of which every registry is only observed has no way to be written to. */
export function accessByMode(
  clouds: readonly CloudAccess[],
  settings: Settings,
  ceiling: Mode,
): readonly CloudAccess[] {
  return clouds.map(({ read, write }) => {
    const own = settings.registries.filter(({ cloud }) => cloud === read.cloud);
    const mayWrite = write !== null && own.some((registry) => !isObserved(registry, ceiling));
    return mayWrite ? { read, write } : { read: readOnly(read), write: null };
  });
}
