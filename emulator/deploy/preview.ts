import { execFile } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

export interface PreviewOptions {
  /** Path of `s.yaml`. */
  readonly manifest: string;
  /** What `${env()}` in the manifest sees. */
  readonly env?: Readonly<Record<string, string>>;
  /** The account that `${config('AccountID')}` names, and its keys, which never leave this machine. */
  readonly account: { readonly id: string; readonly accessKeyId: string; readonly accessKeySecret: string };
}

/**
 * Resolves a manifest with the official `s preview -o json`: no network, about half a second. It runs on a copy, in a
 * folder and with a home of its own: the command would read a `.env` beside the manifest as well as one in the working
 * folder, and stored credentials. `NODE_ENV=test` keeps it from starting a background process and from reporting its
 * use. A manifest that names other files by relative paths is not supported. Answers the parsed JSON.
 */
export async function preview({ manifest, env = {}, account }: PreviewOptions): Promise<unknown> {
  const folder = mkdtempSync(join(tmpdir(), "preview-"));
  try {
    copyFileSync(resolve(manifest), join(folder, "s.yaml"));
    const output = await run(folder, {
      PATH: process.env["PATH"] ?? "",
      ...env,
      HOME: folder,
      serverless_devs_config_home: folder,
      serverless_devs_daemon_enable: "false",
      CI: "true",
      NODE_ENV: "test",
      AccountID: account.id,
      AccessKeyID: account.accessKeyId,
      AccessKeySecret: account.accessKeySecret,
    });
    return parse(output, manifest);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function run(folder: string, env: Record<string, string>): Promise<string> {
  const main = createRequire(import.meta.url).resolve("@serverless-devs/s/package.json");
  const command = join(dirname(main), "bin", "s");
  return new Promise((done, fail) => {
    execFile(
      process.execPath,
      [command, "preview", "-o", "json", "-t", join(folder, "s.yaml")],
      { cwd: folder, env, maxBuffer: 16 * 1024 * 1024 },
      (error, stdout, stderr) => {
        if (error === null) done(stdout);
        else fail(new Error(`s preview refused the manifest: ${[stdout, stderr].join("\n").trim()}`, { cause: error }));
      },
    );
  });
}

/** The command prints warnings before the document. */
function parse(output: string, manifest: string): unknown {
  const start = output.indexOf("\n{") === -1 ? output.indexOf("{") : output.indexOf("\n{");
  if (start === -1) throw new Error(`s preview printed no document for ${manifest}: ${output.trim()}`);
  return JSON.parse(output.slice(start));
}
