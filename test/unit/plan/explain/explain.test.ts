import { describe, expect, it } from "vitest";
import { known, unknown } from "../../../../shared/model/known.ts";
import { explain } from "../../../../shared/plan/explain/explain.ts";
import { withPauses } from "../../../../shared/plan/explain/explain-pauses.ts";
import { guard } from "../../../../shared/plan/guard.ts";
import { plan } from "../../../../shared/plan/plan.ts";
import { withSince } from "../../../../shared/plan/since.ts";
import {
  at,
  baselineOf,
  boundTo,
  changingLink,
  entryOf,
  estateOf,
  instanceOf,
  intentOf,
  minutesAgo,
  names,
  networkOf,
  publishedOf,
  quotaOf,
  recordOf,
  registryOf,
  type World,
  zoneOf,
} from "../estate-of.ts";

const tag = (value: string) => [networkOf({ tags: { "registry-link": value } })];

function explained(world: World = {}) {
  const estate = estateOf(world);
  const [first, ...more] = explain(estate, guard(plan(estate), estate, "repair"), "vpc-1");
  if (first === undefined) throw new Error("nothing was explained");
  expect(more).toEqual([]);
  return { ...first, states: Object.fromEntries(first.steps.map(({ step, state }) => [step, state])) };
}

it("every step of a moored network is right, and nothing is next", () => {
  const { steps, next } = explained();
  expect(steps.map(({ step }) => step)).toEqual([
    "tag",
    "consent",
    "subnet",
    "link",
    "address",
    "zone",
    "binding",
    "record",
    "resolver",
    "answer",
  ]);
  expect(new Set(steps.map(({ state }) => state))).toEqual(new Set(["ok"]));
  expect(steps.find(({ step }) => step === "binding")?.sentence).toMatch(/: (\S+) bound to this network$/);
  expect(next).toBe("nothing: it is as it should be, and every pass checks it again");
});

it("a network that was not seen has no explanation", () => {
  const estate = estateOf();
  expect(explain(estate, plan(estate), "vpc-9")).toEqual([]);
});

it("a network that nobody asked about is told which tag moors it", () => {
  const { registry, steps, next } = explained({ networks: [networkOf({ tags: {} })], links: [], ledger: [] });
  expect(registry).toBeNull();
  expect(steps).toMatchObject([{ step: "tag", state: "waiting" }]);
  expect(next).toBe("nothing; to moor it, tag it registry-link=prod");
});

it("a network that has nothing to do with the configuration is told what of Mooring's it has still", () => {
  const off = { networks: tag("off"), links: [], ledger: [] };
  const [step] = explained(off).steps;
  expect(step?.sentence).toBe("registry-link=off, no registry selects it, and none links it");
  const left = explained({ ...off, ledger: [entryOf({ registry: "cri-old" })] });
  expect(left.steps[0]?.sentence).toBe(
    "registry-link=off, no registry selects it, and none of the configuration links it",
  );
  expect(left.next).toMatch(
    /^Mooring's link at cri-old is not looked at and stays, .*"mooring release vpc-1 --registry cri-old --deployment mooring"$/,
  );
});

describe("the chain breaks", () => {
  it("at the tag, when it says nothing clear", () => {
    expect(explained({ networks: tag("Prod"), links: [], ledger: [] })).toMatchObject({ states: { tag: "broken" } });
    expect(explained({ networks: tag("prd"), links: [], ledger: [] })).toMatchObject({ states: { tag: "broken" } });
  });

  it("at the tag, once, when the registry expects the network and the tag is wrong, or there is none", () => {
    const registries = [registryOf({ expect: { accounts: [], regions: [], tags: {} } })];
    for (const networks of [tag("prdo"), tag("Prod"), [networkOf({ tags: {} })]])
      expect(explained({ networks, registries, links: [], ledger: [] }).states).toMatchObject({
        tag: "broken",
        link: "not-reached",
      });
  });

  it("at the tag of a network that is exempt, which is told beside what is next", () => {
    const registries = [registryOf({ expect: { accounts: [], regions: [], tags: {} } })];
    const match = { accounts: [], regions: [], networks: ["vpc-1"], resourceGroups: [], tags: {}, registries: [] };
    const until = "2026-02-01T00:00:00.000Z";
    const exemptions = [{ match, reason: "is shut down", owner: "team-a", from: null, until }];
    const { next } = explained({ networks: [networkOf({ tags: {} })], registries, links: [], ledger: [], exemptions });
    expect(next).toMatch(/it is not tagged for it; exempt until the end of 2026-01-31 \(is shut down; team-a\)$/);
  });

  it("at the tag, when the registry is on the other cloud", () => {
    const registries = [
      registryOf(),
      registryOf({ alias: "images", cloud: "tencent", region: "ap-guangzhou", instance: "tcr-1" }),
    ];
    const found = explained({ networks: tag("images"), links: [], ledger: [], registries });
    expect(found.states).toEqual({ tag: "broken" });
    expect(found.next).toContain("a registry on Tencent Cloud");
  });

  it("at the consent, and what comes after was not reached", () => {
    const { states } = explained({ networks: [networkOf({ account: "2002" })], links: [], ledger: [] });
    expect(states).toMatchObject({ tag: "ok", consent: "broken", link: "not-reached", answer: "not-reached" });
  });

  it("at the subnet, when it is full", () => {
    const { states, next } = explained({ networks: tag("prod;subnet=vsw-9"), links: [], ledger: [] });
    expect(states).toMatchObject({ consent: "ok", subnet: "broken", link: "waiting", address: "not-reached" });
    expect(next).toContain("vsw-9");
  });

  it("at the record, and what is done next is said", () => {
    const { states, next } = explained({ zones: [zoneOf({ records: [recordOf({ value: "10.7.7.7" })] })] });
    expect(states).toMatchObject({ zone: "ok", binding: "ok", record: "broken", answer: "broken" });
    expect(next).toContain("somebody changed the record");
  });

  it("at the binding", () => {
    expect(explained({ zones: [zoneOf({ bindings: [] })] }).states).toMatchObject({
      zone: "ok",
      binding: "broken",
      answer: "broken",
    });
  });

  it("at the zone, when no zone could answer", () => {
    expect(explained({ zones: [] }).states).toMatchObject({ address: "ok", zone: "broken", binding: "not-reached" });
  });
});

it("what is under way waits", () => {
  const { states, next } = explained({ links: [changingLink()], ledger: [intentOf(2)] });
  expect(states).toMatchObject({ subnet: "ok", link: "waiting", address: "waiting", zone: "not-reached" });
  expect(next).toMatch(/^the next pass looks again: /);
});

it("what could not be read is unknown, never broken", () => {
  const estate = estateOf();
  const blind = {
    ...estate,
    registries: estate.registries.map((view) => ({
      ...view,
      resolutions: view.resolutions.map((one) => ({ ...one, resolution: unknown("Throttling") })),
    })),
  };
  const [found] = explain(blind, plan(blind), "vpc-1");
  const states = found?.steps
    .slice(5)
    .filter(({ step }) => step !== "resolver")
    .map(({ state }) => state);
  expect(states).toEqual(["unknown", "unknown", "unknown", "unknown"]);
});

it("a registry that was not asked is not said to have no link", () => {
  const estate = estateOf({ networks: [networkOf({ region: "cn-beijing" })], links: [], ledger: [] });
  const unlooked = { ...estate, registries: estate.registries.map((view) => ({ ...view, looked: false, parts: [] })) };
  const [found] = explain(unlooked, plan(unlooked), "vpc-1");
  expect(found?.steps[3]).toMatchObject({ step: "link", state: "not-reached" });
});

it("a change that is held names what holds it", () => {
  const { next } = explained({ links: [], ledger: [], quota: known(quotaOf(1, 1), at) });
  expect(next).toMatch(/^held by held\/quota: registry "prod" uses its whole quota of 1 link;/);
});

it("a network that asks for release says so at its tag, and waits for nothing", () => {
  expect(explained({ networks: tag("off") }).steps[0]).toMatchObject({
    state: "ok",
    sentence: "registry-link=off asks for release",
  });
  expect(explained({ networks: tag("hold") }).steps[0]).toMatchObject({ state: "waiting" });
});

it.each<readonly [string, World, string | null]>([
  ["one in its grace", { networks: [networkOf({ tags: {} })] }, "leaves; its grace ends 2026-01-08T06:30:00.000Z"],
  ["one tagged off, which no mode detaches", { networks: tag("off") }, "is to leave, and is held"],
  ["one that somebody else linked", { networks: [networkOf({ tags: {} })], ledger: [] }, "linked without a wish"],
  ["one that wishes", {}, null],
  ["one that is frozen", { networks: tag("hold") }, null],
])("of a network that is not to be moored it is told where it stands: %s", (_, world, aside) => {
  const found = explained(world);
  expect(found.aside).toBe(aside);
  if (aside !== null) expect(found.steps.filter(({ state }) => state === "waiting")).toEqual([]);
});

it("a network whose link is gone for good has left", () => {
  const estate = estateOf({ networks: tag("off"), links: [] });
  const made = plan(estate);
  const gone = made.findings.map((finding) => ({ ...finding, state: "leaving", code: "leaving/gone" }) as const);
  const [found] = explain(estate, { ...made, findings: gone }, "vpc-1");
  expect(found).toMatchObject({ aside: "has left" });
  expect(found?.steps[3]).toMatchObject({ step: "link", state: "not-reached", sentence: "registry: no link" });
});

it("a new link is told as what is done, and why", () => {
  const { next } = explained({ links: [], ledger: [] });
  expect(next).toMatch(
    /^the next pass that may write does this: attach it \(registry\) through vsw-1, because the network wishes for /,
  );
});

it("a pause of everything, or of its registry, is told beside what is next", () => {
  const estate = estateOf();
  const [moored] = explain(estate, plan(estate), "vpc-1");
  if (moored === undefined) throw new Error("nothing was explained");
  const paused = (registry: string | null, code = "held/paused") =>
    withPauses(moored, [{ registry, code, sentence: "paused by carol" }]).next;
  expect(paused(null)).toMatch(/^nothing: .*; paused by carol$/);
  expect(paused("prod")).toBe(paused(null));
  for (const next of [paused("staging"), paused(null, "capacity/links")]) expect(next).toBe(moored.next);
});

it("a selected network is told so", () => {
  const registries = [registryOf({ select: { tags: { env: "prod" } } })];
  const networks = [networkOf({ tags: { env: "prod" } })];
  expect(explained({ registries, networks }).steps[0]?.sentence).toBe('registry "prod" selects it by its tags');
});

describe("who asks whom", () => {
  const resolver = (world: World) => {
    const found = explained(world);
    return found.steps.find(({ step }) => step === "resolver");
  };

  it("is told where it is right", () => {
    expect(resolver({})).toMatchObject({ state: "ok", sentence: "its machines ask the provider's resolvers" });
    const both = { provider: true, servers: ["10.1.0.2", "100.100.2.136"] };
    expect(resolver({ networks: [networkOf({ resolvers: known(both, at) })] })?.sentence).toBe(
      "its machines ask 10.1.0.2, 100.100.2.136",
    );
    const own = { provider: false, servers: ["10.1.0.2"] };
    const registries = [registryOf({ forwardingResolvers: ["10.1.0.2"] })];
    const forwards = resolver({ registries, networks: [networkOf({ resolvers: known(own, at) })] });
    expect(forwards).toMatchObject({ state: "ok", sentence: expect.stringContaining("which forward") });
  });

  it("breaks the chain where nobody asks the provider, and what comes before it is right", () => {
    const networks = [networkOf({ resolvers: known({ provider: false, servers: ["10.1.0.2"] }, at) })];
    const { states, next } = explained({ networks });
    expect(states).toMatchObject({ zone: "ok", binding: "ok", record: "ok", resolver: "broken", answer: "broken" });
    expect(next).toContain("custom resolvers: add the provider's");
  });

  it("is unknown where it could not be read", () => {
    const networks = [networkOf({ resolvers: unknown("Throttling") })];
    expect(resolver({ networks })).toMatchObject({ state: "unknown", sentence: expect.stringContaining("Throttling") });
  });
});

it("a name that is wrong is told with who changed it and since when, and only then", () => {
  const edits = [{ zone: "zone-1", at: "2026-01-05T06:20:00.000Z", by: "carol", what: "update record" }];
  const zones = [zoneOf({ records: [recordOf({ value: "10.7.7.7" })] })];
  const estate = estateOf({ zones, edits });
  const made = guard(plan(estate), estate, "repair");
  const [before] = made.findings.map((finding) => ({ at: minutesAgo(5), findings: [finding] }));
  const told = { ...made, findings: withSince(made.findings, () => before ?? null, at) };
  const [found] = explain(estate, told, "vpc-1");
  expect(found).toMatchObject({ since: minutesAgo(5), changed: { by: "carol", what: "update record" } });
  expect(found?.steps.at(-1)?.sentence).toContain("changed by carol");
  expect(explained()).toMatchObject({ since: null, changed: null });
  const unsaid = { ...made, findings: withSince(made.findings, () => null, at) };
  expect(explain(estate, unsaid, "vpc-1")).toMatchObject([{ since: null }]);
});

it("what no pass writes anything for is told with what somebody has to do", () => {
  const { next } = explained({ zones: [zoneOf({ bindings: [boundTo("vpc-2")] })] });
  expect(next).toMatch(/^no pass writes anything for it, every pass looks again; shared zone unbound: /);
});

describe("what stands in the way of a link breaks the step that it is about", () => {
  const unlinked: World = { links: [], ledger: [] };
  const open = { service: "open", vendorState: "OPENED", authorized: true } as const;
  const brokenAt = (world: World) => {
    const { steps } = explained({ ...unlinked, ...world });
    return steps.filter(({ state }) => state === "broken").map(({ step }) => step);
  };

  it.each<readonly [string, World, string]>([
    ["a registry that does not run", { instance: known(instanceOf({ running: false }), at) }, "link"],
    [
      "resolvers of the network's own",
      { networks: [networkOf({ resolvers: known({ provider: false, servers: ["10.1.0.2"] }, at) })] },
      "resolver",
    ],
    ["a private DNS that is closed", { publishing: known({ ...open, service: "closed" }, at) }, "zone"],
    [
      "a role that is missing",
      {
        registries: [registryOf({ createServiceLinkedRole: false })],
        publishing: known({ ...open, authorized: false }, at),
      },
      "zone",
    ],
  ])("%s", (_, world, step) => {
    expect(brokenAt(world)).toEqual([step]);
  });

  it("a link that was there and is gone is broken, one that was never there is waited for", () => {
    expect(explained(unlinked).states).toMatchObject({ link: "waiting" });
    const { states, next } = explained({ links: [] });
    expect(states).toMatchObject({ subnet: "ok", link: "broken", address: "not-reached", answer: "not-reached" });
    expect(next).toContain("is gone");
    const unwished = explained({ links: [], networks: [networkOf({ tags: {} })] });
    expect(unwished.states).toMatchObject({ tag: "ok", link: "not-reached" });
  });

  it("a link that does not come to be ready is broken", () => {
    const { states } = explained({ links: [changingLink()], ledger: [intentOf(40)] });
    expect(states).toMatchObject({ subnet: "ok", link: "broken" });
  });

  it("subnets that could not be read are unknown, not wrong", () => {
    const estate = estateOf(unlinked);
    const unread = { ...estate, subnets: estate.subnets.map((one) => ({ ...one, subnets: unknown("Throttling") })) };
    const [found] = explain(unread, plan(unread), "vpc-1");
    expect(found?.steps.find(({ step }) => step === "subnet")).toMatchObject({ state: "unknown" });
  });
});

it("names that are not looked at are said to be that, not to wait for a link that is ready", () => {
  const { steps } = explained({ networks: tag("hold") });
  expect(steps.find(({ step }) => step === "zone")).toMatchObject({
    state: "not-reached",
    sentence: expect.stringMatching(/^not looked at: .*hold/),
  });
});

it("an expected network without a tag is broken at its tag", () => {
  const expecting = registryOf({ expect: { accounts: [], regions: [], tags: {} } });
  const { states } = explained({ registries: [expecting], networks: [networkOf({ tags: {} })], links: [], ledger: [] });
  expect(states).toMatchObject({ tag: "broken" });
});

it("a drift that nobody hears leaves the answer right", () => {
  const kept = publishedOf({ baseline: baselineOf() });
  const { states, steps } = explained({
    zones: [zoneOf({ records: [recordOf({ ttl: 86_400 })] })],
    ledger: [entryOf({ names: [kept] })],
  });
  expect(states).toMatchObject({ record: "broken", answer: "ok" });
  expect(steps.find(({ step }) => step === "record")?.sentence).toContain("TTL 86400");
});

it("what is repaired and what is left alone are both told", () => {
  const { next } = explained({
    names: [names.registry, "second.cn-hangzhou.cr.aliyuncs.com"],
    zones: [zoneOf({ records: [recordOf({ value: "10.7.7.7" })] })],
  });
  expect(next).toMatch(/^the next pass that may write does this: wrong value: the record is corrected in one write; /);
  expect(next).toContain("; besides, no pass writes anything for it, every pass looks again; zone missing: ");
});
