import { describe, expect, it } from "vitest";
import { resolve } from "../../emulator/dns/resolve.ts";
import type { NetworkView, ViewRecord, ViewZone } from "../../emulator/dns/view.ts";

const record = (name: string, value: string, more: Partial<ViewRecord> = {}): ViewRecord => ({
  name,
  type: "A",
  value,
  ttl: 60,
  priority: 0,
  enabled: true,
  ...more,
});

const zone = (name: string, records: readonly ViewRecord[], missing: ViewZone["missing"] = "nowhere"): ViewZone => ({
  name,
  missing,
  records,
});

const view = (part: Partial<NetworkView>): NetworkView => ({
  resolver: "provider",
  zones: [],
  rules: [],
  rulesGet: "unheld",
  provided: [],
  public: [record("prod.example", "203.0.113.1")],
  keepsAnswers: false,
  ...part,
});

const whole = zone("prod.example", [record("prod.example", "10.0.0.1")]);
const parent = (missing: ViewZone["missing"]) =>
  zone("example", [record("host.example", "10.0.0.2"), record("off.example", "10.0.0.3", { enabled: false })], missing);
const wild = zone("example", [
  record("*.example", "10.0.0.4"),
  record("host.example", "10.0.0.5"),
  record("a.deep.example", "10.0.0.6"),
]);
const failing = (name: string) => ({ name, servers: "servfail" }) as const;
const forwarded = (names: "all" | "missing"): ViewZone => ({ ...whole, forwarded: { names, servers: "refused" } });
const aliases = zone("example", [
  record("www.example", "host.example.", { type: "CNAME" }),
  record("host.example", "10.0.0.7"),
  record("out.example", "prod.example", { type: "CNAME" }),
  record("lost.example", "nobody.test", { type: "CNAME" }),
  record("one.example", "two.example", { type: "CNAME" }),
  record("two.example", "one.example", { type: "CNAME" }),
]);

describe("resolve", () => {
  it.each<[string, Partial<NetworkView>, string, string, string]>([
    ["no zone: the public answer", {}, "prod.example", "A", "203.0.113.1"],
    ["no zone, not public", {}, "other.example", "A", "NXDOMAIN"],
    ["a zone named as the whole name", { zones: [whole] }, "prod.example", "A", "10.0.0.1"],
    ["case and trailing dot do not matter", { zones: [whole] }, "PROD.Example.", "A", "10.0.0.1"],
    ["a zone swallows what is below it", { zones: [whole] }, "x.prod.example", "A", "NXDOMAIN"],
    ["a name that ends alike is not below it", { zones: [whole] }, "myprod.example", "A", "NXDOMAIN"],
    ["another type of a name that exists is no data", { zones: [whole] }, "prod.example", "AAAA", "NOERROR"],
    [
      "an empty zone still swallows its name, without data",
      { zones: [zone("prod.example", [])] },
      "prod.example",
      "A",
      "NOERROR",
    ],
    ["the longest zone decides", { zones: [parent("nowhere"), whole] }, "prod.example", "A", "10.0.0.1"],
    [
      "the longest zone decides, also when it says no",
      { zones: [zone("host.example", []), parent("nowhere")] },
      "a.host.example",
      "A",
      "NXDOMAIN",
    ],
    ["pattern ZONE hides the public name", { zones: [parent("nowhere")] }, "prod.example", "A", "NXDOMAIN"],
    [
      "pattern RECORD falls through to the public name",
      { zones: [parent("public")] },
      "prod.example",
      "A",
      "203.0.113.1",
    ],
    ["pattern RECORD answers what it holds", { zones: [parent("public")] }, "host.example", "A", "10.0.0.2"],
    ["pattern RECORD, not public either", { zones: [parent("public")] }, "none.example", "A", "NXDOMAIN"],
    [
      "pattern RECORD on an empty zone of the whole name",
      { zones: [zone("prod.example", [], "public")] },
      "prod.example",
      "A",
      "203.0.113.1",
    ],
    [
      "a fall through to the next zone",
      { zones: [zone("host.example", [], "next-zone"), parent("nowhere")] },
      "host.example",
      "A",
      "10.0.0.2",
    ],
    [
      "a fall through past the last zone",
      { zones: [zone("prod.example", [], "next-zone")] },
      "prod.example",
      "A",
      "203.0.113.1",
    ],
    [
      "other resolvers know public names alone",
      { resolver: "public-only", zones: [whole] },
      "prod.example",
      "A",
      "203.0.113.1",
    ],
    ["other resolvers fail", { resolver: "refused" }, "prod.example", "A", "REFUSED"],
    [
      "a rule does not get what a zone holds",
      { zones: [whole], rules: [failing("example")] },
      "prod.example",
      "A",
      "10.0.0.1",
    ],
    [
      "a rule gets what a zone lacks",
      { zones: [parent("nowhere")], rules: [failing("example")] },
      "x.example",
      "A",
      "SERVFAIL",
    ],
    [
      "a rule gets a name that is there without a record",
      { zones: [zone("prod.example", [])], rules: [failing("prod.example")] },
      "prod.example",
      "A",
      "SERVFAIL",
    ],
    [
      "a rule gets what the longest zone lacks, before the next one",
      { zones: [zone("host.example", []), parent("nowhere")], rules: [failing("example")] },
      "host.example",
      "A",
      "SERVFAIL",
    ],
    [
      "a zone that lets through asks the next one first",
      { zones: [zone("host.example", [], "next-zone"), parent("nowhere")], rules: [failing("example")] },
      "host.example",
      "A",
      "10.0.0.2",
    ],
    [
      "a rule that gets what is let through leaves the rest to zones",
      { zones: [parent("nowhere")], rules: [failing("example")], rulesGet: "let-through" },
      "x.example",
      "A",
      "NXDOMAIN",
    ],
    [
      "a rule that gets all comes before zones",
      { zones: [whole], rules: [failing("example")], rulesGet: "all" },
      "prod.example",
      "A",
      "SERVFAIL",
    ],
    [
      "a rule comes before the provider's own answers",
      { provided: [record("prod.example", "10.0.0.8")], rules: [failing("example")] },
      "prod.example",
      "A",
      "SERVFAIL",
    ],
    [
      "the longest rule counts",
      { rules: [failing("example"), { name: "prod.example", servers: "public-only" }] },
      "prod.example",
      "A",
      "203.0.113.1",
    ],
    [
      "a rule gets the name that an alias leads to",
      { zones: [aliases], rules: [failing("test")] },
      "lost.example",
      "A",
      "SERVFAIL",
    ],
    ["a forwarded zone answers nothing itself", { zones: [forwarded("all")] }, "prod.example", "A", "REFUSED"],
    ["a forwarded zone answers what it holds", { zones: [forwarded("missing")] }, "prod.example", "A", "10.0.0.1"],
    ["a forwarded zone sends on what it lacks", { zones: [forwarded("missing")] }, "x.prod.example", "A", "REFUSED"],
    [
      "a longer zone below a forwarded one answers",
      { zones: [forwarded("all"), zone("x.prod.example", [record("x.prod.example", "10.0.0.9")])] },
      "x.prod.example",
      "A",
      "10.0.0.9",
    ],
    ["a disabled record is as good as none", { zones: [parent("nowhere")] }, "off.example", "A", "NXDOMAIN"],
    ["a wildcard answers any name", { zones: [wild] }, "any.example", "A", "10.0.0.4"],
    ["a wildcard answers names of several labels", { zones: [wild] }, "b.any.example", "A", "10.0.0.4"],
    ["a wildcard gives way to a name of its own", { zones: [wild] }, "host.example", "A", "10.0.0.5"],
    ["a wildcard gives way with another type, too", { zones: [wild] }, "host.example", "TXT", "NOERROR"],
    ["a wildcard does not reach below a name that exists", { zones: [wild] }, "b.deep.example", "A", "NXDOMAIN"],
    ["a name with others below it exists", { zones: [wild] }, "deep.example", "A", "NOERROR"],
    ["a wildcard does not answer its zone's own name", { zones: [wild] }, "example", "A", "NOERROR"],
    ["an alias is followed inside the zone", { zones: [aliases] }, "www.example", "A", "host.example. 10.0.0.7"],
    ["an alias is not followed when asked for itself", { zones: [aliases] }, "www.example", "CNAME", "host.example."],
    ["an alias into a name that the zone swallows", { zones: [aliases] }, "out.example", "A", "NXDOMAIN"],
    ["an alias to nowhere", { zones: [aliases] }, "lost.example", "A", "NXDOMAIN"],
    ["an alias that goes round", { zones: [aliases] }, "one.example", "A", "SERVFAIL"],
    [
      "the provider's own answer where no zone is",
      { provided: [record("vpc.example", "10.0.0.8")] },
      "vpc.example",
      "A",
      "10.0.0.8",
    ],
    [
      "the provider's own answer gives way to any zone above it",
      { provided: [record("vpc.example", "10.0.0.8")], zones: [parent("public")] },
      "vpc.example",
      "A",
      "NXDOMAIN",
    ],
    ["other resolvers know no zone", { resolver: "public-only", zones: [whole] }, "prod.example", "A", "203.0.113.1"],
    [
      "other resolvers know no provided name",
      { resolver: "public-only", provided: [record("vpc.example", "10.0.0.8")] },
      "vpc.example",
      "A",
      "NXDOMAIN",
    ],
    ["resolvers that fail", { resolver: "servfail", zones: [whole] }, "prod.example", "A", "SERVFAIL"],
    ["resolvers that refuse", { resolver: "refused", zones: [whole] }, "prod.example", "A", "REFUSED"],
  ])("%s", (_, part, name, type, expected) => {
    const { rcode, answers } = resolve(view(part), name, type);
    expect(rcode === "NOERROR" && answers.length > 0 ? answers.map(({ value }) => value).join(" ") : rcode).toBe(
      expected,
    );
  });

  it("all enabled addresses of a name are answered", () => {
    const zones = [
      zone("a.test", [
        record("a.test", "10.0.0.1"),
        record("a.test", "10.0.0.2", { enabled: false }),
        record("a.test", "10.0.0.3"),
      ]),
    ];
    expect(resolve(view({ zones }), "a.test", "A").answers.map(({ value }) => value)).toEqual(["10.0.0.1", "10.0.0.3"]);
  });

  it("a wildcard's answer carries the name that was asked for", () => {
    expect(resolve(view({ zones: [wild] }), "any.example", "A").answers).toMatchObject([{ name: "any.example" }]);
  });

  it("only what a zone or the provider decides is authoritative", () => {
    expect(resolve(view({ zones: [whole] }), "prod.example", "A").authoritative).toBe(true);
    expect(resolve(view({ zones: [whole] }), "x.prod.example", "A").authoritative).toBe(true);
    expect(resolve(view({}), "prod.example", "A").authoritative).toBe(false);
  });
});
