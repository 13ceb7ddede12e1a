import { createSocket } from "node:dgram";
import { connect } from "node:net";
import packet, { type DecodedPacket, type Packet, type RecordType } from "dns-packet";

export interface Resolver {
  readonly resolver: string;
  readonly port: number;
}

export const question = (name: string, type: RecordType = "A", more: Partial<Packet> = {}): Buffer =>
  packet.encode({
    type: "query",
    id: 4711,
    flags: packet.RECURSION_DESIRED,
    questions: [{ name, type, class: "IN" }],
    ...more,
  });

/** Sends messages from one UDP socket and waits for as many answers as are expected. */
export function overUdp(
  { resolver, port }: Resolver,
  messages: readonly Buffer[],
  answers = 1,
): Promise<DecodedPacket[]> {
  return new Promise((resolve, reject) => {
    const socket = createSocket("udp4");
    const received: DecodedPacket[] = [];
    socket.on("error", reject);
    socket.on("message", (message) => {
      received.push(packet.decode(message));
      if (received.length < answers) return;
      socket.close();
      resolve(received);
    });
    for (const message of messages) socket.send(message, port, resolver);
  });
}

/** Writes bytes to one TCP connection and reads until as many answers came, or the server hung up. */
export function overTcp(
  { resolver, port }: Resolver,
  chunks: readonly Buffer[],
  answers = 1,
): Promise<DecodedPacket[]> {
  return new Promise((resolve, reject) => {
    const received: DecodedPacket[] = [];
    let waiting = Buffer.alloc(0);
    const socket = connect({ host: resolver, port }, () => {
      for (const chunk of chunks) socket.write(chunk);
    });
    socket.on("error", reject);
    socket.on("close", () => resolve(received));
    socket.on("data", (chunk: Buffer) => {
      waiting = Buffer.concat([waiting, chunk]);
      while (waiting.length >= 2 && waiting.length >= 2 + waiting.readUInt16BE(0)) {
        const end = 2 + waiting.readUInt16BE(0);
        received.push(packet.decode(waiting.subarray(2, end)));
        waiting = waiting.subarray(end);
      }
      if (received.length >= answers) socket.end();
    });
  });
}

/** A message behind its length, as TCP carries it. */
export function framed(message: Buffer): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(message.length);
  return Buffer.concat([length, message]);
}

/** The addresses that a resolver answers over UDP, or its response code when there are none. */
export async function addresses(resolver: Resolver, name: string): Promise<string> {
  const [answer] = await overUdp(resolver, [question(name)]);
  const found = (answer?.answers ?? []).flatMap((one) => (one.type === "A" ? [one.data] : []));
  return found.length > 0 ? found.join(" ") : rcode(answer);
}

export function rcode(answer: DecodedPacket | undefined): string {
  const names = ["NOERROR", "FORMERR", "SERVFAIL", "NXDOMAIN", "NOTIMP", "REFUSED"];
  return names[(answer?.flags ?? 15) & 15] ?? "none";
}

/** The addresses of a name, in order, as the resolver tells them over each transport. */
export interface BothAnswers {
  readonly udp: readonly string[];
  readonly tcp: readonly string[];
}

export async function askBoth(resolver: Resolver, name: string): Promise<BothAnswers> {
  const message = question(name);
  const [udp] = await overUdp(resolver, [message]);
  const [tcp] = await overTcp(resolver, [framed(message)]);
  const ofType = (answer: typeof udp) =>
    (answer?.answers ?? []).flatMap((record) => (record.type === "A" ? [record.data] : [])).sort();
  return { udp: ofType(udp), tcp: ofType(tcp) };
}
