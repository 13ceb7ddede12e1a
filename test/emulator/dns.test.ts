import packet, { type OptAnswer } from "dns-packet";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createAddresses } from "../../emulator/dns/addresses.ts";
import { createDnsServers, type DnsServers } from "../../emulator/dns/servers.ts";
import { openResolver } from "../../emulator/dns/socket.ts";
import type { NetworkSource, NetworkView, ResolvingNetwork, ViewRecord } from "../../emulator/dns/view.ts";
import { addresses, framed, overTcp, overUdp, question, type Resolver, rcode } from "./dns-client.ts";

const record = (name: string, type: ViewRecord["type"], value: string, ttl = 60): ViewRecord => ({
  name,
  type,
  value,
  ttl,
  priority: 10,
  enabled: true,
});

const network = (vpcId: string): ResolvingNetwork => ({ cloud: "test", account: "1", region: "here", vpcId });

/** Two networks whose views a test may change. */
let views: Map<string, NetworkView>;
let now: number;
let servers: DnsServers;
const source: NetworkSource = {
  networks: () => [...views.keys()].map(network),
  view: ({ vpcId }) => views.get(vpcId),
};

function viewWith(records: readonly ViewRecord[], more: Partial<NetworkView> = {}): NetworkView {
  const zones = [{ name: "a.test", missing: "nowhere", records } as const];
  return {
    resolver: "provider",
    zones,
    rules: [],
    rulesGet: "unheld",
    provided: [],
    public: [],
    keepsAnswers: false,
    ...more,
  };
}

async function resolverOf(vpcId: string): Promise<Resolver> {
  const found = (await servers.networks()).find((one) => one.vpcId === vpcId);
  if (found === undefined) throw new Error(`no resolver for ${vpcId}`);
  return found;
}

beforeEach(() => {
  now = 0;
  views = new Map([
    ["one", viewWith([record("a.test", "A", "10.0.0.1", 30), record("b.a.test", "TXT", "x".repeat(300))])],
    ["two", viewWith([record("a.test", "A", "10.0.0.2")])],
  ]);
  servers = createDnsServers({ sources: [source], now: () => now });
});
afterEach(() => servers.stop());

describe("resolvers", () => {
  it("each network is answered as seen from inside it", async () => {
    expect(await addresses(await resolverOf("one"), "a.test")).toBe("10.0.0.1");
    expect(await addresses(await resolverOf("two"), "a.test")).toBe("10.0.0.2");
    expect(await addresses(await resolverOf("two"), "x.a.test")).toBe("NXDOMAIN");
  });

  it("no two networks share an address and port, and all are on loopback", async () => {
    const all = await servers.networks();
    expect(new Set(all.map(({ resolver, port }) => `${resolver}:${port}`)).size).toBe(2);
    expect(all.every(({ resolver }) => resolver.startsWith("127."))).toBe(true);
    expect(all).toMatchObject([network("one"), network("two")]);
  });

  it("a network keeps its resolver while others come, and loses it when it goes", async () => {
    const before = await resolverOf("two");
    views.set("three", viewWith([record("a.test", "A", "10.0.0.3")]));
    expect(await addresses(await resolverOf("three"), "a.test")).toBe("10.0.0.3");
    expect(await resolverOf("two")).toEqual(before);
    views.delete("two");
    expect((await servers.networks()).map(({ vpcId }) => vpcId)).toEqual(["one", "three"]);
    await expect(overTcp(before, [framed(question("a.test"))])).rejects.toThrow("ECONNREFUSED");
  });

  it("passes side by side open a network's sockets once", async () => {
    const [first, second] = await Promise.all([servers.networks(), servers.networks()]);
    expect(first).toEqual(second);
  });

  it("nothing is open after a stop", async () => {
    const resolver = await resolverOf("one");
    await servers.stop();
    await expect(overTcp(resolver, [framed(question("a.test"))])).rejects.toThrow("ECONNREFUSED");
    expect(await servers.networks()).toEqual([]);
  });

  it("answers that are kept stay until their TTL is over", async () => {
    const keep = (value: string) =>
      views.set("one", viewWith([record("a.test", "A", value, 30)], { keepsAnswers: true }));
    keep("10.0.0.1");
    const resolver = await resolverOf("one");
    expect(await addresses(resolver, "a.test")).toBe("10.0.0.1");
    keep("10.0.0.9");
    now = 29_999;
    expect(await addresses(resolver, "a.test")).toBe("10.0.0.1");
    now = 30_000;
    expect(await addresses(resolver, "a.test")).toBe("10.0.0.9");
  });
});

describe("messages", () => {
  it("an answer repeats id and question and carries AA, RD, RA and the record's TTL", async () => {
    const [answer] = await overUdp(await resolverOf("one"), [question("A.Test")]);
    expect(answer).toMatchObject({
      id: 4711,
      type: "response",
      flag_aa: true,
      flag_rd: true,
      flag_ra: true,
      questions: [{ name: "A.Test", type: "A" }],
      answers: [{ name: "a.test", type: "A", ttl: 30, data: "10.0.0.1" }],
    });
  });

  it("a name without data of that type is NOERROR and empty", async () => {
    const [answer] = await overUdp(await resolverOf("one"), [question("a.test", "AAAA")]);
    expect([rcode(answer), answer?.answers]).toEqual(["NOERROR", []]);
  });

  it("EDNS is answered with EDNS, and without it not", async () => {
    const option: OptAnswer = {
      type: "OPT",
      name: ".",
      udpPayloadSize: 4096,
      extendedRcode: 0,
      ednsVersion: 0,
      flags: 0,
      flag_do: false,
      options: [],
    };
    const resolver = await resolverOf("one");
    const [extended] = await overUdp(resolver, [question("a.test", "A", { additionals: [option] })]);
    expect(extended?.additionals).toMatchObject([{ type: "OPT" }]);
    const [plain] = await overUdp(resolver, [question("a.test")]);
    expect(plain?.additionals).toEqual([]);
  });

  it("an answer too long for plain UDP is cut and comes whole over TCP", async () => {
    views.set("one", viewWith(Array.from({ length: 60 }, (_, index) => record("a.test", "A", `10.0.0.${index}`))));
    const resolver = await resolverOf("one");
    const [cut] = await overUdp(resolver, [question("a.test")]);
    expect([cut?.flag_tc, cut?.answers]).toEqual([true, []]);
    const [whole] = await overTcp(resolver, [framed(question("a.test"))]);
    expect(whole?.answers).toHaveLength(60);
  });

  it("records of every type arrive in their own form", async () => {
    views.set(
      "one",
      viewWith([
        record("mx.a.test", "MX", "mail.a.test"),
        record("srv.a.test", "SRV", "1 2 5060 sip.a.test"),
        record("txt.a.test", "TXT", "x".repeat(300)),
        record("six.a.test", "AAAA", "fd00::1"),
        record("ptr.a.test", "PTR", "host.a.test"),
      ]),
    );
    const resolver = await resolverOf("one");
    const data = async (name: string, type: "MX" | "SRV" | "TXT" | "AAAA" | "PTR") =>
      (await overUdp(resolver, [question(name, type)]))[0]?.answers?.[0];
    expect(await data("mx.a.test", "MX")).toMatchObject({ data: { preference: 10, exchange: "mail.a.test" } });
    expect(await data("srv.a.test", "SRV")).toMatchObject({
      data: { priority: 1, weight: 2, port: 5060, target: "sip.a.test" },
    });
    expect(await data("six.a.test", "AAAA")).toMatchObject({ data: "fd00::1" });
    expect(await data("ptr.a.test", "PTR")).toMatchObject({ data: "host.a.test" });
    const text = await data("txt.a.test", "TXT");
    expect(text?.type === "TXT" && Buffer.concat(text.data as Buffer[]).toString()).toBe("x".repeat(300));
  });

  it("several questions on one connection are answered in order, however the bytes are cut", async () => {
    const bytes = Buffer.concat(["a.test", "x.a.test", "a.test"].map((name) => framed(question(name))));
    const pieces = [bytes.subarray(0, 1), bytes.subarray(1, 30), bytes.subarray(30)];
    expect((await overTcp(await resolverOf("one"), pieces, 3)).map(rcode)).toEqual(["NOERROR", "NXDOMAIN", "NOERROR"]);
  });

  it("garbage and answers are met with silence, and the next question with an answer", async () => {
    const resolver = await resolverOf("one");
    const bad = [
      Buffer.from("nonsense"),
      Buffer.alloc(0),
      packet.encode({ type: "response", id: 1 }),
      Buffer.alloc(600, 255),
    ];
    expect(await overUdp(resolver, [...bad, question("a.test")])).toMatchObject([{ id: 4711 }]);
    expect(await overTcp(resolver, [framed(Buffer.from("nonsense"))])).toEqual([]);
    expect(await addresses(resolver, "a.test")).toBe("10.0.0.1");
  });

  it.each([
    ["no question", { questions: [] }, "FORMERR"],
    ["another class", { questions: [{ name: "a.test", type: "A", class: "CH" }] }, "REFUSED"],
    ["another opcode", { flags: 2 << 11 }, "NOTIMP"],
  ] as const)("%s", async (_, more, expected) => {
    const [answer] = await overUdp(await resolverOf("one"), [question("a.test", "A", more as object)]);
    expect(rcode(answer)).toBe(expected);
  });

  it("a type that has no name here is no data", async () => {
    const message = question("a.test");
    // The type stands right behind the name; 65 is HTTPS.
    message.writeUInt16BE(65, message.length - 4);
    const [answer] = await overUdp(await resolverOf("one"), [message]);
    expect([rcode(answer), answer?.answers]).toEqual(["NOERROR", []]);
  });
});

describe("addresses", () => {
  const silent = () => ({ rcode: "REFUSED", authoritative: false, answers: [] }) as const;

  it("where 127.53.0.0/16 cannot be bound, every resolver gets a port of 127.0.0.1", async () => {
    const open = createAddresses((address, port, answering) =>
      address === "127.0.0.1"
        ? openResolver(address, port, answering)
        : Promise.reject(Object.assign(new Error("no such address"), { code: "EADDRNOTAVAIL" })),
    );
    const [one, two] = [await open(silent), await open(silent)];
    expect([one.address, two.address]).toEqual(["127.0.0.1", "127.0.0.1"]);
    expect(one.port).not.toBe(two.port);
    await Promise.all([one.close(), two.close()]);
  });

  it("an address whose port is taken is passed over", async () => {
    const tried: string[] = [];
    const open = createAddresses((address, port) => {
      tried.push(address);
      if (address === "127.53.0.2") return Promise.reject(Object.assign(new Error("taken"), { code: "EADDRINUSE" }));
      return Promise.resolve({ address, port: port === 0 ? 5353 : port, close: () => Promise.resolve() });
    });
    expect(await open(silent)).toMatchObject({ address: "127.53.0.1", port: 5353 });
    expect(await open(silent)).toMatchObject({ address: "127.53.0.3", port: 5353 });
    expect(tried).toEqual(["127.53.0.1", "127.53.0.2", "127.53.0.3"]);
  });

  it("addresses never end in 0 or 255", async () => {
    const open = createAddresses((address, port) => Promise.resolve({ address, port, close: () => Promise.resolve() }));
    const all: string[] = [];
    for (let count = 0; count < 600; count++) all.push((await open(silent)).address);
    expect(new Set(all).size).toBe(600);
    expect(all.filter((address) => /\.(?:0|255)$/.test(address))).toEqual([]);
  });

  it("a refusal that another address cannot cure is passed on", async () => {
    const open = createAddresses(() => Promise.reject(Object.assign(new Error("no"), { code: "EMFILE" })));
    await expect(open(silent)).rejects.toThrow("no");
  });
});
