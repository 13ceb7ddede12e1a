import packet, { type Answer, type DecodedPacket, type Packet } from "dns-packet";
import type { Resolution } from "./resolve.ts";
import type { ViewRecord } from "./view.ts";

/** What one question is answered; the caller knows the network it came from. */
export type Answering = (name: string, type: string) => Resolution;

const rcodes = { NOERROR: 0, FORMERR: 1, SERVFAIL: 2, NXDOMAIN: 3, NOTIMP: 4, REFUSED: 5 } as const;

/** Bytes of a UDP answer to a client that announces no more (RFC 1035, 2.3.4). */
const plainUdpLimit = 512;
/** What this server announces itself. */
const ownUdpLimit = 1232;

/** The answer to a message, or `undefined` for what is no query: a resolver keeps silent then. */
export function answerTo(message: Buffer, answering: Answering, transport: "udp" | "tcp"): Buffer | undefined {
  const query = decoded(message);
  if (query?.type !== "query") return undefined;
  const option = query.additionals?.find((record) => record.type === "OPT");
  const limit = transport === "tcp" ? 65_535 : Math.max(plainUdpLimit, option?.udpPayloadSize ?? 0);
  const extended = option !== undefined;
  const reply = encoded(query, replyTo(query, answering), extended);
  return reply.length <= limit ? reply : encoded(query, { rcode: "NOERROR", truncated: true }, extended);
}

interface Reply {
  readonly rcode: keyof typeof rcodes;
  readonly authoritative?: boolean;
  readonly truncated?: boolean;
  readonly answers?: readonly ViewRecord[];
}

function replyTo(query: DecodedPacket, answering: Answering): Reply {
  const [question, ...more] = query.questions ?? [];
  if (((query.flags ?? 0) >> 11) & 0xf) return { rcode: "NOTIMP" };
  if (question === undefined || more.length > 0) return { rcode: "FORMERR" };
  if (question.class !== "IN" && question.class !== "ANY") return { rcode: "REFUSED" };
  return answering(question.name, question.type);
}

function encoded(query: DecodedPacket, reply: Reply, extended: boolean): Buffer {
  const asked = query.flags ?? 0;
  const flags =
    (asked & packet.RECURSION_DESIRED) |
    packet.RECURSION_AVAILABLE |
    (reply.authoritative === true ? packet.AUTHORITATIVE_ANSWER : 0) |
    (reply.truncated === true ? packet.TRUNCATED_RESPONSE : 0) |
    rcodes[reply.rcode];
  const response: Packet = {
    type: "response",
    id: query.id ?? 0,
    flags,
    questions: query.questions ?? [],
    answers: (reply.answers ?? []).map(answerOf),
    additionals: extended
      ? [
          {
            type: "OPT",
            name: ".",
            udpPayloadSize: ownUdpLimit,
            extendedRcode: 0,
            ednsVersion: 0,
            flags: 0,
            flag_do: false,
            options: [],
          },
        ]
      : [],
  };
  return packet.encode(response);
}

function decoded(message: Buffer): DecodedPacket | undefined {
  try {
    return packet.decode(message);
  } catch {
    // Anything may arrive on an open port; a server drops what it cannot read.
    return undefined;
  }
}

function answerOf({ name, type, value, ttl, priority }: ViewRecord): Answer {
  switch (type) {
    case "TXT":
      return { name, type, ttl, data: chunks(value) };
    case "MX":
      return { name, type, ttl, data: { preference: priority, exchange: value } };
    case "SRV": {
      const [first = "0", weight = "0", port = "0", target = ""] = value.split(" ");
      return { name, type, ttl, data: { priority: Number(first), weight: Number(weight), port: Number(port), target } };
    }
    case "A":
    case "AAAA":
    case "CNAME":
    case "PTR":
      return { name, type, ttl, data: value };
  }
}

/** Character strings of a TXT record hold 255 bytes at most. */
function chunks(value: string): Buffer[] {
  const bytes = Buffer.from(value, "utf8");
  return Array.from({ length: Math.max(1, Math.ceil(bytes.length / 255)) }, (_, index) =>
    bytes.subarray(index * 255, (index + 1) * 255),
  );
}
