import { createSocket, type Socket as UdpSocket } from "node:dgram";
import { createServer, type Server, type Socket } from "node:net";
import { type Answering, answerTo } from "./message.ts";

/** One resolver: the same address and port over UDP and TCP. */
export interface ResolverSocket {
  readonly address: string;
  readonly port: number;
  close(): Promise<void>;
}

/** A TCP client that says nothing for so long is let go, milliseconds. */
const idleLimit = 30_000;

/**
 * Opens both sockets on one port; 0 lets the system choose. Rejects with the system's error, such as `EADDRINUSE` or
 * `EADDRNOTAVAIL`. Neither keeps the process alive.
 */
export async function openResolver(address: string, port: number, answering: Answering): Promise<ResolverSocket> {
  const udp = createSocket("udp4");
  await bound(udp, address, port);
  const chosen = udp.address().port;
  udp.on("message", (message, client) => {
    const answer = answerTo(message, answering, "udp");
    if (answer !== undefined) udp.send(answer, client.port, client.address);
  });
  // A client that is gone before its answer comes raises errors that concern nobody else.
  udp.on("error", () => undefined);
  const clients = new Set<Socket>();
  const tcp = createServer((client) => {
    clients.add(client);
    client.on("close", () => clients.delete(client));
    serve(client, answering);
  });
  try {
    await listening(tcp, address, chosen);
  } catch (error) {
    await closed(udp);
    throw error;
  }
  udp.unref();
  tcp.unref();
  return {
    address,
    port: chosen,
    async close() {
      for (const client of clients) client.destroy();
      await Promise.all([closed(udp), closed(tcp)]);
    },
  };
}

/** Messages on TCP follow each other, each behind its length in two bytes (RFC 1035, 4.2.2). */
function serve(client: Socket, answering: Answering): void {
  let waiting = Buffer.alloc(0);
  client.setTimeout(idleLimit, () => client.destroy());
  client.on("error", () => client.destroy());
  client.on("data", (chunk) => {
    waiting = Buffer.concat([waiting, typeof chunk === "string" ? Buffer.from(chunk) : chunk]);
    while (waiting.length >= 2) {
      const end = 2 + waiting.readUInt16BE(0);
      if (waiting.length < end) return;
      const answer = answerTo(waiting.subarray(2, end), answering, "tcp");
      waiting = waiting.subarray(end);
      if (answer === undefined) {
        client.destroy();
        return;
      }
      const length = Buffer.alloc(2);
      length.writeUInt16BE(answer.length);
      client.write(Buffer.concat([length, answer]));
    }
  });
}

function bound(socket: UdpSocket, address: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once("error", (error) => {
      socket.close();
      reject(error);
    });
    socket.bind({ address, port, exclusive: true }, () => {
      socket.removeAllListeners("error");
      resolve();
    });
  });
}

function listening(server: Server, address: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ host: address, port, exclusive: true }, () => {
      server.removeAllListeners("error");
      resolve();
    });
  });
}

function closed(socket: UdpSocket | Server): Promise<void> {
  return new Promise((resolve) => {
    socket.close(() => resolve());
  });
}
