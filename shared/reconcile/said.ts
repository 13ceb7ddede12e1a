import { type LatestReport, readLatest } from "../store/objects/reports.ts";
import { attempt } from "./attempt.ts";
import type { Running } from "./pass.ts";

/** What the last pass said, by registry; read once a pass. `undefined`: it could not be read. */
export type Said = (registry: string) => LatestReport | null | undefined;

/** Reads the latest report of every registry that the pass looks at; who asks again is given the same. */
export async function readSaid(running: Running): Promise<Said> {
  running.said.reading ??= read(running);
  return running.said.reading;
}

async function read({ pass }: Running): Promise<Said> {
  const all = await Promise.all(
    pass.settings.registries.map(async ({ alias }) => {
      const latest = await attempt(pass.clock, () => readLatest(pass.store, alias));
      return [alias, latest.known ? latest.value : undefined] as const;
    }),
  );
  const byAlias = new Map(all);
  return (registry) => byAlias.get(registry);
}
