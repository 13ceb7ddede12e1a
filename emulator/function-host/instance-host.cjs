"use strict";
// The process of one instance: loads the handler from the folder it runs in and answers one invocation after another.
// The parent sends { event, context, offset } and gets { value } or { error } back.

const { existsSync } = require("node:fs");
const { createRequire } = require("node:module");
const { join } = require("node:path");
const { pathToFileURL } = require("node:url");

let handler;

async function load(name) {
  const dot = name.lastIndexOf(".");
  const file = join(process.cwd(), name.slice(0, dot));
  const path = [".mjs", ".js", ".cjs"].map((extension) => file + extension).find(existsSync);
  if (path === undefined) throw new Error(`handler ${name}: there is no ${file}.js or ${file}.mjs in the code`);
  const found = (await loadModule(path))[name.slice(dot + 1)];
  if (typeof found !== "function") throw new Error(`handler ${name}: ${path} exports no such function`);
  return found;
}

async function loadModule(path) {
  if (path.endsWith(".mjs")) return import(pathToFileURL(path).href);
  try {
    return createRequire(path)(path);
  } catch (error) {
    if (error?.code !== "ERR_REQUIRE_ESM") throw error;
    return import(pathToFileURL(path).href);
  }
}

/** Function Compute passes a Buffer on as it is and turns everything else into JSON. */
function bytes(value) {
  if (Buffer.isBuffer(value)) return value;
  if (typeof value === "string") return Buffer.from(value);
  return Buffer.from(JSON.stringify(value) ?? "");
}

function logger() {
  const line = (stream, level) => (text) => stream.write(`${new Date().toISOString()} [${level}] ${text}\n`);
  return {
    debug: line(process.stdout, "debug"),
    info: line(process.stdout, "info"),
    warn: line(process.stderr, "warn"),
    error: line(process.stderr, "error"),
  };
}

async function answer({ event, context }) {
  handler ??= await load(context.function.handler);
  return bytes(await handler(Buffer.from(event), { ...context, logger: logger() }));
}

process.on("message", (message) => {
  answer(message).then(
    (value) => process.send({ value }),
    (error) =>
      process.send({
        error: {
          errorMessage: error?.message ?? String(error),
          errorType: error?.name ?? "Error",
          stackTrace: String(error?.stack ?? "")
            .split("\n")
            .slice(1)
            .map((line) => line.trim()),
        },
      }),
  );
});

// The parent is gone: so is the platform.
process.on("disconnect", () => process.exit(0));
