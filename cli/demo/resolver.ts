import { createSocket } from "node:dgram";
import { connect } from "node:net";
import packet, { type DecodedPacket } from "dns-packet";

/** A network's own resolver. */
export interface Resolver {
  readonly resolver: string;
  readonly port: number;
}

/** Milliseconds of wall time that a resolver on this machine gets. */
const patience = 3_000;

/** The addresses that the resolver answers over UDP and over TCP; rejects when either does not answer. */
export async function resolve(
  at: Resolver,
  name: string,
): Promise<{ readonly udp: readonly string[]; readonly tcp: readonly string[] }> {
  const question = packet.encode({
    type: "query",
    id: 1,
    flags: packet.RECURSION_DESIRED,
    questions: [{ name, type: "A", class: "IN" }],
  });
  const [udp, tcp] = await Promise.all([overUdp(at, question), overTcp(at, question)]);
  return { udp: addresses(udp), tcp: addresses(tcp) };
}

function addresses(answer: DecodedPacket): readonly string[] {
  return (answer.answers ?? []).flatMap((record) => (record.type === "A" ? [record.data] : [])).sort();
}

function overUdp({ resolver, port }: Resolver, question: Buffer): Promise<DecodedPacket> {
  return new Promise((done, fail) => {
    const socket = createSocket("udp4");
    const timer = setTimeout(() => end(() => fail(new Error(`${resolver}:${port} did not answer over UDP`))), patience);
    const end = (then: () => void) => {
      clearTimeout(timer);
      socket.close();
      then();
    };
    socket.once("error", (error) => end(() => fail(error)));
    socket.once("message", (message) => end(() => done(packet.decode(message))));
    socket.send(question, port, resolver);
  });
}

function overTcp({ resolver, port }: Resolver, question: Buffer): Promise<DecodedPacket> {
  return new Promise((done, fail) => {
    let received = Buffer.alloc(0);
    const socket = connect({ host: resolver, port }, () => {
      const length = Buffer.alloc(2);
      length.writeUInt16BE(question.length);
      socket.write(Buffer.concat([length, question]));
    });
    socket.setTimeout(patience, () => socket.destroy(new Error(`${resolver}:${port} did not answer over TCP`)));
    socket.once("error", fail);
    // After a whole answer this comes too late to matter.
    socket.once("close", () =>
      fail(new Error(`${resolver}:${port} closed the connection before its answer was whole`)),
    );
    socket.on("data", (data: Buffer) => {
      received = Buffer.concat([received, data]);
      if (received.length < 2 || received.length < 2 + received.readUInt16BE(0)) return;
      socket.destroy();
      done(packet.decode(received.subarray(2)));
    });
  });
}
