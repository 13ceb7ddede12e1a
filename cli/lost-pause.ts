import { parseConfiguration } from "../shared/config/parse.ts";
import { listPauses } from "../shared/store/objects/pause.ts";
import type { Store } from "../shared/store/port.ts";
import { Fault } from "./fault.ts";

/**
 * Refuses a configuration that no longer has a registry which somebody paused: under another alias it would be written
 * to again, and nobody would have said so.
 */
export async function refuseLostPause(store: Store, text: string): Promise<void> {
  const parsed = parseConfiguration(text);
  if (!parsed.ok) return;
  const aliases = parsed.settings.registries.map(({ alias }) => alias);
  const [lost] = (await listPauses(store)).filter(({ registry }) => registry !== null && !aliases.includes(registry));
  if (lost === undefined) return;
  throw new Fault(
    `registry "${lost.registry}" is paused, and this configuration does not have it: under another alias it would be written to again; pause the new alias and end this pause with "mooring resume --registry ${lost.registry}", then push again`,
  );
}
