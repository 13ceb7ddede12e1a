"use strict";
// The process of one instance: loads the handler from the folder it runs in and answers one invocation after another.
// The parent sends { handler, event, context, environment, offset } and gets { value } or { error } back. Two arguments:
// the file that calls the handler as its platform does, and the name of the runtime.

const { existsSync } = require("node:fs");
const { createRequire } = require("node:module");
const { join } = require("node:path");
const { pathToFileURL } = require("node:url");

const [, , callFile, runtime] = process.argv;
const call = require(callFile)(runtime);
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

async function answer(message) {
  for (const [name, value] of Object.entries(message.environment ?? {})) {
    if (value === null) delete process.env[name];
    else process.env[name] = value;
  }
  handler ??= await load(message.handler);
  return call(handler, message);
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
