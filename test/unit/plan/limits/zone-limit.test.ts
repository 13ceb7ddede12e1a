import { describe, expect, it } from "vitest";
import type { CreateZone } from "../../../../shared/model/change.ts";
import type { Estate, ZoneAccount } from "../../../../shared/model/estate.ts";
import { type Known, known, unknown } from "../../../../shared/model/known.ts";
import type { CloudName } from "../../../../shared/model/network.ts";
import { byZoneLimit } from "../../../../shared/plan/limits/zone-limit.ts";
import { at, entryOf, estateOf, publishedOf, registryOf, type World } from "../estate-of.ts";

/** An account that may have so many zones more before Mooring leaves the rest to people. */
const free = (places: number): Known<ZoneAccount> =>
  known({ count: 90 - places, limit: 100, layout: "name", price: "nothing" }, at);

const registries = [registryOf(), registryOf({ alias: "team", cloud: "tencent", instance: "tcr-team" })];

function estate(zones: { readonly [Cloud in CloudName]: Known<ZoneAccount> }, ledger: World["ledger"] = []): Estate {
  const { accounts, ...rest } = estateOf({ registries, ledger });
  const clouds = ["alibaba", "tencent"] as const;
  return {
    ...rest,
    accounts: accounts.flatMap((one) => clouds.map((cloud) => ({ ...one, cloud, zones: zones[cloud] }))),
  };
}

const made = (network: string, cloud: CloudName = "alibaba"): CreateZone => ({
  kind: "create-zone",
  registry: cloud === "alibaba" ? "prod" : "team",
  cloud,
  instance: cloud === "alibaba" ? "cri-prod" : "tcr-team",
  account: "1001",
  region: "cn-hangzhou",
  network,
  part: "registry",
  because: "a test says so",
  name: "images.example.com",
  repoints: false,
  nameKind: "custom",
  zoneName: "images.example.com",
  fallsThrough: false,
  remark: `remark-${network}`,
});
const held = (...given: Parameters<typeof byZoneLimit>) => [...byZoneLimit(...given).keys()];

/** An entry whose zone was announced, or made where it has an id. */
const zoned = (network: string, id: string | null, registry = "cri-prod") =>
  entryOf({
    registry,
    network,
    names: [publishedOf({ ownZone: { id, name: "images.example.com", remark: "remark-other" } })],
  });

describe("the zones that an account may still have", () => {
  it("are each cloud's own, and one whose number is unknown holds nothing of the other", () => {
    const changes = [made("vpc-1"), made("vpc-2", "tencent"), made("vpc-3", "tencent")];
    expect(held(changes, estate({ alibaba: free(1), tencent: free(2) }))).toEqual([]);
    expect(held(changes, estate({ alibaba: unknown("no answer"), tencent: free(1) }))).toEqual([
      "create-zone team/vpc-3/registry images.example.com",
    ]);
  });

  it("go to the same changes in whatever order these come", () => {
    const changes = [made("vpc-2"), made("vpc-1")];
    for (const all of [changes, changes.toReversed()])
      expect(held(all, estate({ alibaba: free(1), tencent: free(0) }))).toEqual([
        "create-zone prod/vpc-2/registry images.example.com",
      ]);
  });

  it.each([
    ["that was announced, once for all that are to have it", [zoned("vpc-8", null), zoned("vpc-9", null)], 1],
    ["but not one that was made, which the account counts", [zoned("vpc-8", "zone-8")], 0],
    ["but not one of another cloud's registry", [zoned("vpc-8", null, "tcr-team")], 0],
  ] as const)("are less one %s", (_, ledger, taken) => {
    const count = (places: number) =>
      held([made("vpc-1")], estate({ alibaba: free(places), tencent: free(0) }, ledger));
    expect(count(1)).toHaveLength(taken);
    expect(count(1 + taken)).toEqual([]);
  });
});
