import { describe, expect, test } from "vitest";
import { CloudError, type NameTarget } from "../../../shared/clouds/port.ts";
import { unlistedZones } from "../../../shared/clouds/unlisted.ts";

const target = (...remembered: readonly string[]): NameTarget => ({
  registry: { alias: "prod", instance: "cri-1", region: "cn-hangzhou" },
  network: "vpc-1",
  region: "cn-hangzhou",
  part: "registry",
  name: "images.example.com",
  kind: "custom",
  address: "10.0.0.8",
  remembered,
});

/** What comes of looking for zones that no list shows: `there`, `gone`, or nobody answers. */
async function doubts(zones: Readonly<Record<string, "there" | "gone" | "unread">>, ...targets: readonly NameTarget[]) {
  const asked: string[] = [];
  const doubtOf = await unlistedZones(targets, new Set(["zone-listed"]), async (id) => {
    asked.push(id);
    if (zones[id] === "unread")
      throw new CloudError({ kind: "denied", call: "dns:Zone", code: "NoRight", message: "no" });
    return zones[id] === "there";
  });
  return {
    asked,
    reasons: targets.map((one) => doubtOf(one)).map((one) => (one?.known === false ? one.reason : null)),
  };
}

describe("zones that the ledger remembers", () => {
  test("are not asked for while the list shows them, or where none is remembered", async () => {
    const { remembered: _, ...none } = target();
    expect(await doubts({}, target("zone-listed"), target(), none)).toEqual({ asked: [], reasons: [null, null, null] });
  });

  test("and that the list leaves out although they are there make their names unknown, each asked for once", async () => {
    const targets = [target("zone-listed", "zone-1"), target("zone-1"), target("zone-listed")];
    expect(await doubts({ "zone-1": "there" }, ...targets)).toEqual({
      asked: ["zone-1"],
      reasons: [
        "the list of zones leaves out zone zone-1, which is there",
        "the list of zones leaves out zone zone-1, which is there",
        null,
      ],
    });
  });

  test("are gone where their id is not found, and unknown where nobody says", async () => {
    const { reasons } = await doubts({ "zone-1": "gone", "zone-2": "unread" }, target("zone-1"), target("zone-2"));
    expect(reasons).toEqual([null, expect.stringMatching(/zone-2, and whether it is there is unknown: .*NoRight/)]);
  });
});
