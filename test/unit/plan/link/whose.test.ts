import { describe, expect, it } from "vitest";
import { known } from "../../../../shared/model/known.ts";
import { explain } from "../../../../shared/plan/explain/explain.ts";
import { plan } from "../../../../shared/plan/plan.ts";
import { at, entryOf, estateOf, linkOf, names, recordOf, registryOf, type World, zoneOf } from "../estate-of.ts";

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

  it.each<[string, World["ledger"], string]>([
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
  const told = (ledger: World["ledger"]) => plan(estateOf({ ledger, zones: wrong })).held[0]?.sentence;
  expect(told([])).toBe("the registry link is not in Mooring's ledger, so its names are left alone");
  expect(told([ofSecond])).toBe('deployment "second" has the registry link in its ledger, so its names are left alone');
});
