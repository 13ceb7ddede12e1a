import { type LatestReport, readLatest } from "../store/objects/reports.ts";
import { attempt } from "./observe/attempt.ts";
import type { Running, Said } from "./pass.ts";

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
  const newest = newestOf(all.map(([, said]) => said));
  return (registry) => (registry === null ? newest : byAlias.get(registry));
}

function newestOf(all: readonly (LatestReport | null | undefined)[]): LatestReport | null | undefined {
  const read = all.filter((said) => said != null);
  const [first, ...more] = read;
  if (first === undefined) return all.includes(undefined) ? undefined : null;
  return more.reduce((newest, said) => (said.at > newest.at ? said : newest), first);
}
