"use strict";
// SCF runs older versions of Node.js than this machine. What a version lacks is taken away before the code is loaded, so
// that a bundle proves that it needs none of it. Left alone: what the process's own start needs.

/** Came after 18.15; `toWellFormed` did too, but this machine's `fetch` needs it. */
const after18 = {
  globals: [
    "crypto",
    "Crypto",
    "CryptoKey",
    "SubtleCrypto",
    "CustomEvent",
    "File",
    "WebSocket",
    "navigator",
    "Navigator",
  ],
  members: [
    [() => URL, ["canParse", "parse"]],
    [() => AbortSignal, ["any"]],
    [() => Array.prototype, ["toReversed", "toSorted", "toSpliced", "with"]],
    [() => Object.getPrototypeOf(Uint8Array.prototype), ["toReversed", "toSorted", "with"]],
    [() => ArrayBuffer.prototype, ["resize", "transfer", "transferToFixedLength"]],
    [() => Array, ["fromAsync"]],
    [() => Object, ["groupBy"]],
    [() => Map, ["groupBy"]],
    [() => Promise, ["withResolvers"]],
    [() => process, ["getBuiltinModule", "loadEnvFile"]],
    [() => require("node:crypto"), ["hash"]],
    [() => require("node:util"), ["parseEnv", "styleText", "getCallSites"]],
    [() => require("node:events"), ["addAbortListener"]],
    [() => require("node:fs"), ["openAsBlob"]],
  ],
};

/** Came after 16.13. */
const after16 = {
  globals: [
    ...["fetch", "Headers", "Request", "Response", "FormData", "structuredClone", "Blob", "BroadcastChannel"],
    ...["ReadableStream", "WritableStream", "TransformStream", "CompressionStream", "DecompressionStream"],
    ...["TextDecoderStream", "TextEncoderStream", "ByteLengthQueuingStrategy", "CountQueuingStrategy"],
  ],
  members: [
    [() => String.prototype, ["isWellFormed", "toWellFormed"]],
    [() => AbortSignal, ["timeout"]],
    [() => AbortSignal.prototype, ["throwIfAborted"]],
    [() => Array.prototype, ["findLast", "findLastIndex"]],
    [() => Object.getPrototypeOf(Uint8Array.prototype), ["findLast", "findLastIndex"]],
    [() => require("node:util"), ["parseArgs"]],
    [() => require("node:timers/promises"), ["scheduler"]],
  ],
};

const lacking = { "Nodejs18.15": [after18], "Nodejs16.13": [after18, after16] };

/** Node.js's own modules use some of these members while they load, and load when they are first asked for. */
const usedWhileLoading = [
  ...[
    "assert",
    "async_hooks",
    "buffer",
    "child_process",
    "crypto",
    "dns",
    "dns/promises",
    "events",
    "fs",
    "fs/promises",
  ],
  ...["http", "http2", "https", "net", "os", "path", "perf_hooks", "querystring", "readline", "stream"],
  ...["stream/promises", "stream/web", "string_decoder", "timers", "timers/promises", "tls", "url", "util", "zlib"],
];

/** Takes away what the runtime lacks; a name that is none of those leaves everything as it is. */
module.exports = function removeWhatIsNewerThan(runtime) {
  const versions = lacking[runtime] ?? [];
  if (versions.length === 0) return;
  for (const name of usedWhileLoading) require(`node:${name}`);
  // Loads what is behind `fetch`.
  void globalThis.Headers;
  for (const { globals, members } of versions) {
    for (const [owner, names] of members) {
      const found = owner();
      for (const name of names) delete found[name];
    }
    for (const name of globals) delete globalThis[name];
  }
};
