import { clearPause, endingWords, listPauses } from "../../shared/store/objects/pause.ts";
import { exitCodes } from "../exit-code.ts";
import type { PassOptions } from "../options.ts";
import type { Drivers } from "../pass.ts";
import type { Terminal } from "../terminal.ts";
import { nameOf, type PauseOptions, refuseUnknown } from "./pause.ts";

/** `mooring resume`: ends the pause of one registry, or the pause of all; what somebody else paused beside it stays paused. */
export async function resumeCommand(
  drivers: Drivers,
  terminal: Terminal,
  options: PassOptions,
  target: PauseOptions,
): Promise<number> {
  const store = drivers.openStore(options.store, options.endpoint);
  const registry = target.registry ?? null;
  if (registry !== null) await refuseUnknown(store, registry);
  // A damaged pause is removed as well: it holds everything and nobody can read why.
  const before = await listPauses(store);
  const ended = before.some((paused) => paused.registry === registry);
  await clearPause(store, registry);
  const left = before.filter((paused) => paused.registry !== registry);
  if (options.json) {
    terminal.json({
      store: store.location,
      registry,
      resumed: ended,
      stillPaused: left.map((paused) => paused.registry),
    });
    return left.length === 0 ? exitCodes.nothing : exitCodes.failing;
  }
  const lines = [
    `store: ${store.location}`,
    ended ? `${nameOf(registry)} no longer paused` : nothingToEnd(registry),
    ...left.map((paused) => `still paused: ${paused.registry ?? "every registry"}; ${endingWords(paused.registry)}`),
  ];
  terminal.print(lines.join("\n"));
  return left.length === 0 ? exitCodes.nothing : exitCodes.failing;
}

/** The pause of all is one of its own: without it, single registries may be paused. */
function nothingToEnd(registry: string | null): string {
  return registry === null
    ? "there is no pause of every registry; nothing to end"
    : `${nameOf(registry)} not paused; nothing to end`;
}
