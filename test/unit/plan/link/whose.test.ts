import { describe, expect, it } from "vitest";
import { known, unknown } from "../../../../shared/model/known.ts";
import type { LedgerEntry } from "../../../../shared/model/ledger.ts";
import { explain } from "../../../../shared/plan/explain/explain.ts";
import { noticesOf } from "../../../../shared/plan/notices.ts";
import { plan } from "../../../../shared/plan/plan.ts";
import {
  at,
  entryOf,
  estateOf,
  linkOf,
  minutesAgo,
  names,
  networkOf,
  recordOf,
  registryOf,
  type World,
  zoneOf,
} from "../estate-of.ts";

const attached = "attached through vsw-1 at 10.0.0.9; its name resolves";
const adopt = '"mooring adopt vpc-1 --registry prod"';
const nobodys = `the registry link is not in Mooring's ledger (made by somebody else, or released), so no name of it is repaired: ${adopt} takes it over`;
const seconds = 'deployment "second" has the registry link in its ledger, so this one repairs no name of it';
const ofSecond = entryOf({ deployment: "second" });

describe("a healthy link of a network that wishes for it", () => {
  it.each<[string, World, string, string]>([
    ["Mooring's own", {}, "moored/attached", attached],
    ["nobody's in the ledger", { ledger: [] }, "moored/not-owned", `${attached}; ${nobodys}`],
    ["another deployment's", { ledger: [ofSecond] }, "moored/not-owned", `${attached}; ${seconds}`],
  ])("is moored, and is told as %s", (_, world, code, sentence) => {
    const { findings } = plan(estateOf(world));
    expect(findings).toMatchObject([{ state: "moored", code, sentence, parts: [{ code, sentence }] }]);
  });

  it("is not told as nothing to do where it is not Mooring's", () => {
    const next = (world: World) => explain(estateOf(world), plan(estateOf(world)), "vpc-1")[0]?.next;
    expect(next({ ledger: [] })).toContain(adopt);
    expect(next({ ledger: [ofSecond] })).toContain(seconds);
    expect(next({})).toMatch(/^nothing:/);
  });

  it("counts as moored, whosever it is", () => {
    const registries = [registryOf({ expect: { accounts: [], regions: [], tags: {} } })];
    expect(plan(estateOf({ registries, ledger: [] })).compliance).toMatchObject([{ moored: 1 }]);
  });
});

describe("the links of several parts", () => {
  const second = known("10.0.0.10", at);
  const both = {
    registries: [registryOf({ parts: ["registry", "chart"] })],
    links: [linkOf(), linkOf({ part: "chart", address: second })],
    zones: [zoneOf(), zoneOf({ id: "zone-2", name: names.chart, records: [recordOf({ value: "10.0.0.10" })] })],
  };
  const all = "both parts are attached and every name resolves";
  const chart = entryOf({ part: "chart", address: "10.0.0.10" });

  it.each<[string, readonly LedgerEntry[], string]>([
    ["all are Mooring's", [entryOf(), chart], all],
    ["one is not", [chart], `${all}; ${nobodys}`],
    [
      "none is",
      [],
      `${all}; the registry and chart links are not in Mooring's ledger (made by somebody else, or released), so no name of them is repaired: ${adopt} takes them over`,
    ],
    [
      "each is somebody else's",
      [ofSecond],
      `${all}; ${nobodys.replace("the registry link", "the chart link")}; ${seconds}`,
    ],
  ])("are told once where %s", (_, ledger, sentence) => {
    const [finding] = plan(estateOf({ ...both, ledger })).findings;
    expect(finding).toMatchObject({ state: "moored", sentence });
    expect(finding?.code).toBe(sentence === all ? "moored/attached" : "moored/not-owned");
  });
});

it("a name that is wrong is left alone for a reason that is true of its holder", () => {
  const wrong = [zoneOf({ records: [recordOf({ enabled: false })] })];
  const told = (ledger: readonly LedgerEntry[]) => plan(estateOf({ ledger, zones: wrong })).held[0]?.sentence;
  expect(told([])).toBe(
    "the registry link is not in Mooring's ledger (made by somebody else, or released), so its names are left alone",
  );
  expect(told([ofSecond])).toBe('deployment "second" has the registry link in its ledger, so its names are left alone');
});

describe("a link of a network that wishes for nothing", () => {
  it.each<[string, World, string]>([
    [
      "nobody's in the ledger",
      { ledger: [] },
      "the registry link is not in Mooring's ledger (made by somebody else, or released), so Mooring does not touch it",
    ],
    [
      "another deployment's",
      { ledger: [ofSecond] },
      'deployment "second" has the registry link in its ledger, and this one does not touch it',
    ],
  ])("is left alone, and is told as %s", (_, world, words) => {
    const sentence = `registry "prod" links this network, which does not wish for it; ${words}`;
    expect(plan(estateOf({ networks: [networkOf({ tags: {} })], ...world })).findings).toMatchObject([
      { code: "foreign/link", sentence },
    ]);
  });

  it.each(["off", null])("of a part that left the configuration stays, tagged %s, and is never told as gone", (tag) => {
    const networks = [networkOf({ tags: tag === null ? {} : { "registry-link": tag } })];
    const chart = entryOf({ part: "chart" });
    for (const ledger of [[entryOf({ detachingSince: minutesAgo(5) }), chart], [chart]]) {
      const estate = estateOf({ networks, links: [], ledger });
      const { findings, changes } = plan(estate);
      expect(changes).toEqual([]);
      expect(findings).toMatchObject([{ state: "held", code: "held/part-not-configured" }]);
      expect(findings[0]?.sentence).toMatch(
        /, but Mooring's chart link is not looked at and stays, because .* "mooring release vpc-1 --registry prod --part chart --deployment mooring"$/,
      );
      expect(explain(estate, plan(estate), "vpc-1")[0]?.next).toBe(findings[0]?.sentence);
    }
  });

  it("of such a part that is another deployment's, or only remembered, or still wished for, is nothing to tell", () => {
    const codes = (world: World) => plan(estateOf({ links: [], ...world })).findings.map(({ code }) => code);
    const networks = [networkOf({ tags: { "registry-link": "off" } })];
    expect(codes({ networks, ledger: [entryOf({ part: "chart", deployment: "second" })] })).toEqual([]);
    const remembered = { part: "chart", intentAt: null, attachedAt: null } as const;
    expect(codes({ networks, ledger: [entryOf(remembered)] })).toEqual([]);
    expect(codes({ ledger: [entryOf({ part: "chart" })] })).toEqual(["pending/attach"]);
  });
});

describe("a link of a network that is accepted no more", () => {
  const rule = { name: "no sandboxes", outcome: "reject", priority: 0 } as const;
  const match = { accounts: [], regions: [], networks: [], resourceGroups: [], tags: {}, registries: [] };
  const stays =
    'rule "no sandboxes" rejects this network; it is linked all the same, through vsw-1 at 10.0.0.9, and stays so, unrepaired';
  const change = "or change what the configuration accepts";

  it.each<[string, World, string]>([
    ["Mooring's", {}, `: tag it registry-link=off to have the link taken away, ${change}`],
    [
      "Mooring's, below mode full",
      { registries: [registryOf({ mode: "attach" })] },
      `: tag it registry-link=off to have the link taken away, in mode full (the registry is in mode attach), ${change}`,
    ],
    [
      "nobody's in the ledger",
      { ledger: [] },
      "; the registry link is not in Mooring's ledger (made by somebody else, or released)",
    ],
    ["another deployment's", { ledger: [ofSecond] }, '; deployment "second" has the registry link in its ledger'],
    ["none", { links: [], ledger: [] }, ""],
  ])("is told with what becomes of it: %s", (_, world, words) => {
    const estate = estateOf({ rules: [{ ...rule, match }], ...world });
    const { findings } = plan(estate);
    const sentence = world.links === undefined ? `${stays}${words}` : 'rule "no sandboxes" rejects this network';
    expect(findings).toMatchObject([{ code: "blocked/rejected", sentence }]);
    const [{ steps = [] } = {}] = explain(estate, plan(estate), "vpc-1");
    const link = steps.find(({ step }) => step === "link");
    if (world.links === undefined) expect(link).toMatchObject({ state: "ok", sentence: "registry is RUNNING" });
  });

  it("is not called anybody's while the ledger could not be read", () => {
    const estate = { ...estateOf({ rules: [{ ...rule, match }] }), ledger: unknown("down") };
    expect(plan(estate).findings[0]?.sentence).toBe(
      `${stays}; the ledger could not be read, so whose it is is unknown`,
    );
  });
});

it("two deployments at one registry are told which commands have either's links forgotten", () => {
  const [notice] = noticesOf(estateOf({ ledger: [entryOf(), entryOf({ deployment: "second", network: "vpc-2" })] }));
  const forgotten = (deployment: string) => `"mooring release --all --registry prod --deployment ${deployment}"`;
  expect(notice).toMatchObject({ code: "held/other-deployment" });
  expect(notice?.sentence).toContain(
    `take the function of one of them away, then have its links forgotten with ${forgotten("second")}, or ${forgotten("mooring")}`,
  );
  const held = plan(estateOf({ links: [], ledger: [ofSecond] })).findings[0];
  expect(held).toMatchObject({ code: "held/other-deployment" });
  expect(held?.sentence).toContain('"mooring release vpc-1 --registry prod --part registry --deployment second"');
});
