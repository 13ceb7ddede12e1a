import { describe, expect, it } from "vitest";
import { known, unknown } from "../../../../shared/model/known.ts";
import type { Subnet } from "../../../../shared/model/network.ts";
import { chooseSubnet } from "../../../../shared/plan/link/subnet.ts";
import { at, networkOf, subnetOf } from "../estate-of.ts";

const policy = { reserve: 8, zones: [] as string[] };
const tagged = { "registry-link-subnet": "yes" };

function choose(subnets: readonly Subnet[], wished: string | null = null, zones: readonly string[] = []) {
  const choice = chooseSubnet(networkOf(), subnets, wished, { ...policy, zones });
  return choice.chosen ? choice.subnet.id : choice.code;
}

const free = (id: string, count: number, differs: Partial<Subnet> = {}) =>
  subnetOf({ id, freeAddresses: known(count, at), ...differs });

describe("by policy", () => {
  it("takes the one with most free addresses, whatever their order", () => {
    expect(choose([free("vsw-a", 20), free("vsw-b", 90)])).toBe("vsw-b");
    expect(choose([free("vsw-b", 90), free("vsw-a", 20)])).toBe("vsw-b");
  });

  it("gives a tie to the smaller id", () => {
    expect(choose([free("vsw-b", 90), free("vsw-a", 90)])).toBe("vsw-a");
  });

  it("prefers zones in the order they are given, before free addresses", () => {
    const subnets = [
      free("vsw-a", 90, { zone: "z1" }),
      free("vsw-b", 20, { zone: "z2" }),
      free("vsw-c", 50, { zone: "z3" }),
    ];
    expect(choose(subnets, null, ["z2", "z3"])).toBe("vsw-b");
    expect(choose(subnets, null, ["z9"])).toBe("vsw-a");
  });

  it("passes over a preferred zone whose subnet is full", () => {
    expect(choose([free("vsw-a", 90, { zone: "z1" }), free("vsw-b", 5, { zone: "z2" })], null, ["z2"])).toBe("vsw-a");
  });

  it("leaves the reserve after one address was taken, exactly", () => {
    expect(choose([free("vsw-a", 9)])).toBe("vsw-a");
    expect(choose([free("vsw-a", 8)])).toBe("blocked/subnet-full");
  });

  it("takes a subnet inside 172.17.0.0/16 last, and warns", () => {
    const bridge = free("vsw-a", 200, { cidr: "172.17.3.0/24" });
    expect(choose([bridge, free("vsw-b", 20)], null, ["cn-hangzhou-h"])).toBe("vsw-b");
    const choice = chooseSubnet(networkOf(), [bridge], null, policy);
    expect(choice).toMatchObject({ chosen: true, subnet: { id: "vsw-a" } });
    expect(choice.sentence).toContain("172.17.3.0/24 lies in 172.17.0.0/16");
  });

  it("does not warn of other subnets", () => {
    expect(chooseSubnet(networkOf(), [subnetOf()], null, policy).sentence).not.toContain("warning");
  });
});

describe("by the subnet's tag", () => {
  it("takes the tagged one, though another has more room", () => {
    expect(choose([free("vsw-a", 900), free("vsw-b", 20, { tags: tagged })])).toBe("vsw-b");
  });

  it("takes none when the tagged ones are full", () => {
    expect(choose([free("vsw-a", 900), free("vsw-b", 2, { tags: tagged })])).toBe("blocked/subnet-full");
  });

  it("lets the policy choose among several", () => {
    expect(choose([free("vsw-a", 20, { tags: tagged }), free("vsw-b", 30, { tags: tagged })])).toBe("vsw-b");
  });
});

describe("by the network's tag", () => {
  it("takes the named one, though another is tagged and the reserve is not left", () => {
    expect(choose([free("vsw-a", 900, { tags: tagged }), free("vsw-b", 1)], "vsw-b")).toBe("vsw-b");
  });

  it("does not take it when it is full, and never another instead", () => {
    expect(choose([free("vsw-a", 900), free("vsw-b", 0)], "vsw-b")).toBe("blocked/subnet-full");
  });

  it("says that no such subnet is this network's", () => {
    expect(choose([free("vsw-a", 900)], "vsw-b")).toBe("blocked/subnet-not-found");
  });
});

describe("what cannot be taken yet", () => {
  it("a network without a subnet waits for its first", () => {
    expect(choose([])).toBe("pending/waiting-for-subnet");
  });

  it("a subnet that is being made is waited for", () => {
    expect(choose([subnetOf({ available: false })])).toBe("pending/subnet-not-available");
    expect(choose([subnetOf({ available: false }), free("vsw-b", 0)])).toBe("pending/subnet-not-available");
  });

  it("an unknown number of free addresses is not a number", () => {
    const unread = subnetOf({ id: "vsw-a", freeAddresses: unknown("it was not said") });
    expect(choose([unread])).toBe("unknown/subnet-addresses");
    expect(choose([unread, free("vsw-b", 20)])).toBe("vsw-b");
  });

  it("several subnets, one of them unread, are not called full", () => {
    const unread = subnetOf({ id: "vsw-a", freeAddresses: unknown("it was not said") });
    expect(choose([unread, free("vsw-b", 0)])).toBe("unknown/subnet-addresses");
    expect(choose([free("vsw-a", 1), free("vsw-b", 0)])).toBe("blocked/subnet-full");
  });
});
