import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { WritingCloud } from "../../shared/clouds/port.ts";
import type { Change } from "../../shared/model/change.ts";
import type { Trigger } from "../../shared/model/hint.ts";
import { readEntries } from "../../shared/store/objects/ledger.ts";
import { broken, brokenLists, hasList, hasTotal } from "./broken-lists.ts";
import { copied, copyOf } from "./kept-store.ts";
import { clouds, codesOf, gone, hour, type LeavingStage } from "./leaving-stage.ts";

const domain = "images.example.com";
const takingAway = new Set(["detach", "switch-off", "delete-zone", "delete-record"]);
const full: Trigger = { kind: "timer", depth: "full" };
const frequent: Trigger = { kind: "timer", depth: "frequent" };

/** The lists by which links go. */
const gates = {
  alibaba: ["DescribeVpcs", "GetInstanceVpcEndpoint"],
  tencent: ["DescribeVpcs", "DescribeInternalEndpoints"],
} as const;
const zoneLists = { alibaba: "DescribeZones", tencent: "DescribePrivateZoneList" } as const;
const ways = Object.keys(brokenLists);

describe.each(["alibaba", "tencent"] as const)("lists that come wrong from %s", (name) => {
  let stage: LeavingStage;
  const networks: string[] = [];
  /** The actions that answered with a list in real passes, a leaving one among them, and whether they tell a number. */
  const lists = new Map<string, boolean>();
  let calm: ReadonlyMap<string, string>;
  let leaving: ReadonlyMap<string, string>;

  /** Plans writes as ever and makes none of them, so that each case begins alike. */
  function planning(planned: Change[]) {
    return (cloud: WritingCloud): WritingCloud => ({
      ...cloud,
      async write(change) {
        planned.push(change);
        return { result: "moved", sentence: "Nothing is written here." };
      },
    });
  }

  /** What passes would take away, from a store as it was. */
  async function takenAway(
    from: ReadonlyMap<string, string>,
    work: (pass: (trigger: Trigger) => Promise<void>) => Promise<void>,
  ) {
    const store = await copied(from);
    const planned: Change[] = [];
    // A pass that sees nothing at all throws, and takes nothing away.
    await work(
      async (trigger) => void (await stage.pass({ trigger, store, around: planning(planned) }).catch(() => null)),
    );
    return planned.filter(({ kind }) => takingAway.has(kind)).map(({ kind, network }) => `${kind} ${network}`);
  }

  const breakList = (action: string, how: string) =>
    stage.alterAnswers((asked, answer) => (asked === action ? broken(answer, how) : answer));

  beforeAll(async () => {
    stage = await clouds[name]({ domain });
    for (let count = 0; count < 6; count++) networks.push(await stage.network());
    await stage.moor(...networks);
    await stage.minutes(5);
    await stage.pass();
    calm = await copyOf(stage.store);
  }, 120_000);
  afterAll(() => stage.stop());

  describe("while every network wishes for its link", () => {
    it("are all found by what real passes ask", async () => {
      stage.alterAnswers((action, answer) => {
        if (hasList(answer)) lists.set(action, hasTotal(answer));
        return answer;
      });
      expect(
        await takenAway(calm, async (pass) => {
          await pass(full);
          await pass(stage.refused(networks[0] ?? ""));
          await pass(frequent);
        }),
      ).toEqual([]);
      expect([...lists.keys()]).toEqual(expect.arrayContaining([...gates[name], zoneLists[name]]));
      expect(lists.size).toBeGreaterThan(5);
    });

    it.each(ways)(
      "let nothing be taken away, on five days in a row: %s",
      async (how) => {
        for (const [action, told] of lists) {
          // Without a number beside the items these are the same.
          if (!told && how !== "cut off, its number as it was" && how !== "empty, its number as it was") continue;
          // What a vendor tells of some networks alike in every list, by id and on several days is believed.
          const days = action === "DescribeVpcs" && how === "cut off, its number with it" ? 3 : 6;
          breakList(action, how);
          const taken = await takenAway(calm, async (pass) => {
            for (let day = 0; day < days; day++) {
              await pass(full);
              await stage.wait(21 * hour);
            }
            await pass(stage.refused(networks[0] ?? ""));
            await pass(frequent);
          });
          expect(taken, action).toEqual([]);
        }
      },
      60_000,
    );
  });

  describe("while two of six networks may go", () => {
    const passes = async (pass: (trigger: Trigger) => Promise<void>) => {
      await pass(frequent);
      await pass({ kind: "command", command: "sweep", depth: "full", networks: networks.slice(0, 2) });
      await pass(full);
    };

    beforeAll(async () => {
      stage.alterAnswers((_, answer) => answer);
      const [off = "", untagged = ""] = networks;
      await stage.tag(untagged, null);
      await stage.pass();
      await stage.wait(73 * hour);
      await stage.pass({ mode: "repair" });
      await stage.tag(off, "off");
      leaving = await copyOf(stage.store);
    });

    it("find both leaving when they are whole, and new lists that only such passes ask for", async () => {
      stage.alterAnswers((action, answer) => {
        if (hasList(answer) && !lists.has(action)) lists.set(action, hasTotal(answer));
        return answer;
      });
      const taken = await takenAway(leaving, passes);
      expect(new Set(taken.map((one) => one.split(" ")[1]))).toEqual(new Set(networks.slice(0, 2)));
    });

    it.each(ways)(
      "let nothing of the others go, and nothing at all by the lists of networks and links: %s",
      async (how) => {
        for (const [action, told] of lists) {
          if (!told && how !== "cut off, its number as it was" && how !== "empty, its number as it was") continue;
          breakList(action, how);
          const taken = await takenAway(leaving, passes);
          expect(
            taken.filter((one) => !networks.slice(0, 2).some((id) => one.endsWith(id))),
            action,
          ).toEqual([]);
          // Nothing is missing where there is more than the vendor counts.
          const gated = gates[name].some((gate) => gate === action) && how !== "whole, its number too small";
          if (gated) expect(taken, action).toEqual([]);
        }
      },
      60_000,
    );

    it.each([...new Set([...gates[name], zoneLists[name]])])(
      "let nothing of the others go while %s is refused",
      async (action) => {
        stage.alterAnswers((_, answer) => answer);
        stage.faults.add({ action, times: 400, fault: "internal" });
        const taken = await takenAway(leaving, passes);
        stage.faults.clear();
        expect(taken.filter((one) => !networks.slice(0, 2).some((id) => one.endsWith(id)))).toEqual([]);
      },
    );

    it("a zone of Mooring's own that the list leaves out is neither made anew nor forgotten, and goes once it shows", async () => {
      const [off = ""] = networks;
      breakList(zoneLists[name], "empty, its number with it");
      const reports = [await stage.pass(), ...(await stage.minutes(3))];
      const kinds = new Set(reports.flatMap(({ outcomes }) => outcomes.map(({ change }) => change.kind)));
      expect(kinds).not.toContain("create-zone");
      expect(codesOf(reports.at(-1), off)).toEqual(["unknown/resolution"]);
      expect((await stage.ask(off, domain)).udp).toHaveLength(1);
      const own = (await readEntries(stage.store)).find(({ network }) => network === off);
      expect(own?.names.map((one) => one.name)).toContain(domain);
      stage.alterAnswers((_, answer) => answer);
      await stage.minutes(6);
      expect(gone(await stage.ask(off, domain))).toBe(true);
      expect([...(await stage.linked())].sort()).toEqual(networks.slice(2).sort());
    });
  });
});
