import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";

const run = promisify(execFile);
const bundle = (name: string) =>
  fileURLToPath(new URL(`../../dist/functions/tencent/${name}/index.js`, import.meta.url));

/** What came after Node.js 16.13, of everything that a bundle could be tempted by; taken away before it is loaded. */
const without = `
// Node.js's own modules use some of it while they load.
for (const own of require("node:module").builtinModules) if (!own.includes("/") && own !== "wasi") require("node:" + own);
for (const name of ["crypto", "fetch", "Headers", "Request", "Response", "FormData", "DOMException", "structuredClone",
  "Blob", "CustomEvent"]) delete globalThis[name];
for (const [owner, names] of [[URL, ["canParse"]], [AbortSignal, ["any", "timeout"]],
  [AbortSignal.prototype, ["throwIfAborted"]], [Array.prototype, ["findLast", "toSorted", "toReversed", "with"]]])
  for (const name of names) delete owner[name];
`;

/** A store in a bucket at an address where nothing listens: the request is signed, and nobody takes it. */
const pass = (path: string) => `
const { createServer } = require("node:net");
const server = createServer().listen(0, "127.0.0.1", () => {
  const { port } = server.address();
  server.close(async () => {
    Object.assign(process.env, {
      MOORING_STORE: "cos://state-1250000001?region=ap-guangzhou", MOORING_ENDPOINT: "http://127.0.0.1:" + port,
      MOORING_LOG: "silent", TENCENTCLOUD_SECRETID: "id", TENCENTCLOUD_SECRETKEY: "secret",
      TENCENTCLOUD_SESSIONTOKEN: "token",
    });
    const { main_handler } = require(${JSON.stringify(path)});
    const context = { request_id: "1", time_limit_in_ms: 300000, tencentcloud_region: "ap-guangzhou" };
    const timer = { Type: "Timer", TriggerName: "daily", Message: '{"kind":"pass","depth":"full"}' };
    await main_handler(timer, context).catch((error) => process.stdout.write(error.message));
  });
});
`;

describe("a bundle for SCF, where everything that is newer than Node.js 16.13 is missing,", () => {
  test.concurrent.each(["reconcile", "reconcile-node16"])(
    "%s begins a pass and signs its first request",
    async (name) => {
      const { stdout } = await run(process.execPath, ["--eval", `${without}${pass(bundle(name))}`], {
        timeout: 30_000,
      });
      expect(stdout).toMatch(
        /the configuration could not be read: Mooring could not read .*config\/mooring\.yaml.*ECONNREFUSED/,
      );
    },
  );
});
