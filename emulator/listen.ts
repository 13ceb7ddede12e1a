import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { Emulator } from "./emulator.ts";
import { type HttpAnswer, type HttpRequest, json } from "./http.ts";

export interface Listening {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** `127.0.0.1:PORT`, as official clients take it for an endpoint. */
  readonly endpoint: string;
  readonly port: number;
  /** Closes the socket and all connections; the emulator itself goes on. */
  close(): Promise<void>;
}

/** Longest request body that is read, bytes; the vendors' own gateways stop far earlier. */
const longestBody = 64 * 1024 * 1024;

/** Official clients put every parameter into the query, and a policy document alone may have 6,144 characters. Bytes. */
const longestHead = 64 * 1024;

/** Opens the emulator's one HTTP port, on loopback. It closes with the emulator. */
export async function listen(emulator: Emulator, { port = 0 }: { readonly port?: number } = {}): Promise<Listening> {
  const sockets = new Set<Socket>();
  const server = createServer({ maxHeaderSize: longestHead }, (message, response) => {
    respond(emulator, message, response).catch((error: unknown) => {
      emulator.world.logs.add("emulator", `a request failed: ${error instanceof Error ? error.stack : String(error)}`);
      if (response.headersSent) response.destroy();
      else write(response, json(500, { Code: "EmulatorFailure", Message: String(error) }));
    });
  });
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", reject);
      resolve();
    });
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the emulator's socket has no port");

  let closing: Promise<void> | undefined;
  const close = () => {
    closing ??= new Promise<void>((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
    return closing;
  };
  emulator.onStop(close);
  const endpoint = `127.0.0.1:${address.port}`;
  return { url: `http://${endpoint}`, endpoint, port: address.port, close };
}

async function respond(emulator: Emulator, message: IncomingMessage, response: ServerResponse): Promise<void> {
  const answer = await emulator.handle(await read(message));
  if (!("broken" in answer)) write(response, answer);
  else if (answer.broken === "reset") message.socket.resetAndDestroy();
  // A hanging answer leaves the socket open until the client gives up or the emulator closes.
}

async function read(message: IncomingMessage): Promise<HttpRequest> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > longestBody) throw new Error(`a request body of more than ${longestBody} bytes`);
    chunks.push(chunk);
  }
  const url = message.url ?? "/";
  const mark = url.indexOf("?");
  return {
    method: message.method ?? "GET",
    path: mark === -1 ? url : url.slice(0, mark),
    query: mark === -1 ? "" : url.slice(mark + 1),
    headers: Object.fromEntries(
      Object.entries(message.headers).map(([name, value]) => [
        name,
        Array.isArray(value) ? value.join(",") : (value ?? ""),
      ]),
    ),
    body: Buffer.concat(chunks),
    sourceIp: message.socket.remoteAddress ?? "127.0.0.1",
  };
}

function write(response: ServerResponse, answer: Exclude<HttpAnswer, { broken: string }>): void {
  const body = typeof answer.body === "string" ? Buffer.from(answer.body, "utf8") : answer.body;
  response.writeHead(answer.status, { ...answer.headers, "content-length": String(body.length) });
  response.end(body);
}
