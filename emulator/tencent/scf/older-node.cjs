"use strict";
// SCF runs older versions of Node.js than this machine. What a version lacks is taken away before the code is loaded, so
// that a bundle proves that it needs none of it. Left alone: what the process's own start needs.

/** Came after 18.15. */
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
    [() => String.prototype, ["isWellFormed", "toWellFormed"]],
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
    [() => AbortSignal, ["timeout"]],
    [() => AbortSignal.prototype, ["throwIfAborted"]],
    [() => Array.prototype, ["findLast", "findLastIndex"]],
    [() => Object.getPrototypeOf(Uint8Array.prototype), ["findLast", "findLastIndex"]],
    [() => require("node:util"), ["parseArgs"]],
    [() => require("node:timers/promises"), ["scheduler"]],
  ],
};

const lacking = { "Nodejs18.15": [after18], "Nodejs16.13": [after18, after16] };

/** Takes away what the runtime lacks; a name that is none of those leaves everything as it is. */
module.exports = function removeWhatIsNewerThan(runtime) {
  for (const { globals, members } of lacking[runtime] ?? []) {
    for (const [owner, names] of members) {
      const found = owner();
      for (const name of names) delete found[name];
    }
    for (const name of globals) delete globalThis[name];
  }
};
