import { describe, expect, test } from "vitest";
import type { Estate } from "../../../../shared/model/estate.ts";
import { known, unknown } from "../../../../shared/model/known.ts";
import type { Network } from "../../../../shared/model/network.ts";
import type { Plan } from "../../../../shared/model/plan.ts";
import { guard } from "../../../../shared/plan/guard.ts";
import { plan } from "../../../../shared/plan/plan.ts";
import {
  at,
  entryOf,
  estateOf,
  intentOf,
  linkOf,
  minutesAgo,
  networkOf,
  quotaOf,
  registryOf,
  subnetOf,
  type World,
} from "../estate-of.ts";

const planned = (estate: Estate, mode: "observe" | "full" = "full"): Plan => guard(plan(estate), estate, mode);
const capacityOf = (world: World) => planned(estateOf(world)).capacity;
const codesOf = ({ notices }: Plan) => notices.map(({ code }) => code).filter((code) => code.startsWith("capacity/"));

/** The default moored network and others that wish, the first of them the oldest, each with a subnet of its own. */
function withOthers(count: number, more: World = {}): World {
  const others = Array.from({ length: count }, (_, index) =>
    networkOf({ id: `vpc-w${index}`, createdAt: `2026-01-02T00:00:0${index}.000Z` }),
  );
  return {
    networks: [networkOf(), ...others],
    subnets: [subnetOf(), ...others.map(({ id }) => subnetOf({ id: `vsw-${id}`, network: id }))],
    quota: known(quotaOf(20, 1), at),
    ...more,
  };
}

describe("links", () => {
  test("that the vendor counts are told with its quota, and what is wished for beside", () => {
    expect(capacityOf(withOthers(2))).toMatchObject([
      { registry: "prod", links: { used: 1, limit: 20, source: "vendor" }, needed: 2, waiting: [] },
    ]);
  });

  test("whose quota is what the vendor publishes are marked so", () => {
    const quota = known({ links: 20, used: 1, assumed: true }, at);
    expect(capacityOf({ quota })).toMatchObject([{ links: { used: 1, limit: 20, source: "assumed" } }]);
  });

  test("whose quota the configuration names go by it", () => {
    const quota = known(quotaOf(20, 1), at);
    expect(capacityOf({ quota, registries: [registryOf({ quota: 7 })] })).toMatchObject([
      { links: { used: 1, limit: 7, source: "configured" } },
    ]);
  });

  test("whose quota nobody tells have no limit, and are counted as they are listed", () => {
    expect(capacityOf({ quota: unknown("no answer") })).toMatchObject([
      { links: { used: 1, limit: null, source: "unknown" } },
    ]);
  });

  test("that could not be read are unknown and never none; what the ledger does not have is still wanted", () => {
    const world = withOthers(1, { quota: unknown("no answer") });
    const estate = estateOf(world);
    const unread: Estate = {
      ...estate,
      registries: estate.registries.map((view) => ({
        ...view,
        parts: view.parts.map(({ part }) => ({ part, view: unknown("no answer") })),
      })),
    };
    expect(planned(unread).capacity).toMatchObject([{ links: null, needed: 1, waiting: ["vpc-w0"] }]);
  });

  test("that were asked for a moment ago are not wanted again", () => {
    const ledger = [entryOf(), intentOf(1, { network: "vpc-w0", subnet: "vsw-vpc-w0" })];
    expect(capacityOf(withOthers(1, { ledger }))).toMatchObject([{ needed: 0, waiting: [] }]);
  });
});

describe("who waits", () => {
  const priorities: World["rules"] = [
    { name: "core first", match: matchOf({ tier: "core" }), outcome: "accept", priority: 10 },
    { name: "the rest", match: matchOf({}), outcome: "accept", priority: 0 },
  ];
  function matchOf(tags: Readonly<Record<string, string>>) {
    return { accounts: [], regions: [], networks: [], resourceGroups: [], tags, registries: [] };
  }

  test("is who gets nothing now, in the order of the next places", () => {
    const world = withOthers(3, { quota: known(quotaOf(2, 1), at) });
    expect(capacityOf(world)).toMatchObject([{ needed: 3, waiting: ["vpc-w1", "vpc-w2"] }]);
  });

  test("the last place goes to the higher priority, then to the older network", () => {
    const world = withOthers(3, { quota: known(quotaOf(2, 1), at), rules: priorities });
    const networks: readonly Network[] = (world.networks ?? []).map((network) =>
      network.id === "vpc-w2" ? { ...network, tags: { ...network.tags, tier: "core" } } : network,
    );
    const { changes, capacity } = planned(estateOf({ ...world, networks }));
    expect(changes).toMatchObject([{ kind: "attach", network: "vpc-w2" }]);
    expect(capacity).toMatchObject([{ waiting: ["vpc-w0", "vpc-w1"] }]);
  });

  test("are all of them where the mode allows nothing", () => {
    expect(planned(estateOf(withOthers(2)), "observe").capacity).toMatchObject([
      { needed: 2, waiting: ["vpc-w0", "vpc-w1"] },
    ]);
  });

  test("is told apart from who waits for an approval, which keeps nobody waiting", () => {
    const rules: World["rules"] = [{ name: "ask all", match: matchOf({}), outcome: "ask", priority: 0 }];
    expect(capacityOf(withOthers(2, { rules }))).toMatchObject([
      { needed: 2, waiting: [], unapproved: ["vpc-w0", "vpc-w1"] },
    ]);
    const some: World["rules"] = [
      { name: "ask core", match: matchOf({ tier: "core" }), outcome: "ask", priority: 10 },
      ...priorities,
    ];
    const world = withOthers(3, { quota: known(quotaOf(2, 1), at), rules: some });
    const networks = (world.networks ?? []).map((network) =>
      network.id === "vpc-w2" ? { ...network, tags: { ...network.tags, tier: "core" } } : network,
    );
    expect(capacityOf({ ...world, networks })).toMatchObject([{ waiting: ["vpc-w1"], unapproved: ["vpc-w2"] }]);
  });

  test("is nobody whom the registry does not accept, or whose network says hold", () => {
    const networks = [
      networkOf(),
      networkOf({ id: "vpc-other", account: "9999" }),
      networkOf({ id: "vpc-hold", tags: { "registry-link": "hold" } }),
    ];
    expect(capacityOf({ networks, subnets: [subnetOf()] })).toMatchObject([{ needed: 0, waiting: [] }]);
  });
});

describe("warnings", () => {
  test.each([
    [15, 0, []],
    [16, 0, ["capacity/links"]],
    [13, 2, []],
    [14, 2, ["capacity/links"]],
    [20, 3, ["capacity/links"]],
  ])("of %i of 20 links used and %i wished for: %j", (used, wishing, codes) => {
    expect(codesOf(planned(estateOf(withOthers(wishing, { quota: known(quotaOf(20, used), at) }))))).toEqual(codes);
  });

  test.each([
    ["assumed", { links: 20, used: 15, assumed: true }, null, []],
    ["assumed", { links: 20, used: 16, assumed: true }, null, ["capacity/links"]],
    ["configured", { links: 99, used: 15, assumed: true }, 20, []],
    ["configured", { links: 99, used: 16, assumed: true }, 20, ["capacity/links"]],
    ["configured", { links: 20, used: 16, assumed: false }, 21, []],
    ["unknown", null, null, []],
  ] as const)("go by a limit that is %s: %j, %j in the configuration", (source, quota, configured, codes) => {
    const told = quota === null ? unknown("the vendor does not say") : known(quota, at);
    const result = planned(estateOf({ quota: told, registries: [registryOf({ quota: configured })] }));
    expect(result.capacity).toMatchObject([{ links: { source } }]);
    expect(codesOf(result)).toEqual(codes);
    const says = { assumed: "assumed from what the vendor publishes", configured: "the configuration says so" };
    for (const { code, sentence } of result.notices.filter((notice) => notice.code === "capacity/links"))
      expect([code, sentence]).toEqual([
        code,
        expect.stringContaining(says[source === "assumed" ? source : "configured"]),
      ]);
  });

  test("say how many too many there are where not all fit", () => {
    const { notices } = planned(estateOf(withOthers(3, { quota: known(quotaOf(2, 1), at) })));
    expect(notices.find(({ code }) => code === "capacity/links")?.sentence).toBe(
      'registry "prod" has 1 of 2 links (the vendor says so), and 3 more are wished for: 2 too many, and mooring capacity tells who waits in which order; buy more links, or release some',
    );
  });

  test("of a quota that nobody tells are never given", () => {
    expect(codesOf(planned(estateOf(withOthers(3, { quota: unknown("no answer") }))))).toEqual([]);
  });

  test.each([
    [399, []],
    [400, ["capacity/zones"]],
  ])("of %i zones of 500: %j", (count, codes) => {
    const zoneAccount = known({ count, limit: 500, layout: "name" as const, price: null }, at);
    expect(codesOf(planned(estateOf({ zoneAccount })))).toEqual(codes);
    expect(capacityOf({ zoneAccount })).toMatchObject([{ zones: { used: count, limit: 500, source: "assumed" } }]);
  });

  test.each([
    [12, []],
    [11, ["capacity/subnets"]],
    [9, ["capacity/subnets"]],
  ])(
    "of a subnet with %i free addresses of which 8 stay in reserve, from which a link takes one: %j",
    (free, codes) => {
      const world = withOthers(1);
      const subnets = (world.subnets ?? []).map((one) =>
        one.network === "vpc-w0" ? { ...one, freeAddresses: known(free, at) } : one,
      );
      const result = planned(estateOf({ ...world, subnets }));
      expect(codesOf(result)).toEqual(codes);
      expect(result.capacity).toMatchObject([
        {
          subnets: [
            { network: "vpc-1", subnet: "vsw-1", free: 200 },
            { network: "vpc-w0", subnet: "vsw-vpc-w0", free },
          ],
        },
      ]);
    },
  );

  test("fail nothing: what is warned about is neither held nor wrong", () => {
    const result = planned(estateOf({ quota: known(quotaOf(20, 18), at), links: [linkOf()] }));
    expect(result.findings.map(({ state }) => state)).toEqual(["moored"]);
    expect(codesOf(result)).toEqual(["capacity/links"]);
  });

  test("how many addresses a subnet has free is unknown where nobody could read it", () => {
    const world = withOthers(1);
    const subnets = (world.subnets ?? []).map((one) => ({ ...one, freeAddresses: unknown("no answer") }));
    const result = planned(estateOf({ ...world, subnets }));
    expect(result.capacity).toMatchObject([{ subnets: [{ free: null }, { free: null }], waiting: ["vpc-w0"] }]);
    expect(codesOf(result)).toEqual([]);
  });

  test("a refusal for the quota within the hour keeps its network among those who wait", () => {
    const failure = { kind: "exhausted", call: "cr:Create", code: "LIMIT", message: "no more" } as const;
    const failures = [{ at: minutesAgo(5), change: "attach prod/vpc-w0/registry", failure }];
    const refused = entryOf({ network: "vpc-w0", intentAt: null, attachedAt: null, verifiedAt: null, address: null });
    const ledger = [entryOf(), { ...refused, names: [], failures }];
    expect(capacityOf(withOthers(1, { ledger }))).toMatchObject([{ needed: 1, waiting: ["vpc-w0"] }]);
  });
});
