import { describe, expect, it } from "vitest";
import type { Estate } from "../../../shared/model/estate.ts";
import { type CallFailure, known, unknown } from "../../../shared/model/known.ts";
import { noticesOf } from "../../../shared/plan/notices.ts";
import { estateOf, linkOf, networkOf, zoneOf } from "./estate-of.ts";

const denied = (call: string): CallFailure => ({
  kind: "denied",
  call,
  code: "NoPermission",
  message: "not authorized",
  right: call,
});

describe("what could not be read beside the names", () => {
  const rules = denied("pvtz:DescribeResolverRules");
  const moored = estateOf({ networks: [networkOf()], links: [linkOf()], zones: [zoneOf()] });

  /** The same estate, in which no forwarding rule could be read. */
  function withoutRules(estate: Estate): Estate {
    const registries = estate.registries.map((registry) => ({
      ...registry,
      resolutions: registry.resolutions.map((view) =>
        view.resolution.known
          ? {
              ...view,
              resolution: { ...view.resolution, value: { ...view.resolution.value, forwardingUnread: rules } },
            }
          : view,
      ),
    }));
    return { ...estate, registries };
  }

  it("forwarding rules are one notice, and no name is unknown for them", () => {
    expect(moored.registries[0]?.resolutions.some(({ resolution }) => resolution.known)).toBe(true);
    expect(noticesOf(moored)).toEqual([]);
    const unread = withoutRules(moored);
    const twice = { ...unread, registries: unread.registries.flatMap((registry) => [registry, registry]) };
    expect(noticesOf(twice)).toMatchObject([{ code: "unknown/forwarding-rules", failure: rules }]);
  });

  it("a closed private DNS is told although every zone is as it should be", () => {
    const publishing = known({ service: "closed", vendorState: "CLOSED", authorized: true } as const, moored.at);
    const accounts = moored.accounts.map((account) => ({ ...account, publishing }));
    expect(noticesOf({ ...moored, accounts })).toMatchObject([{ registry: null, code: "blocked/dns-closed" }]);
  });

  it("resolvers of networks that wish are one notice a region; of others, and untold without a failure, none", () => {
    const resolvers = unknown("denied", denied("vpc:ListDhcpOptionsSets"));
    const [one, two] = [networkOf({ resolvers }), networkOf({ id: "vpc-2", resolvers })];
    expect(noticesOf(estateOf({ networks: [one] }))).toMatchObject([
      { code: "unknown/resolvers", sentence: expect.stringContaining("vpc-1") },
    ]);
    expect(noticesOf(estateOf({ networks: [one, two] }))).toMatchObject([
      { code: "unknown/resolvers", sentence: expect.stringContaining("2 networks") },
    ]);
    expect(noticesOf(estateOf({ networks: [networkOf({ resolvers, tags: {} })] }))).toEqual([]);
    expect(noticesOf(estateOf({ networks: [networkOf({ resolvers: unknown("not told") })] }))).toEqual([]);
  });
});
