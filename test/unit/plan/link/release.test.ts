import { describe, expect, it } from "vitest";
import { planRelease, type ReleaseWish } from "../../../../shared/plan/link/release.ts";
import { address, at, entryOf, intentOf, minutesAgo, publishedOf } from "../estate-of.ts";

const everything: ReleaseWish = { deployment: "mooring", instance: null, network: null, part: null, force: false };
const failure = { kind: "exhausted", call: "cr:Create", code: "LIMIT", message: "no" } as const;
const refused = intentOf(0, { intentAt: null, intentBy: null, failures: [{ at, change: "attach", failure }] });
const zone = { id: "zone-9", name: "example.com", remark: "mooring-1" };

describe("of everything that is Mooring's", () => {
  it("each link is released with what stays behind of it", () => {
    const names = [
      publishedOf({ name: "a.example.com", kind: "custom", ownZone: zone, baseline: null }),
      publishedOf({ name: "b.example.com", kind: "custom", ownZone: { ...zone, id: null }, baseline: null }),
      publishedOf({ name: "c", publishedAt: minutesAgo(900), region: "ap-guangzhou" }),
      publishedOf({ name: "d", publishedAt: minutesAgo(900), withdrawnAt: minutesAgo(5) }),
      publishedOf({ name: "e" }),
    ];
    const { releases, refusals, others } = planRelease([entryOf({ names })], everything, at);
    expect(releases.map(({ left }) => left)).toEqual([
      [
        { kind: "link", subnet: "vsw-1", address },
        { kind: "zone", ...zone, holds: "a.example.com" },
        { kind: "zone", ...zone, id: null, holds: "b.example.com" },
        { kind: "switch", name: "c", address, region: "ap-guangzhou", offSince: null },
        { kind: "switch", name: "d", address, region: "cn-hangzhou", offSince: minutesAgo(5) },
      ],
    ]);
    expect([refusals, others]).toEqual([[], []]);
  });

  it("an entry that only remembers a refusal is nothing to release, one that remembers a zone is", () => {
    expect(planRelease([refused], everything, at).releases).toEqual([]);
    const remembers = { ...refused, names: [publishedOf({ ownZone: zone, baseline: null })] };
    expect(planRelease([remembers], everything, at).releases).toMatchObject([{ left: [{ kind: "zone" }] }]);
  });

  it("what another deployment has stays its own, and is told", () => {
    const theirs = entryOf({ deployment: "other", network: "vpc-2" });
    const { releases, others } = planRelease([theirs, entryOf()], everything, at);
    expect(releases.map(({ entry }) => entry.network)).toEqual(["vpc-1"]);
    expect(others).toEqual([theirs]);
  });

  it("only the registry and the network that are named are released, in whatever order the ledger is", () => {
    const ledger = [
      entryOf({ network: "vpc-2" }),
      entryOf({ part: "chart" }),
      entryOf(),
      entryOf({ registry: "cri-stage" }),
    ];
    const released = (wish: Partial<ReleaseWish>, entries = ledger) =>
      planRelease(entries, { ...everything, ...wish }, at).releases.map(
        ({ entry: { registry, network, part } }) => `${registry} ${network} ${part}`,
      );
    expect(released({ instance: "cri-prod", network: "vpc-1" })).toEqual([
      "cri-prod vpc-1 chart",
      "cri-prod vpc-1 registry",
    ]);
    expect(released({ instance: "cri-prod" })).toHaveLength(3);
    expect(released({ instance: "cri-prod", network: "vpc-1", part: "chart" })).toEqual(["cri-prod vpc-1 chart"]);
    expect(released({ part: "chart" })).toEqual(["cri-prod vpc-1 chart"]);
    expect(released({}, [...ledger].reverse())).toEqual(released({}));
    expect(released({ network: "vpc-3" })).toEqual([]);
  });
});

describe("what is under way is not let go", () => {
  const leaving = { leavingSince: minutesAgo(5_000) };
  const turnedOff = [publishedOf({ publishedAt: minutesAgo(900), withdrawnAt: minutesAgo(5) })];

  it.each([
    ["a link that was asked for nine minutes ago", intentOf(9), "attach-in-flight", false],
    ["the same although somebody insists", intentOf(9), "attach-in-flight", true],
    [
      "a link that the registry was asked to take away",
      entryOf({ ...leaving, detachingSince: minutesAgo(1) }),
      "detach-under-way",
      false,
    ],
    ["a leaving link whose names are off", entryOf({ ...leaving, names: turnedOff }), "detach-under-way", false],
  ])("%s", (_, entry, code, force) => {
    const { releases, refusals } = planRelease([entry], { ...everything, force }, at);
    expect(releases).toEqual([]);
    expect(refusals).toMatchObject([{ entry, code, sentence: expect.stringContaining("vpc-1") }]);
  });

  it.each([
    ["a link whose attach never showed and is forgotten by its pass", intentOf(11), false],
    ["a leaving link that nothing was done to yet", entryOf(leaving), false],
    ["a link whose name is off for a moment, to be published anew", entryOf({ names: turnedOff }), false],
    [
      "a link that is being detached, if somebody insists",
      entryOf({ ...leaving, detachingSince: minutesAgo(1) }),
      true,
    ],
  ])("%s is", (_, entry, force) => {
    const { releases, refusals } = planRelease([entry], { ...everything, force }, at);
    expect(refusals).toEqual([]);
    expect(releases).toHaveLength(1);
  });
});
