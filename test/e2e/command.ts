import { type ChildProcess, spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The repository, with a slash at the end. */
export const root = fileURLToPath(new URL("../..", import.meta.url));

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Started {
  readonly child: ChildProcess;
  /** Resolves with the standard output so far, once it matches. */
  until(shape: RegExp): Promise<string>;
  readonly ended: Promise<Ended>;
}

/** Milliseconds after which a command that hangs is ended, so that its test fails by itself. */
const longest = 55_000;

/** Starts `mooring` as a person would, with nothing of this process's environment but what is given. */
export function startMooring(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  timeout: number = longest,
): Started {
  const PATH = process.env["PATH"] ?? "";
  const child = spawn(process.execPath, [`${root}bin/mooring.js`, ...args], {
    cwd: root,
    env: { PATH, HOME: "/nonexistent", ...env },
    timeout,
  });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, stdout, stderr }));
  });
  const until = (shape: RegExp) =>
    new Promise<string>((resolve, reject) => {
      const look = () => {
        if (shape.test(stdout)) resolve(stdout);
      };
      child.stdout.on("data", look);
      look();
      void ended.then(() => reject(new Error(`it ended before it said ${shape}: ${stdout}${stderr}`)));
    });
  return { child, until, ended };
}

export function mooring(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  timeout: number = longest,
): Promise<Ended> {
  return startMooring(args, env, timeout).ended;
}

/** The process and everything it started, as process ids. */
export function family(pid: number): readonly number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync("/proc")) {
    if (/^\d+$/.test(name)) parents.set(Number(name), parentOf(name));
  }
  const all = [pid];
  for (const one of all) for (const [child, parent] of parents) if (parent === one) all.push(child);
  return all;
}

export function isAlive(pid: number): boolean {
  try {
    // A process that ended and was not waited for is gone all the same.
    return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}

function parentOf(pid: string): number {
  try {
    return Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0);
  } catch {
    return 0;
  }
}
