import { spawnSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

export interface BundleResults {
  readonly bytes: number;
  readonly packed: number;
  /** Milliseconds of a process that only loads the bundle, and of one that loads nothing; medians. */
  readonly load: number;
  readonly bare: number;
}

const bundle = fileURLToPath(new URL("../dist/functions/alibaba/reconcile/index.js", import.meta.url));

export function measureBundle(runs = 15): BundleResults {
  const times = { load: [] as number[], bare: [] as number[] };
  for (let run = 0; run < runs; run++) {
    // In turn, so that a change of the machine's speed meets both.
    times.load.push(processTime(`require(${JSON.stringify(bundle)})`));
    times.bare.push(processTime(""));
  }
  return {
    bytes: statSync(bundle).size,
    packed: gzipSync(readFileSync(bundle)).length,
    load: median(times.load),
    bare: median(times.bare),
  };
}

function processTime(script: string): number {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, ["-e", script], { encoding: "utf8" });
  if (status !== 0) throw new Error(`the bundle did not load: ${stderr}`);
  return performance.now() - start;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
