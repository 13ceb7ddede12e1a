import { mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build, type Plugin } from "esbuild";

/** The bundles: each from its function's index.ts, for the Node.js of a runtime. */
const functions = [
  { name: "alibaba/reconcile", entry: "alibaba/reconcile", target: "node20" },
  // The newest runtime that SCF's own API documents, and the newest of its deployment component.
  { name: "tencent/reconcile", entry: "tencent/reconcile", target: "node18" },
  { name: "tencent/reconcile-node16", entry: "tencent/reconcile", target: "node16" },
] as const;

const root = fileURLToPath(new URL("..", import.meta.url));
const quiet = process.argv.includes("--quiet");

/**
 * The Tencent Cloud SDK's node-fetch takes Node.js' own URL where there is one, but names whatwg-url as well, whose tables
 * are a fifth of the bundle.
 */
const nativeUrl: Plugin = {
  name: "native-url",
  setup(building) {
    building.onLoad({ filter: /\/node_modules\/whatwg-url\/lib\/public-api\.js$/ }, () => ({
      contents: "exports.URL = URL; exports.URLSearchParams = URLSearchParams;",
      loader: "js",
    }));
  },
};

for (const { name, entry, target } of functions) {
  const folder = `${root}dist/functions/${name}`;
  // Built aside and moved into place at the end, so that whoever runs the old bundle meanwhile is not left without; at
  // the same depth, so that the source map's paths are right.
  const aside = `${root}dist/functions/${dirname(name)}/.building-${basename(name)}-${process.pid}`;
  await mkdir(aside, { recursive: true });
  await build({
    entryPoints: [`${root}functions/${entry}/index.ts`],
    outfile: `${aside}/index.js`,
    bundle: true,
    minify: true,
    sourcemap: "external",
    platform: "node",
    format: "cjs",
    target,
    plugins: [nativeUrl],
    // What the vendor's core would load at run time must be in the bundle or not be needed.
    logLevel: "error",
  });
  // Under a package.json of type "module", @alicloud/openapi-core silently exports nothing.
  await writeFile(`${aside}/package.json`, `${JSON.stringify({ type: "commonjs" })}\n`);
  await rm(folder, { recursive: true, force: true });
  await mkdir(dirname(folder), { recursive: true });
  await rename(aside, folder);
  const { size } = await stat(`${folder}/index.js`);
  const packed = gzipSync(await readFile(`${folder}/index.js`)).length;
  if (!quiet) process.stdout.write(`functions/${name}: ${kilobytes(size)} minified, ${kilobytes(packed)} packed\n`);
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1024).toFixed(0)} KB`;
}
