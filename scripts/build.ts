import { mkdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

/** The functions, one bundle each; the entry is its folder's index.ts. */
const functions = [{ name: "alibaba/reconcile", target: "node20" }] as const;

const root = fileURLToPath(new URL("..", import.meta.url));
const quiet = process.argv.includes("--quiet");

for (const { name, target } of functions) {
  const folder = `${root}dist/functions/${name}`;
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await build({
    entryPoints: [`${root}functions/${name}/index.ts`],
    outfile: `${folder}/index.js`,
    bundle: true,
    minify: true,
    sourcemap: "external",
    platform: "node",
    format: "cjs",
    target,
    // What the vendor's core would load at run time must be in the bundle or not be needed.
    logLevel: "error",
  });
  // Under a package.json of type "module", @alicloud/openapi-core silently exports nothing.
  await writeFile(`${folder}/package.json`, `${JSON.stringify({ type: "commonjs" })}\n`);
  const { size } = await stat(`${folder}/index.js`);
  const packed = gzipSync(await readFile(`${folder}/index.js`)).length;
  if (!quiet) process.stdout.write(`functions/${name}: ${kilobytes(size)} minified, ${kilobytes(packed)} packed\n`);
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1024).toFixed(0)} KB`;
}
