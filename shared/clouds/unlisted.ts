import pLimit from "p-limit";
import { type Known, unknown } from "../model/known.ts";
import { CloudError, type NameTarget } from "./port.ts";

/** Zones that are asked for side by side. */
const concurrency = 5;

/**
 * Why the list of zones says nothing of a name: it leaves out a zone that the ledger remembers for it and that is there when it
 * is asked for by its id, or nobody answers whether it is. A list that is cut off would else look like a zone that was deleted,
 * which is made again, or forgotten while it answers still.
 */
export async function unlistedZones(
  targets: readonly NameTarget[],
  listed: ReadonlySet<string>,
  exists: (zone: string) => Promise<boolean>,
): Promise<(target: NameTarget) => Known<never> | undefined> {
  const missing = new Set(targets.flatMap(({ remembered = [] }) => remembered.filter((id) => !listed.has(id))));
  const doubts = new Map<string, Known<never>>();
  await pLimit(concurrency).map(missing, async (id) => {
    try {
      if (await exists(id)) doubts.set(id, unknown(`the list of zones leaves out zone ${id}, which is there`));
    } catch (error) {
      if (!(error instanceof CloudError)) throw error;
      const reason = `the list of zones does not show zone ${id}, and whether it is there is unknown: ${error.message}`;
      doubts.set(id, unknown(reason, error.failure));
    }
  });
  return ({ remembered = [] }) => remembered.map((id) => doubts.get(id)).find((doubt) => doubt !== undefined);
}
